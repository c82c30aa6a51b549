package quickbooks

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// What is compared while a report is folded.
const (
	checkSections = "sections add up to their totals"
	checkHeadings = "a heading shows its own account or its total"
	checkMonths   = "months add up to the total column"
	checkAccounts = "every line is an account"
)

// line is one account, or one line that is no account, as the report shows it.
type line struct {
	id, label string
	under     *group
	shown     []ledger.Amount // one per column, debits and credits told by under
}

// folder turns the rows of a report into lines and proves that they add up.
type folder struct {
	layout
	grid
	proofs
	lines   []*line
	byID    map[string]*line
	sums    map[*group][]ledger.Amount // of the lines under each group
	own     map[string][]ledger.Amount // the figures of the report's totals, by group
	unknown []*row                     // sections that no group names
}

// foldReport reads the lines out of the rows. Afterwards every section and every
// column of the report was proved to be the sum of its lines.
func foldReport(rows *row, l layout, g grid, statement ledger.Statement) (*folder, error) {
	f := &folder{
		layout: l, grid: g, proofs: proofs{statement: statement},
		byID: map[string]*line{}, sums: map[*group][]ledger.Amount{}, own: map[string][]ledger.Amount{},
	}
	if err := f.check(rows); err != nil {
		return nil, err
	}
	if err := f.resolve(rows); err != nil {
		return nil, err
	}
	for r := rows; r != nil; r = r.next {
		if f.isTotal(r) {
			continue
		}
		if err := f.fold(r); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// fold proves one row and everything below it, and keeps its lines.
func (f *folder) fold(r *row) error {
	if !r.section || f.isEarnings(r) {
		return f.keep(r, r.total())
	}
	below := f.zeros()
	for child := range r.children {
		if f.isTotal(child) {
			continue
		}
		if err := f.fold(child); err != nil {
			return err
		}
		f.add(below, child, f.isCredit(r))
	}
	own, err := f.ownOf(r, below)
	if err != nil {
		return err
	}
	return f.keep(r, own)
}

// ownOf is what stands on a section's own account: its total less what stands
// below. A heading's figures are believed only where they say the same: before
// the modernization they were the account's own, now they are empty or zero.
func (f *folder) ownOf(r *row, below []ledger.Amount) ([]ledger.Amount, error) {
	own := f.zeros()
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
			if err := f.equal(checkSections, r.label, f.periods[i], below[i], below[i].Add(own[i])); err != nil {
				return nil, err
			}
		}
		own = f.zeros()
	}
	for i, heading := range r.cells {
		total := below[i].Add(own[i])
		if !heading.IsZero() && !heading.Equal(own[i]) && !heading.Within(total, ledger.Tolerance()) {
			return nil, &ledger.MismatchError{
				Check: checkHeadings, Account: r.label, Period: f.periods[i],
				Ours: own[i].String(), Ledgers: heading.String(),
			}
		}
	}
	return own, nil
}

// keep adds the figures to the line they belong to.
func (f *folder) keep(r *row, shown []ledger.Amount) error {
	if allZero(shown) {
		return nil
	}
	id, err := f.idOf(r)
	if err != nil {
		return err
	}
	sum := f.sums[r.under]
	if sum == nil {
		sum = f.zeros()
		f.sums[r.under] = sum
	}
	l := f.byID[id]
	if l == nil {
		l = &line{id: id, label: r.label, under: r.under, shown: f.zeros()}
		f.byID[id] = l
		f.lines = append(f.lines, l)
	}
	for i, amount := range shown {
		sum[i] = sum[i].Add(amount)
		if l.under.credit != r.under.credit { // one account on both sides
			amount = amount.Neg()
		}
		l.shown[i] = l.shown[i].Add(amount)
	}
	return nil
}

// idOf is the account of a row with figures. In equity two lines may be no
// account of the chart: the year's earnings, told by their group, and retained
// earnings, which QuickBooks derives in some countries and which are then the
// only line there without an id. Two such lines could not be told apart, so
// they are refused, as is any other line without an account.
func (f *folder) idOf(r *row) (string, error) {
	switch {
	case f.isEarnings(r):
		return ledger.CurrentYearEarnings, nil
	case r.id != "":
		return r.id, nil
	case r.under == f.retained && f.byID[ledger.RetainedEarnings] == nil:
		return ledger.RetainedEarnings, nil
	}
	return "", &ledger.MismatchError{
		Check: checkAccounts, Account: r.label, Ours: "an account id", Ledgers: "an amount without one",
	}
}
