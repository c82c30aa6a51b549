package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
)

// listFormat is the format of a command that shows a list.
type listFormat string

const (
	formatTable listFormat = "table"
	formatJSON  listFormat = "json"
	formatCSV   listFormat = "csv"
)

// listFormatVar adds --format to a command that shows a list.
func listFormatVar(cmd *cobra.Command, value *listFormat) {
	choiceVar(cmd, value, "format", formatTable, "table, csv or json", formatTable, formatCSV, formatJSON)
}

// list is how rows of one kind are shown: as a table for people, and as CSV and
// JSON for programs.
type list[T any] struct {
	name    string // of the array in JSON
	none    string // what people see in place of a table without rows
	columns []column[T]
}

// column is a column of a list.
type column[T any] struct {
	name    string // in CSV and JSON; empty: for people only
	heading string // in the table; empty: for programs only

	value func(T) any    // string, bool, int, []string, time.Time, a Stringer, or nil if there is none
	cell  func(T) string // in the table; nil: the value

	number   bool // the value is a number or an amount
	optional bool // in JSON left out if it is empty
}

// write shows rows on standard output.
func (l list[T]) write(env *Env, rows []T, format listFormat) error {
	switch {
	case format == formatJSON:
		return l.writeJSON(env.Out, rows)
	case format == formatCSV:
		_, err := l.writeCSV(env.Out, rows)
		return err
	case len(rows) == 0:
		env.Info("%s", l.none)
		return nil
	}
	return l.writeTable(env.Out, rows)
}

func (l list[T]) writeTable(w io.Writer, rows []T) error {
	var columns []terminal.Column
	var values []func(T) string
	for _, c := range l.columns {
		if c.heading == "" && c.name != "" {
			continue
		}
		columns = append(columns, terminal.Column{Heading: c.heading, Number: c.number})
		if c.cell == nil {
			c.cell = func(row T) string { return csvText(c.value(row)) }
		}
		values = append(values, c.cell)
	}
	cells := make([][]string, len(rows))
	for i, row := range rows {
		for _, value := range values {
			cells[i] = append(cells[i], value(row))
		}
	}
	return terminal.WriteTable(w, columns, cells)
}

// named are the columns for programs.
func (l list[T]) named() []column[T] {
	var named []column[T]
	for _, c := range l.columns {
		if c.name != "" {
			named = append(named, c)
		}
	}
	return named
}

// writeCSV returns the number of rows it wrote.
func (l list[T]) writeCSV(w io.Writer, rows []T) (int, error) {
	named := l.named()
	table := export.Table{Rows: func(yield func([]string) bool) {
		cells := make([]string, len(named))
		for _, row := range rows {
			for i, c := range named {
				cells[i] = csvText(c.value(row))
			}
			if !yield(cells) {
				return
			}
		}
	}}
	for _, c := range named {
		kind := export.Text
		if c.number {
			kind = export.Figure
		}
		table.Columns = append(table.Columns, export.Column{Name: c.name, Kind: kind})
	}
	return table.WriteCSV(w)
}

// writeJSON writes one indented document: an object whose only member is the
// array of rows. The members of a row are in the order of the columns.
func (l list[T]) writeJSON(w io.Writer, rows []T) error {
	named := l.named()
	objects := make([]string, len(rows))
	for i, row := range rows {
		var members []string
		for _, c := range named {
			value := c.value(row)
			if c.optional && csvText(value) == "" {
				continue
			}
			text, err := json.Marshal(value)
			if err != nil {
				return err
			}
			members = append(members, fmt.Sprintf("%q:%s", c.name, text))
		}
		objects[i] = "{" + strings.Join(members, ",") + "}"
	}
	return indentJSON(w, []byte(fmt.Sprintf("{%q:[%s]}", l.name, strings.Join(objects, ","))))
}

// writeJSON writes an indented document.
func writeJSON(w io.Writer, document any) error {
	text, err := json.Marshal(document)
	if err != nil {
		return err
	}
	return indentJSON(w, text)
}

// indentJSON writes a document indented, with the end of a line behind it.
func indentJSON(w io.Writer, document []byte) error {
	var out bytes.Buffer
	if err := json.Indent(&out, document, "", "  "); err != nil {
		return err
	}
	out.WriteByte('\n')
	_, err := out.WriteTo(w)
	return err
}

// csvText is a value in CSV.
func csvText(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case time.Time:
		return v.Format(time.RFC3339)
	case []string:
		return strings.Join(v, " ")
	}
	return fmt.Sprint(value)
}
