// Package xerotest changes the answers of a simulated Xero, so that a test can see
// a client refuse them.
package xerotest

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xero/xeroapi"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Tampering changes answers before they are sent. A nil function changes nothing.
type Tampering struct {
	Report       func(*xeroapi.Report)
	Accounts     func(*[]xeroapi.Account)
	Organisation func(*xeroapi.Organisation)
}

// Fault returns the fault that puts the tampering in force.
func (t Tampering) Fault() faults.Fault {
	return faults.Fault{Match: "/xero" + xeroapi.Prefix + "/", Kind: faults.Replace, Rewrite: t.Rewrite}
}

// Rewrite returns a body of the Accounting API, changed. What is no such body
// stays as it is.
func (t Tampering) Rewrite(body []byte) []byte {
	var answer struct {
		ID            string `json:"Id"`
		Status        string
		ProviderName  string
		DateTimeUTC   string
		Organisations []xeroapi.Organisation `json:",omitzero"`
		Accounts      []xeroapi.Account      `json:",omitzero"`
		Reports       []xeroapi.Report       `json:",omitzero"`
	}
	if json.Unmarshal(body, &answer) != nil || answer.Status != "OK" {
		return body
	}
	if t.Organisation != nil && len(answer.Organisations) > 0 {
		t.Organisation(&answer.Organisations[0])
	}
	if t.Accounts != nil && answer.Accounts != nil {
		t.Accounts(&answer.Accounts)
	}
	if t.Report != nil && len(answer.Reports) > 0 {
		t.Report(&answer.Reports[0])
	}
	var changed bytes.Buffer
	encoder := json.NewEncoder(&changed)
	encoder.SetEscapeHTML(false)
	if encoder.Encode(answer) != nil {
		return body
	}
	return changed.Bytes()
}

// currentYearEarnings is the id Xero gives the line of this year's profit.
const currentYearEarnings = "abababab-abab-abab-abab-abababababab"

// reportTamperings are the named tamperings with reports. Amounts are off by two cents: one
// more than ledgers' own totals may be.
var reportTamperings = map[string]func(*xeroapi.Report){
	"account-off":    func(r *xeroapi.Report) { change(r, isAccount, twoCentsMore) },
	"earnings-off":   func(r *xeroapi.Report) { change(r, isEarnings, twoCentsMore) },
	"total-off":      func(r *xeroapi.Report) { change(r, isTotal, twoCentsMore) },
	"profit-off":     func(r *xeroapi.Report) { change(r, isProfit, twoCentsMore) },
	"sign-turned":    func(r *xeroapi.Report) { change(r, isAccount, turned) },
	"garbled-amount": func(r *xeroapi.Report) { change(r, isAccount, func(string) string { return "1,234.50" }) },
	"dropped-row":    func(r *xeroapi.Report) { repeat(r, 0) },
	"doubled-row":    func(r *xeroapi.Report) { repeat(r, 2) },
	"dropped-column": dropColumn,
	"wrong-month":    func(r *xeroapi.Report) { r.ReportTitles[2] = "1 January 1999 to 31 January 1999" },
	"wrong-header":   func(r *xeroapi.Report) { r.Rows[0].Cells[1].Value = "31 Jan 99" },
	"wrong-name":     func(r *xeroapi.Report) { r.ReportTitles[1] = "Somebody Else Limited" },
	"wrong-report":   func(r *xeroapi.Report) { r.ReportID, r.ReportType = "BankSummary", "BankSummary" },
	"no-rows":        func(r *xeroapi.Report) { r.Rows = []xeroapi.Row{} },
}

// otherTamperings are those with everything else.
var otherTamperings = map[string]Tampering{
	"wrong-organisation": {Organisation: func(o *xeroapi.Organisation) { o.OrganisationID = "00000000-dead-4bad-8bad-000000000000" }},
	"wrong-currency":     {Organisation: func(o *xeroapi.Organisation) { o.BaseCurrency = "XTS" }},
	"missing-accounts":   {Accounts: func(a *[]xeroapi.Account) { *a = (*a)[:len(*a)/2] }},
	"doubled-account":    {Accounts: func(a *[]xeroapi.Account) { *a = append(*a, (*a)[0]) }},
}

// Names returns the names that Named knows, sorted.
func Names() []string {
	names := slices.Concat(slices.Collect(maps.Keys(reportTamperings)), slices.Collect(maps.Keys(otherTamperings)))
	slices.Sort(names)
	return names
}

// Named returns the tampering of a name and reports whether there is one. One with
// reports changes the report with the id only (ProfitAndLoss, BalanceSheet,
// TrialBalance), or all where that is empty.
func Named(name, reportID string) (Tampering, bool) {
	if tampering, ok := otherTamperings[name]; ok {
		return tampering, true
	}
	change, ok := reportTamperings[name]
	if !ok {
		return Tampering{}, false
	}
	return Tampering{Report: func(r *xeroapi.Report) {
		if reportID == "" || r.ReportID == reportID {
			change(r)
		}
	}}, true
}

// Rows that a tampering can change.
func isAccount(r xeroapi.Row) bool { return accountOf(r) != "" && accountOf(r) != currentYearEarnings }

func isEarnings(r xeroapi.Row) bool { return accountOf(r) == currentYearEarnings }

func isTotal(r xeroapi.Row) bool { return r.RowType == "SummaryRow" }

func isProfit(r xeroapi.Row) bool { return r.RowType == "Row" && accountOf(r) == "" }

func accountOf(r xeroapi.Row) string {
	if len(r.Cells) == 0 || len(r.Cells[0].Attributes) == 0 {
		return ""
	}
	return r.Cells[0].Attributes[0].Value
}

// change changes the first amount that is not zero of the first row about.
func change(r *xeroapi.Report, about func(xeroapi.Row) bool, to func(string) string) {
	for s := range r.Rows {
		for i := range r.Rows[s].Rows {
			if row := r.Rows[s].Rows[i]; about(row) && changeRow(row, to) {
				return
			}
		}
	}
}

func changeRow(row xeroapi.Row, to func(string) string) bool {
	for i := range row.Cells[1:] {
		if amount, err := ledger.ParseAmount(row.Cells[i+1].Value); err == nil && !amount.IsZero() {
			row.Cells[i+1].Value = to(row.Cells[i+1].Value)
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
func repeat(r *xeroapi.Report, n int) {
	for s := range r.Rows {
		rows := r.Rows[s].Rows
		for i, row := range rows {
			if isAccount(row) && changeRow(row, func(value string) string { return value }) {
				r.Rows[s].Rows = slices.Replace(rows, i, i+1, slices.Repeat([]xeroapi.Row{row}, n)...)
				return
			}
		}
	}
}

// dropColumn takes the last column away, everywhere.
func dropColumn(r *xeroapi.Report) {
	for s := range r.Rows {
		shorten(&r.Rows[s])
		for i := range r.Rows[s].Rows {
			shorten(&r.Rows[s].Rows[i])
		}
	}
}

func shorten(r *xeroapi.Row) {
	if len(r.Cells) > 1 {
		r.Cells = r.Cells[:len(r.Cells)-1]
	}
}
