package export

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/ledgerlink/ledgerlink/internal/formula"
)

// bufferSize keeps the writes of a large file few.
const bufferSize = 64 << 10

// WriteCSV writes the table as CSV by RFC 4180: UTF-8, comma, LF, one header row.
func (t Table) WriteCSV(w io.Writer) (rows int, err error) {
	out := csv.NewWriter(bufio.NewWriterSize(w, bufferSize)) // it takes the buffer over
	record := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		record[i] = column.Name
	}
	if err := out.Write(record); err != nil {
		return 0, err
	}
	for row := range t.Rows {
		for i, cell := range row {
			if t.Columns[i].Kind == Text {
				cell = formula.Guard(strings.ToValidUTF8(cell, "\uFFFD"))
			}
			record[i] = cell
		}
		if err := out.Write(record); err != nil {
			return rows, err
		}
		rows++
	}
	out.Flush()
	return rows, out.Error()
}

// WriteJSON writes {"import": head, "rows": [...]}, one row a line with its keys
// in the order of the columns.
func (t Table) WriteJSON(w io.Writer, head any) (rows int, err error) {
	block, err := json.Marshal(head)
	if err != nil {
		return 0, fmt.Errorf("write the import block: %w", err)
	}
	out := bufio.NewWriterSize(w, bufferSize)
	out.WriteString(`{"import": ` + string(block) + ",\n\"rows\": [") // a bufio.Writer keeps its first error for Flush
	keys, line, before := t.keys(), []byte{}, "\n{"
	for row := range t.Rows {
		line, before = append(line[:0], before...), ",\n{"
		for i, column := range t.Columns {
			line = column.Kind.appendJSON(append(line, keys[i]...), row[i])
		}
		if _, err := out.Write(append(line, '}')); err != nil {
			return rows, err
		}
		rows++
	}
	out.WriteString("\n]}\n")
	return rows, out.Flush()
}

// keys returns what stands before each cell of a JSON row: its quoted name.
func (t Table) keys() []string {
	keys := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		keys[i] = string(quote(nil, column.Name)) + ": "
		if i > 0 {
			keys[i] = ", " + keys[i]
		}
	}
	return keys
}

// appendJSON appends a cell; an empty flag or number is null.
func (k Kind) appendJSON(line []byte, cell string) []byte {
	switch {
	case k == Text || k == Figure:
		return quote(line, cell)
	case cell == "":
		return append(line, "null"...)
	}
	return append(line, cell...)
}

// quote appends a JSON string; text that is no UTF-8 gets replacement characters.
func quote(line []byte, text string) []byte {
	line, _ = jsontext.AppendQuote(line, strings.ToValidUTF8(text, "\uFFFD")) // fails on bad UTF-8 only
	return line
}
