package quickbooks

import (
	"fmt"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// columns says what each column of figures holds. The column of labels is left
// out, so that index 0 is the first figure of a row.
type columns struct {
	periods []string // of each column, for messages: a month, a day, or "total"
	months  []int    // the column of each month of the range
	total   int      // the column that sums up the months; -1 for none
}

// monthColumns finds the column of every month by its metadata. It never reads a
// title, since those are localised. The columns must be exactly the months and at
// most one total, in any order; the last month may end on the day on which the
// report was made. Anything else is a *ledger.MismatchError.
func monthColumns(found []column, months ledger.Range, made ledger.Date) (columns, error) {
	c := columns{total: -1, months: make([]int, months.Len())}
	for i := range c.months {
		c.months[i] = -1
	}
	if len(found) == 0 {
		return columns{}, columnMismatch(months.String(), "no columns")
	}
	for i, column := range found[1:] {
		if strings.EqualFold(column.key, "total") && c.total < 0 {
			c.total = i
			c.periods = append(c.periods, "total")
			continue
		}
		month, err := column.month(made, months.To)
		if err != nil {
			return columns{}, err
		}
		if !months.Contains(month) || c.months[month-months.From] >= 0 {
			return columns{}, columnMismatch("each month of "+months.String()+" once", column.start+" to "+column.end)
		}
		c.months[month-months.From] = i
		c.periods = append(c.periods, month.String())
	}
	for i, at := range c.months {
		if at < 0 {
			return columns{}, columnMismatch((months.From + ledger.Month(i)).String(), "no such column")
		}
	}
	return c, nil
}

// month returns the month that the column covers from its first day to its last.
func (c column) month(made ledger.Date, latest ledger.Month) (ledger.Month, error) {
	start, err := ledger.ParseDate(c.start)
	if err != nil {
		return 0, columnMismatch("columns that name their days", fmt.Sprintf("%.40q without", c.title))
	}
	end, err := ledger.ParseDate(c.end)
	month := start.MonthOf()
	if err != nil || start != month.First() || !endsMonth(end, month, made, latest) {
		return 0, columnMismatch("the whole of "+month.String(), c.start+" to "+c.end)
	}
	return month, nil
}

// endsMonth reports whether end is the last day of the month or, for the latest
// month asked for, the day on which the report was made. The two days may differ
// by one: that of the report is in the company's time zone, that of its time
// stamp may be in the server's.
func endsMonth(end ledger.Date, month ledger.Month, made ledger.Date, latest ledger.Month) bool {
	if end == month.Last() {
		return true
	}
	near := end.AddDays(-1).Compare(made) <= 0 && made.Compare(end.AddDays(1)) <= 0
	return month == latest && end.MonthOf() == month && !made.IsZero() && near
}

// trialColumns finds the debit and the credit column of a trial balance: in this
// order, unless their keys say otherwise. They take the places of two months.
func trialColumns(found []column, at ledger.Date) (columns, error) {
	if len(found) != 3 {
		return columns{}, &ledger.MismatchError{
			Check: "a trial balance has a debit and a credit column",
			Ours:  "2 columns", Ledgers: fmt.Sprint(max(0, len(found)-1)),
		}
	}
	c := columns{total: -1, months: []int{0, 1}, periods: []string{at.String(), at.String()}}
	if strings.EqualFold(found[1].key, "credit") || strings.EqualFold(found[2].key, "debit") {
		c.months = []int{1, 0}
	}
	return c, nil
}

// zeros returns a row of zeros, one for each column.
func (c columns) zeros() []ledger.Amount { return make([]ledger.Amount, len(c.periods)) }

// byMonth returns the figures of a row in the order of the months, without the
// total.
func (c columns) byMonth(figures []ledger.Amount) []ledger.Amount {
	ordered := make([]ledger.Amount, len(c.months))
	for i, at := range c.months {
		ordered[i] = figures[at]
	}
	return ordered
}

func columnMismatch(asked, answered string) error {
	return mismatch("the columns are the whole months asked for", asked, answered)
}
