package quickbooks

import (
	"fmt"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// check makes sure that every line has a figure in each column, and that its
// total column is the sum of its months.
func (f *folder) check(rows *row) error {
	for r := rows; r != nil; r = r.next {
		r.summed = r.summed && len(r.sum) > 0
		if r.section || (r.id == "" && len(r.cells) == 0) { // a heading may be a mere label
			r.cells = append(r.cells, make([]ledger.Amount, max(0, len(f.periods)-len(r.cells)))...)
		}
		if err := f.checkCells(r, r.cells); err != nil {
			return err
		}
		if r.summed {
			if err := f.checkCells(r, r.sum); err != nil {
				return err
			}
		}
		if err := f.check(r.first); err != nil {
			return err
		}
	}
	return nil
}

func (f *folder) checkCells(r *row, cells []ledger.Amount) error {
	if len(cells) != len(f.periods) {
		return &ledger.MismatchError{
			Check: "every line has a figure in each column", Account: r.label,
			Ours: fmt.Sprint(len(f.periods)), Ledgers: fmt.Sprint(len(cells)),
		}
	}
	if f.total < 0 {
		return nil
	}
	var sum ledger.Amount
	for _, at := range f.months {
		sum = sum.Add(cells[at])
	}
	return f.equal(checkMonths, r.label, "", sum, cells[f.total])
}

func (f *folder) zeros() []ledger.Amount { return make([]ledger.Amount, len(f.periods)) }
