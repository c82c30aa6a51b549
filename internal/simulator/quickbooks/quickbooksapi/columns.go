package quickbooksapi

import (
	"fmt"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// column is one column of figures: a period, or the whole range.
type column struct {
	from, to ledger.Date
	title    string
	total    bool // the Total column: no dates in its MetaData
}

// wire is the column as written.
func (c column) wire(style Style) columnWire {
	if c.total {
		return columnWire{style.totalTitle(), "Money", []option{{"ColKey", "total"}}}
	}
	return columnWire{c.title, "Money", []option{
		{"StartDate", c.from.String()}, {"EndDate", c.to.String()}, {"ColKey", c.title},
	}}
}

// step is how columns follow each other: the first day of the next period, and
// how a whole one is titled.
type step struct {
	next  func(ledger.Date) ledger.Date
	title func(from, to ledger.Date) string
}

// steps are the values of summarize_column_by that the simulator has, apart from
// Total. yearStart is the first month of the financial year.
func steps(yearStart time.Month) map[string]step {
	months := func(size int, begin time.Month) func(ledger.Date) ledger.Date {
		return func(day ledger.Date) ledger.Date {
			next := day.MonthOf() + 1
			for int(next.Month()-begin+12)%size != 0 {
				next++
			}
			return next.First()
		}
	}
	return map[string]step{
		"Month":         {months(1, 1), monthTitle},
		"Quarter":       {months(3, 1), quarterTitle},
		"FiscalQuarter": {months(3, yearStart), quarterTitle},
		"Year":          {months(12, 1), yearTitle},
		"FiscalYear":    {months(12, yearStart), yearTitle},
	}
}

// split cuts a range into columns. The first and the last may be partial.
func split(from, to ledger.Date, s step) []column {
	var columns []column
	for day := from; !to.Before(day); {
		next := s.next(day)
		last := next.AddDays(-1)
		if to.Before(last) {
			last = to
		}
		columns = append(columns, column{from: day, to: last, title: s.title(day, last)})
		day = next
	}
	return columns
}

// monthTitle is "Apr 2026", or "Apr 1-29, 2026" for part of a month (both
// observed; titles are in the language of the company, which is English here).
func monthTitle(from, to ledger.Date) string {
	if from.Day == 1 && to == to.MonthOf().Last() {
		return fmt.Sprintf("%.3s %d", from.Month, from.Year)
	}
	return fmt.Sprintf("%.3s %d-%d, %d", from.Month, from.Day, to.Day, from.Year)
}

// quarterTitle is a guess.
func quarterTitle(from, to ledger.Date) string {
	if from.Day == 1 && to == to.MonthOf().Last() {
		return fmt.Sprintf("%.3s - %.3s, %d", from.Month, to.Month, to.Year)
	}
	return spanTitle(from, to)
}

// yearTitle is "2026", or "Jul 4 - Dec 31, 2013" for part of a year (observed);
// that of a financial year is a guess.
func yearTitle(from, to ledger.Date) string {
	if from.Month == time.January && from.Day == 1 && to.Month == time.December && to.Day == 31 {
		return fmt.Sprint(from.Year)
	}
	return spanTitle(from, to)
}

func spanTitle(from, to ledger.Date) string {
	first := fmt.Sprintf("%.3s %d", from.Month, from.Day)
	if from.Year != to.Year {
		first += fmt.Sprintf(", %d", from.Year)
	}
	return fmt.Sprintf("%s - %.3s %d, %d", first, to.Month, to.Day, to.Year)
}
