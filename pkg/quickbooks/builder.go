package quickbooks

import (
	"strconv"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// What is compared while a statement is built.
const (
	checkCells    = "every line has a figure in each column"
	checkSections = "sections add up to their totals"
	checkHeadings = "a heading shows its own account or its total"
	checkMonths   = "months add up to the total column"
	checkAccounts = "every line is an account"
	checkOnce     = "an account has one row"
)

// line is one account, or one line that is no account, as the report shows it.
type line struct {
	id, label string
	group     group
	figures   []ledger.Amount // one per column, on the side of the group
}

// netDebit returns the figures by month with debits positive.
func (l *line) netDebit(columns columns) []ledger.Amount {
	amounts := columns.byMonth(l.figures)
	if l.group.isCredit() {
		for i := range amounts {
			amounts[i] = amounts[i].Neg()
		}
	}
	return amounts
}

// statementBuilder turns the rows of a report into lines and checks that they
// add up.
type statementBuilder struct {
	layout  layout
	columns columns
	checks  ledger.Checks

	lines         []*line
	byID          map[string]*line
	sums          map[group][]ledger.Amount  // of the lines of each group
	printedTotals map[string][]ledger.Amount // the report's own totals, by the names of their groups
	undecided     []*row                     // sections of an unknown group
}

// buildStatement reads the lines out of the rows. Every section and every column
// it returns is the sum of its lines; a report in which one is not is a
// *ledger.MismatchError.
func buildStatement(rows *row, l layout, c columns, statement ledger.Statement) (*statementBuilder, error) {
	b := &statementBuilder{
		layout: l, columns: c, checks: ledger.Checks{Statement: statement},
		byID: map[string]*line{}, sums: map[group][]ledger.Amount{}, printedTotals: map[string][]ledger.Amount{},
	}
	if err := b.checkRows(rows); err != nil {
		return nil, err
	}
	if err := b.assignGroups(rows); err != nil {
		return nil, err
	}
	for r := range rows.siblings {
		if b.isTotal(r) {
			continue
		}
		if err := b.add(r); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// checkRows makes sure that every row has a figure in each column, and that its
// total column is the sum of its months.
func (b *statementBuilder) checkRows(rows *row) error {
	for r := range rows.siblings {
		r.summed = r.summed && len(r.sum) > 0
		if r.section || (r.id == "" && len(r.cells) == 0) { // a heading may have no cells but its label
			r.cells = append(r.cells, make([]ledger.Amount, max(0, len(b.columns.periods)-len(r.cells)))...)
		}
		if err := b.checkColumns(r, r.cells); err != nil {
			return err
		}
		if r.summed {
			if err := b.checkColumns(r, r.sum); err != nil {
				return err
			}
		}
		if err := b.checkRows(r.first); err != nil {
			return err
		}
	}
	return nil
}

func (b *statementBuilder) checkColumns(r *row, figures []ledger.Amount) error {
	if len(figures) != len(b.columns.periods) {
		return r.mismatch(checkCells, "", strconv.Itoa(len(b.columns.periods)), strconv.Itoa(len(figures)))
	}
	if b.columns.total < 0 {
		return nil
	}
	var sum ledger.Amount
	for _, at := range b.columns.months {
		sum = sum.Add(figures[at])
	}
	return b.compare(checkMonths, r, "", sum, figures[b.columns.total])
}

// add checks one row and everything below it, and adds their figures to lines.
func (b *statementBuilder) add(r *row) error {
	if !r.section || b.isEarnings(r) {
		return b.addFigures(r, r.total())
	}
	below := b.columns.zeros()
	for child := range r.first.siblings {
		if b.isTotal(child) {
			continue
		}
		if err := b.add(child); err != nil {
			return err
		}
		b.accumulate(below, child, b.isCredit(r))
	}
	own, err := b.ownFigures(r, below)
	if err != nil {
		return err
	}
	return b.addFigures(r, own)
}

// ownFigures returns what stands on a section's own account: its total less what
// stands below. A heading's figures must say the same: before the modernization
// of reports they were the account's own, now they are empty or zero.
func (b *statementBuilder) ownFigures(r *row, below []ledger.Amount) ([]ledger.Amount, error) {
	own := b.columns.zeros()
	switch {
	case r.summed:
		for i := range own {
			own[i] = r.sum[i].Sub(below[i])
		}
	case r.id != "":
		copy(own, r.cells)
	}
	if r.id == "" {
		for i := range own {
			if err := b.compare(checkSections, r, b.columns.periods[i], below[i], below[i].Add(own[i])); err != nil {
				return nil, err
			}
		}
		own = b.columns.zeros()
	}
	for i, heading := range r.cells {
		total := below[i].Add(own[i])
		if !heading.IsZero() && !heading.Equal(own[i]) && !heading.Within(total, ledger.Tolerance()) {
			return nil, r.mismatch(checkHeadings, b.columns.periods[i], own[i].String(), heading.String())
		}
	}
	return own, nil
}

// addFigures makes a line of the figures of a row. An account with two rows was
// never observed: one may stand for another account, or be counted twice.
func (b *statementBuilder) addFigures(r *row, figures []ledger.Amount) error {
	if allZero(figures) {
		return nil
	}
	id, err := b.accountID(r)
	if err != nil {
		return err
	}
	sum := b.sums[r.group]
	if sum == nil {
		sum = b.columns.zeros()
		b.sums[r.group] = sum
	}
	if b.byID[id] != nil {
		e := r.mismatch(checkOnce, "", "one row", "two rows")
		e.Kind = ledger.MismatchChart
		return e
	}
	l := &line{id: id, label: r.label, group: r.group, figures: figures}
	b.byID[id] = l
	b.lines = append(b.lines, l)
	for i, amount := range figures {
		sum[i] = sum[i].Add(amount)
	}
	return nil
}

// accountID returns the account of a row with figures. Three lines may be no
// account of the chart: the year's earnings, which their group tells; the gain or
// loss on foreign currencies, which its label tells; and retained earnings, which
// QuickBooks derives in some countries and which are then the only line in equity
// without an id. Two such lines could not be told apart, so they are refused, as
// is any other line without an account.
func (b *statementBuilder) accountID(r *row) (string, error) {
	switch {
	case b.isEarnings(r):
		return ledger.CurrentYearEarnings, nil
	case r.id != "":
		return r.id, nil
	case b.isCurrencyGain(r):
		return ledger.FXGainsLosses, nil
	case b.layout.retained != noGroup && r.group == b.layout.retained && b.byID[ledger.RetainedEarnings] == nil:
		return ledger.RetainedEarnings, nil
	}
	e := r.mismatch(checkAccounts, "", "an account id", "an amount without one")
	e.Kind = ledger.MismatchUnknown
	return "", e
}

// compare counts a comparison of two figures of a row.
func (b *statementBuilder) compare(check string, r *row, period string, ours, printed ledger.Amount) error {
	if b.checks.Agree(check, ours, printed) {
		return nil
	}
	return r.mismatch(check, period, ours.String(), printed.String())
}
