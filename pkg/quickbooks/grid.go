package quickbooks

import (
	"fmt"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// grid says what the columns of figures are, the column of labels left out.
type grid struct {
	periods []string // of each column, for people: a month, or "total"
	months  []int    // the column of each month of the range
	total   int      // the column that sums up the months; -1 for none
}

// monthGrid finds the months asked for in the columns' metadata. Titles are
// never read: they are localised. The columns must be exactly those months and
// at most one total, in any order. The last month may end on the day the report
// was made: it is still running then.
func monthGrid(columns []column, months ledger.Range, made ledger.Date) (grid, error) {
	g := grid{total: -1, months: make([]int, months.Len())}
	for i := range g.months {
		g.months[i] = -1
	}
	if len(columns) == 0 {
		return grid{}, notThePeriod(months.String(), "no columns")
	}
	for i, c := range columns[1:] {
		if strings.EqualFold(c.key, "total") && g.total < 0 {
			g.total = i
			g.periods = append(g.periods, "total")
			continue
		}
		month, err := monthOf(c, made, months.To)
		if err != nil {
			return grid{}, err
		}
		if !months.Contains(month) || g.months[month-months.From] >= 0 {
			return grid{}, notThePeriod("each month of "+months.String()+" once", c.start+" to "+c.end)
		}
		g.months[month-months.From] = i
		g.periods = append(g.periods, month.String())
	}
	for i, at := range g.months {
		if at < 0 {
			return grid{}, notThePeriod((months.From + ledger.Month(i)).String(), "no such column")
		}
	}
	return g, nil
}

// monthOf is the month that a column covers from its first day to its last.
func monthOf(c column, made ledger.Date, running ledger.Month) (ledger.Month, error) {
	start, err := ledger.ParseDate(c.start)
	if err != nil {
		return 0, notThePeriod("columns that name their days", fmt.Sprintf("%.40q without", c.title))
	}
	end, err := ledger.ParseDate(c.end)
	month := start.MonthOf()
	if err != nil || start != month.First() || !endsWith(month, end, made, running) {
		return 0, notThePeriod("the whole of "+month.String(), c.start+" to "+c.end)
	}
	return month, nil
}

// endsWith is true where end is the last day of the month, or the day on which
// the report was made if the month was still running. Both clocks may be a day
// apart: the report's is the company's, its time stamp may be the server's.
func endsWith(month ledger.Month, end, made ledger.Date, running ledger.Month) bool {
	if end == month.Last() {
		return true
	}
	near := end.AddDays(-1).Compare(made) <= 0 && made.Compare(end.AddDays(1)) <= 0
	return month == running && end.MonthOf() == month && !made.IsZero() && near
}

// trialGrid is a debit and a credit column, in this order unless their keys say
// otherwise.
func trialGrid(columns []column, at ledger.Date) (grid, error) {
	if len(columns) != 3 {
		return grid{}, &ledger.MismatchError{
			Check: "a trial balance has a debit and a credit column",
			Ours:  "2 columns", Ledgers: fmt.Sprint(max(0, len(columns)-1)),
		}
	}
	g := grid{total: -1, months: []int{0, 1}, periods: []string{at.String(), at.String()}}
	if strings.EqualFold(columns[1].key, "credit") || strings.EqualFold(columns[2].key, "debit") {
		g.months = []int{1, 0}
	}
	return g, nil
}

// pick is the figures by month, without the total.
func (g grid) pick(cells []ledger.Amount) []ledger.Amount {
	picked := make([]ledger.Amount, len(g.months))
	for i, at := range g.months {
		picked[i] = cells[at]
	}
	return picked
}

func notThePeriod(asked, got string) error {
	return &ledger.MismatchError{Check: "the report is for the months asked for", Ours: asked, Ledgers: got}
}
