package xeroapi

import (
	"maps"
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Lies spoil answers before they are sent, so that a test can see a client
// refuse them. A nil function tells no lie.
type Lies struct {
	Report       func(*Report)
	Accounts     func(*[]Account)
	Organisation func(*Organisation)
}

// reportLies are the named lies about reports. Amounts are off by two cents: one
// more than ledgers' own totals may be.
var reportLies = map[string]func(*Report){
	"account-off":    func(r *Report) { spoil(r, isAccount, twoCentsMore) },
	"earnings-off":   func(r *Report) { spoil(r, isEarnings, twoCentsMore) },
	"total-off":      func(r *Report) { spoil(r, isTotal, twoCentsMore) },
	"profit-off":     func(r *Report) { spoil(r, isProfit, twoCentsMore) },
	"sign-turned":    func(r *Report) { spoil(r, isAccount, turned) },
	"garbled-amount": func(r *Report) { spoil(r, isAccount, func(string) string { return "1,234.50" }) },
	"dropped-row":    func(r *Report) { repeat(r, 0) },
	"doubled-row":    func(r *Report) { repeat(r, 2) },
	"dropped-column": dropColumn,
	"wrong-month":    func(r *Report) { r.ReportTitles[2] = "1 January 1999 to 31 January 1999" },
	"wrong-header":   func(r *Report) { r.Rows[0].Cells[1].Value = "31 Jan 99" },
	"wrong-name":     func(r *Report) { r.ReportTitles[1] = "Somebody Else Limited" },
	"wrong-report":   func(r *Report) { r.ReportID, r.ReportType = "BankSummary", "BankSummary" },
	"no-rows":        func(r *Report) { r.Rows = []Row{} },
}

// otherLies are the named lies about everything else.
var otherLies = map[string]Lies{
	"wrong-organisation": {Organisation: func(o *Organisation) { o.OrganisationID = "00000000-dead-4bad-8bad-000000000000" }},
	"wrong-currency":     {Organisation: func(o *Organisation) { o.BaseCurrency = "XTS" }},
	"missing-accounts":   {Accounts: func(a *[]Account) { *a = (*a)[:len(*a)/2] }},
	"doubled-account":    {Accounts: func(a *[]Account) { *a = append(*a, (*a)[0]) }},
}

// LieNames are the names Lie knows, sorted.
func LieNames() []string {
	names := slices.Concat(slices.Collect(maps.Keys(reportLies)), slices.Collect(maps.Keys(otherLies)))
	slices.Sort(names)
	return names
}

// Lie is the lie of a name. A lie about reports is told about the report with
// the id only (ProfitAndLoss, BalanceSheet, TrialBalance), or about all where
// that is empty.
func Lie(name, reportID string) (*Lies, bool) {
	if lie, ok := otherLies[name]; ok {
		return &lie, true
	}
	tell, ok := reportLies[name]
	if !ok {
		return nil, false
	}
	return &Lies{Report: func(r *Report) {
		if reportID == "" || r.ReportID == reportID {
			tell(r)
		}
	}}, true
}

// Rows that a lie can be about.
func isAccount(r Row) bool { return accountOf(r) != "" && accountOf(r) != earningsID }

func isEarnings(r Row) bool { return accountOf(r) == earningsID }

func isTotal(r Row) bool { return r.RowType == "SummaryRow" }

func isProfit(r Row) bool { return r.RowType == "Row" && accountOf(r) == "" }

func accountOf(r Row) string {
	if len(r.Cells) == 0 || len(r.Cells[0].Attributes) == 0 {
		return ""
	}
	return r.Cells[0].Attributes[0].Value
}

// spoil changes the first amount that is not zero of the first row about.
func spoil(r *Report, about func(Row) bool, change func(string) string) {
	for s := range r.Rows {
		for i := range r.Rows[s].Rows {
			if row := r.Rows[s].Rows[i]; about(row) && spoilRow(row, change) {
				return
			}
		}
	}
}

func spoilRow(row Row, change func(string) string) bool {
	for i := range row.Cells[1:] {
		if amount, err := ledger.ParseAmount(row.Cells[i+1].Value); err == nil && !amount.IsZero() {
			row.Cells[i+1].Value = change(row.Cells[i+1].Value)
			return true
		}
	}
	return false
}

func twoCentsMore(value string) string {
	return ledger.MustAmount(value).Add(ledger.NewAmount(2, 2)).String()
}

func turned(value string) string { return ledger.MustAmount(value).Neg().String() }

// repeat has the first account row that is not zero n times.
func repeat(r *Report, n int) {
	for s := range r.Rows {
		rows := r.Rows[s].Rows
		for i, row := range rows {
			if isAccount(row) && spoilRow(row, func(value string) string { return value }) {
				r.Rows[s].Rows = slices.Replace(rows, i, i+1, slices.Repeat([]Row{row}, n)...)
				return
			}
		}
	}
}

// dropColumn takes the last column away, everywhere.
func dropColumn(r *Report) {
	for s := range r.Rows {
		shorten(&r.Rows[s])
		for i := range r.Rows[s].Rows {
			shorten(&r.Rows[s].Rows[i])
		}
	}
}

func shorten(r *Row) {
	if len(r.Cells) > 1 {
		r.Cells = r.Cells[:len(r.Cells)-1]
	}
}
