package xeroapi

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// line is one account of a report before it is written: an amount per column in
// the sign of the section it stands in.
type line struct {
	label   string
	about   []Attribute                  // of every cell
	dated   func(column int) []Attribute // of the amounts beside these; may be nil
	amounts []ledger.Amount
	group   string
}

func aboutAccount(id string) []Attribute { return []Attribute{{Value: id, ID: "account"}} }

// write is the row of the line: every cell carries the attributes.
func (l line) write() Row {
	cells := []Cell{{l.label, l.about}}
	for i, amount := range l.amounts {
		attributes := l.about
		if l.dated != nil {
			attributes = slices.Concat(l.about, l.dated(i))
		}
		cells = append(cells, Cell{amount.String(), attributes})
	}
	return Row{RowType: "Row", Cells: cells}
}

// shown reports whether some column is not zero: a report of one column leaves
// accounts without movement out, one of several keeps them.
func (l line) shown() bool {
	return slices.ContainsFunc(l.amounts, func(a ledger.Amount) bool { return !a.IsZero() })
}

// inOrder sorts lines by label as Xero does, capitals and small letters alike.
func inOrder(lines []line) []line {
	slices.SortStableFunc(lines, byLabel)
	return lines
}

func byLabel(a, b line) int {
	return cmp.Or(strings.Compare(strings.ToLower(a.label), strings.ToLower(b.label)), strings.Compare(a.about[0].Value, b.about[0].Value))
}

// total adds the lines up, column by column.
func total(lines []line, columns int) []ledger.Amount {
	sums := make([]ledger.Amount, columns)
	for _, l := range lines {
		sums = plus(sums, l.amounts)
	}
	return sums
}

func plus(a, b []ledger.Amount) []ledger.Amount {
	sums := slices.Clone(a)
	for i := range b {
		sums[i] = sums[i].Add(b[i])
	}
	return sums
}

func minus(a, b []ledger.Amount) []ledger.Amount {
	differences := slices.Clone(a)
	for i := range b {
		differences[i] = differences[i].Sub(b[i])
	}
	return differences
}

// section is a titled section with the rows, and with a total as its last row
// unless that has no label.
func section(title string, lines []line, totalLabel string, columns int) Row {
	rows := []Row{}
	for _, l := range lines {
		rows = append(rows, l.write())
	}
	if totalLabel != "" {
		rows = append(rows, figures("SummaryRow", totalLabel, total(lines, columns)))
	}
	return Row{RowType: "Section", Title: &title, Rows: rows}
}

// untitled is the section without a title that a total stands in. Totals of
// accounts are summary rows, profits and net assets plain rows (observed).
func untitled(rowType, label string, amounts []ledger.Amount) Row {
	return Row{RowType: "Section", Title: new(string), Rows: []Row{figures(rowType, label, amounts)}}
}

// figures is a row without attributes: no account.
func figures(rowType, label string, amounts []ledger.Amount) Row {
	cells := []Cell{{Value: label}}
	for _, amount := range amounts {
		cells = append(cells, Cell{Value: amount.String()})
	}
	return Row{RowType: rowType, Cells: cells}
}

// header is the row of column titles, with the first cell as given.
func header(first string, columns []column, layout string) Row {
	cells := []Cell{{Value: first}}
	for _, c := range columns {
		cells = append(cells, Cell{Value: format(c.to, layout)})
	}
	return Row{RowType: "Header", Cells: cells}
}
