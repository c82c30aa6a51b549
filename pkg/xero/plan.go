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

// plan lists the reports that cover the months with the fewest calls.
func plan(months ledger.Range) []reportRequest {
	requests := append(planProfitAndLoss(months), planBalanceSheet(months)...)
	return append(requests, reportRequest{trialBalanceResource, ledger.Range{From: months.To, To: months.To}, months.To})
}

// Calls is the number of calls that Actuals makes for the months where none has
// to be repeated: the reports, the organisation and its accounts.
func Calls(months ledger.Range) int {
	if months.Len() == 0 {
		return 0
	}
	return len(plan(months)) + 2
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
