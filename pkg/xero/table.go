package xero

import (
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// table is a report in the months' own order: its rows' amounts are one per
// wanted month, oldest first.
type table struct {
	statement    ledger.Statement
	organisation string
	months       ledger.Range
	sections     []section
	rows         []row
	rounding     []ledger.Amount // how far the two sides of a balance sheet may be apart, by month
}

// newTable checks the report against the request and puts its columns in order. A
// failed check of the headers alone is reported as badHeaders.
func newTable(r *report, a reportRequest) (*table, error) {
	if err := r.checkHeader(a); err != nil {
		return nil, err
	}
	columns, err := r.monthColumns(a)
	if err != nil {
		return nil, badHeaders{err}
	}
	statement := ledger.BalanceSheet
	if a.resource == profitAndLossResource {
		statement = ledger.ProfitAndLoss
	}
	t := &table{statement: statement, organisation: r.organisation(), months: a.months, sections: r.sections, rows: r.rows}
	for i := range t.rows {
		printed := t.rows[i].amounts
		t.rows[i].account = strings.ToLower(t.rows[i].account)
		t.rows[i].amounts = make([]ledger.Amount, len(columns))
		for m, column := range columns {
			t.rows[i].amounts[m] = printed[column]
		}
	}
	return t, nil
}

// roundForeign lets the two sides of a balance sheet be apart by the ledger's
// rounding of balances in foreign currencies.
func (t *table) roundForeign(foreign map[string]bool, chart accountsByID) {
	t.rounding = make([]ledger.Amount, t.months.Len())
	for m := range t.rounding {
		t.rounding[m] = ledger.Rounding(foreignBalances(foreign, chart, func(yield func(string, ledger.Amount) bool) {
			for _, line := range t.rows {
				if !line.isTotal() && !yield(line.account, line.amounts[m]) {
					return
				}
			}
		}))
	}
}

// apart returns how far the two sides of a balance sheet may be apart.
func (t *table) apart(month int) ledger.Amount {
	if t.rounding == nil {
		return ledger.Tolerance()
	}
	return t.rounding[month]
}

// badHeaders is a report whose columns are not the months asked for. Asking for
// each month on its own may do better.
type badHeaders struct{ error }

func (b badHeaders) Unwrap() error { return b.error }

// period is the month of the i-th amount of every row.
func (t *table) period(i int) string { return (t.months.From + ledger.Month(i)).String() }
