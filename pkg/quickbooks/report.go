package quickbooks

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// report is one report as it was answered, before any of it is believed.
type report struct {
	header  header
	columns []column // nested columns laid flat, the label's column first
	rows    *row     // the first row of the top level
	cut     bool     // the ledger says that it could not show everything
}

// header is the answer's own account of what was asked.
type header struct {
	present  bool
	time     string // when the ledger made the report
	name     string
	basis    string
	start    string
	end      string
	by       string // what the columns are: Month, Total, …
	currency string
	filters  []string // fields that narrow the report, such as Customer
	noData   bool     // there are no entries in the period
}

// column is one column of figures, or the column of labels.
type column struct{ title, key, start, end string }

// row is a line with figures, or a section: with a heading, a sum, or rows of
// its own. Rows of one level are linked, so that none is copied as they come.
type row struct {
	group   string
	id      string          // of the account in the first cell; empty where there is none
	label   string          // for people only
	cells   []ledger.Amount // a line's figures, or those beside a section's heading
	sum     []ledger.Amount // a section's Summary
	under   *group          // set by resolve: the group whose side and class the row follows
	first   *row
	next    *row
	section bool // has a heading, a sum or rows of its own
	summed  bool // has a Summary
}

// children are the rows below r, in the order they came.
func (r *row) children(yield func(*row) bool) {
	for child := r.first; child != nil; child = child.next {
		if !yield(child) {
			return
		}
	}
}

// total is what the row adds to the row above: a line's figures or a section's sum.
func (r *row) total() []ledger.Amount {
	if r.summed {
		return r.sum
	}
	return r.cells
}

// isTotal is true for a section that is nothing but a sum, such as Gross Profit.
func (r *row) isTotal() bool { return r.summed && r.first == nil && r.id == "" && allZero(r.cells) }

// lacksSum is true where a section has rows but no sum, as the last one of a
// report that was cut off.
func lacksSum(rows *row) bool {
	for r := rows; r != nil; r = r.next {
		if (r.first != nil && !r.summed) || lacksSum(r.first) {
			return true
		}
	}
	return false
}

// isBlank is true where no cell of r, of its siblings or below them holds
// anything but zero.
func isBlank(rows *row) bool {
	for r := rows; r != nil; r = r.next {
		if !allZero(r.cells) || !allZero(r.sum) || !isBlank(r.first) {
			return false
		}
	}
	return true
}

func allZero(amounts []ledger.Amount) bool {
	for _, amount := range amounts {
		if !amount.IsZero() {
			return false
		}
	}
	return true
}
