package quickbooks

import (
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// report is one report as it was answered, before any of it is checked.
type report struct {
	header    header
	columns   []column // nested columns laid flat, the column of labels first
	rows      *row     // the first row of the top level
	truncated bool     // the ledger says that it could not show everything
}

// header says what the report is about.
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
	groupName string          // as the report writes it; empty where it names none
	id        string          // of the account in the first cell; empty where there is none
	label     string          // for messages only
	cells     []ledger.Amount // a line's figures, or those beside a section's heading
	sum       []ledger.Amount // a section's Summary
	first     *row            // of the rows below
	next      *row            // of the same level
	group     group           // set by statementBuilder.assignGroups
	section   bool            // has a heading, a sum or rows of its own
	summed    bool            // has a Summary
}

// siblings iterates over r and the rows that follow it on its level.
func (r *row) siblings(yield func(*row) bool) {
	for ; r != nil; r = r.next {
		if !yield(r) {
			return
		}
	}
}

// total returns what the row adds to the row above: a line's figures or a
// section's sum.
func (r *row) total() []ledger.Amount {
	if r.summed {
		return r.sum
	}
	return r.cells
}

// mismatch is about a row, or about one of its figures.
func (r *row) mismatch(check, period, ours, printed string) *ledger.MismatchError {
	return &ledger.MismatchError{Check: check, Account: sanitize.Line(r.label), Period: period, Ours: ours, Ledgers: printed}
}

// lacksSum reports whether a section has rows but no sum, as the last one of a
// report that was truncated without a notice.
func lacksSum(rows *row) bool {
	for r := range rows.siblings {
		if (r.first != nil && !r.summed) || lacksSum(r.first) {
			return true
		}
	}
	return false
}

// isBlank reports whether all figures of the rows and of those below are zero.
func isBlank(rows *row) bool {
	for r := range rows.siblings {
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
