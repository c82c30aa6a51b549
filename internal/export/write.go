package export

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// bufferSize keeps the writes of a large file few.
const bufferSize = 64 << 10

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
	out := bufio.NewWriterSize(w, bufferSize)
	header := csv.NewWriter(out)
	names := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		names[i] = column.Name
	}
	if err := header.Write(names); err != nil {
		return 0, err
	}
	header.Flush()
	memos := make([]memo, len(t.Columns))
	field := csvField()
	for row := range t.Rows {
		for i, column := range t.Columns {
			if i > 0 {
				out.WriteByte(',') // a bufio.Writer keeps its first error for Flush
			}
			if column.Kind == Text {
				out.Write(memos[i].encode(row[i], field))
			} else {
				out.WriteString(row[i]) // digits, points and hyphens need no quotes
			}
		}
		if err := out.WriteByte('\n'); err != nil {
			return rows, err
		}
		rows++
	}
	return rows, out.Flush()
}

// memo remembers how the last cell of a column was encoded: most text cells are
// those of the row above.
type memo struct {
	cell    string
	encoded []byte
	known   bool
}

func (m *memo) encode(cell string, encode func([]byte, string) []byte) []byte {
	if !m.known || m.cell != cell {
		m.cell, m.encoded, m.known = cell, encode(m.encoded[:0], cell), true
	}
	return m.encoded
}

// csvField appends a text cell, guarded, and quoted where encoding/csv says so.
func csvField() func(field []byte, cell string) []byte {
	var line bytes.Buffer
	writer := csv.NewWriter(&line)
	return func(field []byte, cell string) []byte {
		line.Reset()
		_ = writer.Write([]string{Guard(strings.ToValidUTF8(cell, "\uFFFD"))}) // a buffer takes everything
		writer.Flush()
		return append(field, bytes.TrimSuffix(line.Bytes(), []byte("\n"))...)
	}
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
	out := bufio.NewWriterSize(w, bufferSize)
	out.WriteString(opening) // a bufio.Writer keeps its first error for Flush
	if rows, err = t.writeObjects(out); err != nil {
		return rows, err
	}
	out.WriteString("\n]}\n")
	return rows, out.Flush()
}

// writeObjects writes one object a row, each on a line of its own.
func (t Table) writeObjects(out *bufio.Writer) (rows int, err error) {
	names, memos := make([][]byte, len(t.Columns)), make([]memo, len(t.Columns))
	for i, column := range t.Columns {
		opening := ", "
		if i == 0 {
			opening = "{"
		}
		names[i] = append(quote([]byte(opening), column.Name), ": "...)
	}
	opening := "\n"
	for row := range t.Rows {
		out.WriteString(opening) // a bufio.Writer keeps its first error
		opening = ",\n"
		for i, column := range t.Columns {
			out.Write(names[i])
			out.Write(memos[i].encode(row[i], column.Kind.appendJSON))
		}
		if err := out.WriteByte('}'); err != nil {
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
