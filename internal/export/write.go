package export

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// FormatFor is the format a file gets: the one named, else the one its ending
// says, else CSV.
func FormatFor(named, path string) (Format, error) {
	switch format := Format(strings.ToLower(named)); format {
	case CSV, JSON:
		return format, nil
	case "":
	default:
		return "", fmt.Errorf("%q is not a format: use csv or json", named)
	}
	if strings.EqualFold(filepath.Ext(path), ".json") {
		return JSON, nil
	}
	return CSV, nil
}

// Write writes the table as CSV, or as JSON with head as the "import" block, and
// returns the number of data rows.
func (t Table) Write(w io.Writer, format Format, head any) (rows int, err error) {
	if format == JSON {
		return t.WriteJSON(w, head)
	}
	return t.WriteCSV(w)
}

// WriteCSV writes the table as CSV by RFC 4180: UTF-8, comma, LF, one header row.
func (t Table) WriteCSV(w io.Writer) (rows int, err error) {
	writer := csv.NewWriter(w)
	record := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		record[i] = column.Name
	}
	if err := writer.Write(record); err != nil {
		return 0, err
	}
	for row := range t.Rows {
		for i, column := range t.Columns {
			record[i] = row[i]
			if column.Kind == Text {
				record[i] = Guard(strings.ToValidUTF8(row[i], "\uFFFD"))
			}
		}
		if err := writer.Write(record); err != nil {
			return rows, err
		}
		rows++
	}
	writer.Flush()
	return rows, writer.Error()
}

// WriteJSON writes {"import": head, "rows": [...]}, one row a line with its keys
// in the order of the columns.
func (t Table) WriteJSON(w io.Writer, head any) (rows int, err error) {
	block, err := json.Marshal(head)
	if err != nil {
		return 0, fmt.Errorf("write the import block: %w", err)
	}
	return t.writeObject(w, `{"import": `+string(block)+",\n\"rows\": [")
}

// WriteList writes {"key": [...]}, one row a line.
func (t Table) WriteList(w io.Writer, key string) (rows int, err error) {
	return t.writeObject(w, "{"+string(quote(nil, key))+": [")
}

func (t Table) writeObject(w io.Writer, opening string) (rows int, err error) {
	out := bufio.NewWriter(w)
	out.WriteString(opening) // a bufio.Writer keeps its first error for Flush
	if rows, err = t.writeObjects(out); err != nil {
		return rows, err
	}
	out.WriteString("\n]}\n")
	return rows, out.Flush()
}

// writeObjects writes one object a row, each on a line of its own.
func (t Table) writeObjects(out *bufio.Writer) (rows int, err error) {
	names := make([][]byte, len(t.Columns))
	for i, column := range t.Columns {
		names[i] = quote(nil, column.Name)
	}
	var line []byte
	for row := range t.Rows {
		line = append(line[:0], ",\n{"...)
		if rows == 0 {
			line = append(line[:0], "\n{"...)
		}
		for i, column := range t.Columns {
			if i > 0 {
				line = append(line, ", "...)
			}
			line = append(append(line, names[i]...), ": "...)
			line = column.Kind.appendJSON(line, row[i])
		}
		if _, err := out.Write(append(line, '}')); err != nil {
			return rows, err
		}
		rows++
	}
	return rows, nil
}

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
