package quickbooks

import (
	"net/url"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Reports by the names in their addresses, which are case-sensitive.
const (
	profitAndLoss = "ProfitAndLoss"
	balanceSheet  = "BalanceSheet"
	trialBalance  = "TrialBalance"
)

// question is what one report is asked.
type question struct {
	report     string
	start, end ledger.Date
	basis      ledger.Basis
}

// monthly asks for a statement by month.
func monthly(report string, months ledger.Range, basis ledger.Basis) question {
	return question{report, months.From.First(), months.To.Last(), basis}
}

// query is the question as the address puts it. Both days are always sent: with
// one alone, or none, the API falls back to a range of its own. format=json is
// never sent; it has been seen to make reports time out.
func (q question) query() url.Values {
	values := url.Values{
		"start_date":        {q.start.String()},
		"end_date":          {q.end.String()},
		"accounting_method": {q.method()},
		"minorversion":      {minorVersion},
	}
	if q.report != trialBalance {
		values.Set("summarize_column_by", "Month")
	}
	return values
}

// minorVersion is the only version of the API that is still served.
const minorVersion = "75"

func (q question) method() string {
	if q.basis == ledger.Cash {
		return "Cash"
	}
	return "Accrual"
}

// answeredBy makes sure that a report answers this question and no other: the
// API ignores parameters it does not know, and narrows reports by filters it
// echoes. A running month may end on the day the report was made.
func (q question) answeredBy(h header) error {
	for _, echo := range []struct{ check, asked, got string }{
		{"the report is the one asked for", q.report, h.name},
		{"the report is on the basis asked for", q.method(), h.basis},
		{"the report is not narrowed by a filter", "", strings.Join(h.filters, ", ")},
	} {
		if !strings.EqualFold(echo.asked, echo.got) {
			return mismatch(echo.check, echo.asked, echo.got)
		}
	}
	if q.report != trialBalance && h.by != "" && !strings.EqualFold(h.by, "Month") {
		return mismatch("the report is by month", "Month", h.by)
	}
	return q.coveredBy(h)
}

// coveredBy makes sure that the report covers the days asked for. Before the
// modernization a report by month could leave its days to its columns.
func (q question) coveredBy(h header) error {
	if h.start == "" && h.end == "" && q.report != trialBalance {
		return nil
	}
	end, err := ledger.ParseDate(h.end)
	if h.start != q.start.String() || err != nil || !endsWith(q.end.MonthOf(), end, h.made(), q.end.MonthOf()) {
		return notThePeriod(q.start.String()+" to "+q.end.String(), h.start+" to "+h.end)
	}
	return nil
}

// made is the day the report was made, or no day.
func (h header) made() ledger.Date {
	day, _, _ := strings.Cut(h.time, "T")
	made, err := ledger.ParseDate(day)
	if err != nil {
		return ledger.Date{}
	}
	return made
}

func mismatch(check, ours, ledgers string) error {
	return &ledger.MismatchError{Check: check, Ours: named(ours), Ledgers: named(ledgers)}
}

// named writes a word that may be missing.
func named(word string) string {
	if word == "" {
		return "nothing"
	}
	return word
}
