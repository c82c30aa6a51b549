package xero

import (
	"net/url"
	"strconv"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// maxColumns is how many months one report shows: the month of its date and
// the eleven "periods" before it.
const maxColumns = 12

// reportRequest is one report to ask for.
type reportRequest struct {
	resource resource
	months   ledger.Range // wanted from it
	anchor   ledger.Month // its newest column; on the profit and loss this may be the month after the last wanted one
}

// plan lists the reports that answer the request with the fewest calls, but for
// the trial balances that only the organisation's financial year tells. The
// balance sheet before the range is one column more.
func plan(request ledger.Request) []reportRequest {
	sheets := request.Range
	if request.ReadsOpening() {
		sheets.From--
	}
	requests := append(planProfitAndLoss(request.Range), planBalanceSheet(sheets)...)
	for _, month := range request.TrialMonths(ledger.Organisation{}) {
		if !endsYearOnly(request, month) {
			requests = append(requests, trialRequest(month))
		}
	}
	return requests
}

// planYears lists the trial balances that plan leaves out.
func planYears(request ledger.Request, organisation ledger.Organisation) []reportRequest {
	var requests []reportRequest
	for _, month := range request.TrialMonths(organisation) {
		if endsYearOnly(request, month) {
			requests = append(requests, trialRequest(month))
		}
	}
	return requests
}

// endsYearOnly reports whether a trial balance at the end of the month is read
// for no other reason than that a financial year may end with it.
func endsYearOnly(request ledger.Request, month ledger.Month) bool {
	return request.Verify != ledger.VerifyEvery && month != request.Range.From && month != request.Range.To
}

func trialRequest(month ledger.Month) reportRequest {
	return reportRequest{trialBalanceResource, ledger.Range{From: month, To: month}, month}
}

// Calls returns the number of calls that Actuals makes for the request where
// none has to be repeated: the reports, the organisation and its accounts. The
// end of the organisation's financial year counts, and nothing else of it.
func Calls(request ledger.Request, organisation ledger.Organisation) int {
	request, err := request.Normalize()
	if err != nil {
		return 0
	}
	return len(plan(request)) + len(planYears(request, organisation)) + 2
}

// planProfitAndLoss anchors every report of several months in a month of 31
// days: the days of the anchor are applied to the months before it, so that a
// shorter anchor would cut off the last days of longer months ("Profit and
// Loss" in Xero's reference). Where the last month is short, the anchor is the
// month after it, which has 31 days, and that column is not used; or the short
// month is asked for on its own, where this takes no more calls.
func planProfitAndLoss(months ledger.Range) []reportRequest {
	var requests []reportRequest
	for to := months.To; to >= months.From; {
		left := int(to-months.From) + 1
		anchor, width := to, maxColumns
		switch {
		case isLong(to):
		case callsFor(left-1) <= callsFor(left-(maxColumns-1)):
			width = 1
		default:
			anchor, width = to+1, maxColumns-1
		}
		from := max(months.From, to-ledger.Month(width-1))
		requests = append(requests, reportRequest{profitAndLossResource, ledger.Range{From: from, To: to}, anchor})
		to = from - 1
	}
	return requests
}

// planBalanceSheet needs no such care: balances are those of true month ends.
func planBalanceSheet(months ledger.Range) []reportRequest {
	var requests []reportRequest
	for to := months.To; to >= months.From; to -= maxColumns {
		from := max(months.From, to-(maxColumns-1))
		requests = append(requests, reportRequest{balanceSheetResource, ledger.Range{From: from, To: to}, to})
	}
	return requests
}

// isLong reports whether the month can anchor a report of several months.
func isLong(month ledger.Month) bool { return month.Last().Day == 31 }

// callsFor is the number of calls that n months ending in a long month take.
func callsFor(n int) int { return (max(n, 0) + maxColumns - 1) / maxColumns }

// columns is the number of months the report shows.
func (a reportRequest) columns() int { return int(a.anchor-a.months.From) + 1 }

// singles returns a request for each month on its own instead.
func (a reportRequest) singles() []reportRequest {
	requests := make([]reportRequest, 0, a.months.Len())
	for _, month := range a.months.Months() {
		requests = append(requests, reportRequest{a.resource, ledger.Range{From: month, To: month}, month})
	}
	return requests
}

// query is the request in Xero's parameters. Parameters Xero does not know are
// ignored without a word, so the answer is checked against the request.
func (a reportRequest) query(basis ledger.Basis) url.Values {
	query := url.Values{}
	last := a.anchor.Last().String()
	if a.resource == profitAndLossResource {
		query.Set("fromDate", a.anchor.First().String())
		query.Set("toDate", last)
	} else {
		query.Set("date", last)
	}
	if a.resource != trialBalanceResource {
		query.Set("standardLayout", "true") // a custom layout can hide and merge accounts
	}
	if columns := a.columns(); columns > 1 {
		query.Set("periods", strconv.Itoa(columns-1))
		query.Set("timeframe", "MONTH")
	}
	if basis == ledger.Cash {
		query.Set("paymentsOnly", "true")
	}
	return query
}
