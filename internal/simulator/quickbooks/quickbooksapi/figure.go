package quickbooksapi

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// figure is one amount of a report, in the sign it is printed with, or nothing.
type figure struct {
	amount  ledger.Amount
	present bool
}

// figures are the amounts of one row, one per column.
type figures []figure

// figureOf is a figure of an amount; zero is nothing.
func figureOf(amount ledger.Amount) figure { return figure{amount, !amount.IsZero()} }

// add is the sum of rows; a column is there where it is in any of them.
func add(all ...figures) figures {
	var sum figures
	for _, row := range all {
		if sum == nil {
			sum = make(figures, len(row))
		}
		for i, f := range row {
			sum[i] = figure{sum[i].amount.Add(f.amount), sum[i].present || f.present}
		}
	}
	return sum
}

// neg turns the sign of a row.
func neg(row figures) figures {
	turned := make(figures, len(row))
	for i, f := range row {
		turned[i] = figure{f.amount.Neg(), f.present}
	}
	return turned
}

// empty reports whether no column of the row is there.
func (row figures) empty() bool {
	for _, f := range row {
		if f.present {
			return false
		}
	}
	return true
}
