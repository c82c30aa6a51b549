package quickbooks

import (
	"bytes"
	"fmt"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// readCells reads a row's ColData into p.id, p.label and p.amounts. A report is
// hardly anything but cells, so it takes them from the stream in one step.
func (p *parser) readCells() error {
	cells, err := p.Value()
	if err != nil {
		return err
	}
	p.resetRow()
	if plain, err := p.plainCells(cells); plain {
		return err
	}
	p.resetRow()
	return p.anyCells(cells)
}

// resetRow forgets the cells of the row before.
func (p *parser) resetRow() { p.id, p.label, p.amounts = p.id[:0], p.label[:0], p.amounts[:0] }

var (
	valueStart = []byte(`{"value":"`)
	idStart    = []byte(`,"id":"`)
	quote      = []byte{'"'}
)

// plainCells reads valid JSON of the form [{"value":"…"},{"value":"…","id":"…"}]
// without escapes and spaces, which is how Intuit writes it (observed). It
// reports whether the cells are written so; if not, nothing it read counts.
func (p *parser) plainCells(cells []byte) (bool, error) {
	if bytes.IndexByte(cells, '\\') >= 0 {
		return false, nil
	}
	for first := true; ; first = false {
		rest, ok := bytes.CutPrefix(cells[1:], valueStart)
		if !ok {
			return false, nil
		}
		value, rest, _ := bytes.Cut(rest, quote)
		var id []byte
		if tail, ok := bytes.CutPrefix(rest, idStart); ok {
			id, rest, _ = bytes.Cut(tail, quote)
		}
		if rest[0] != '}' {
			return false, nil
		}
		if err := p.addCell(first, value, id); err != nil {
			return true, err
		}
		if rest[1] == ']' {
			return true, nil
		}
		cells = rest[1:]
	}
}

// anyCells reads cells however they are written.
func (p *parser) anyCells(cells []byte) error {
	reader := p.cells
	reader.Reset(cells)
	first := true
	return reader.Array(func() error {
		var id []byte
		p.value = p.value[:0]
		err := reader.Object(func(name []byte) error {
			switch string(name) {
			case "value":
				text, err := reader.Text()
				p.value = append(p.value, text...)
				return err
			case "id":
				text, err := reader.Text()
				id = bytes.Clone(text)
				return err
			}
			return reader.Skip()
		})
		if err != nil {
			return err
		}
		err = p.addCell(first, p.value, id)
		first = false
		return err
	})
}

// addCell adds one cell: the first is the row's label and account, the others
// are amounts.
func (p *parser) addCell(first bool, value, id []byte) error {
	if first {
		p.label, p.id = append(p.label, value...), append(p.id, id...)
		p.report.truncated = p.report.truncated || isTruncationNotice(value)
		return nil
	}
	amount, err := parseAmount(value)
	switch {
	case len(id) > 0 && len(p.id) > 0 && !bytes.Equal(id, p.id):
		return &ledger.MismatchError{
			Kind: ledger.MismatchChart, Check: "a row is about one account", Account: sanitize.Line(string(p.label)),
			Ours: sanitize.Line(string(p.id)), Ledgers: sanitize.Line(string(id)),
		}
	case err == nil:
	case isTruncationNotice(value):
		p.report.truncated = true
	default:
		return &ledger.MismatchError{
			Check: "every figure is an amount", Account: sanitize.Line(string(p.label)),
			Ours: "an amount", Ledgers: fmt.Sprintf("%.40q", value),
		}
	}
	p.amounts = append(p.amounts, amount)
	return nil
}

// isTruncationNotice reports whether a label is the notice that stands for the
// rest of a report of more than 400,000 cells: "Unable to display more data.
// Please reduce the date range."
func isTruncationNotice(label []byte) bool {
	return len(label) >= len(truncationNotice) && bytes.Contains(bytes.ToLower(label), truncationNotice)
}

var truncationNotice = []byte("unable to display more data")
