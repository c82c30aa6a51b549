package export

import "iter"

// Kind says how the cells of a column are written.
type Kind int

// The kinds of columns.
const (
	Text   Kind = iota // words; guarded against formulas in CSV, a string in JSON
	Figure             // amounts, dates and months: as they are in CSV, a string in JSON
	Flag               // "true" or "false"; a boolean in JSON
	Number             // a count; a number in JSON
)

// Column is the heading of one column; it is the key of the cell in JSON.
type Column struct {
	Name string
	Kind Kind
}

// Table is a header and its rows. Every row has one cell per column; the slice a
// row comes in is only good until the next one.
type Table struct {
	Columns []Column
	Rows    iter.Seq[[]string]
}

// Format is the format of a file.
type Format string

// The formats.
const (
	CSV  Format = "csv"
	JSON Format = "json"
)

// Layout is the arrangement of an actuals file.
type Layout string

// The layouts.
const (
	Long   Layout = "long"   // one row per account and period
	Wide   Layout = "wide"   // one row per account, one column per period
	Series Layout = "series" // SeriesName, Period, Value
)

func columns(kind Kind, names ...string) []Column {
	out := make([]Column, len(names))
	for i, name := range names {
		out[i] = Column{name, kind}
	}
	return out
}
