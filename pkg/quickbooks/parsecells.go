package quickbooks

import (
	"bytes"
	"fmt"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// colData reads a row's cells into p.id, p.label and p.scratch. They are nearly
// all there is in a report, so they are taken from the stream in one step.
func (p *parser) colData() error {
	p.id, p.label, p.scratch = p.id[:0], p.label[:0], p.scratch[:0]
	cells, err := p.json.ReadValue()
	if err != nil {
		return broken(err)
	}
	if plain, err := p.plainCells(cells); plain {
		return err
	}
	p.id, p.label, p.scratch = p.id[:0], p.label[:0], p.scratch[:0]
	return p.anyCells(cells)
}

var (
	valueStart = []byte(`{"value":"`)
	idStart    = []byte(`,"id":"`)
)

// plainCells reads valid JSON of the form [{"value":"…"},{"value":"…","id":"…"}]
// without escapes and spaces, which is how Intuit writes it. It is false where
// the cells are written in any other way.
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
		if err := p.cell(first, value, id); err != nil {
			return true, err
		}
		if rest[1] == ']' {
			return true, nil
		}
		cells = rest[1:]
	}
}

var quote = []byte{'"'}

// anyCells reads cells however they are written.
func (p *parser) anyCells(cells []byte) error {
	w := p.cells
	w.json.Reset(bytes.NewReader(cells), lenient)
	first := true
	return w.array(func() error {
		var id []byte
		p.value = p.value[:0]
		err := w.object(func(name []byte) error {
			switch string(name) {
			case "value":
				text, err := w.text()
				p.value = append(p.value, text...)
				return err
			case "id":
				text, err := w.text()
				id = bytes.Clone(text)
				return err
			}
			return w.skip()
		})
		if err != nil {
			return err
		}
		err = p.cell(first, p.value, id)
		first = false
		return err
	})
}

// cell takes one cell: the first is the row's label and account, the others are
// amounts.
func (p *parser) cell(first bool, value, id []byte) error {
	if first {
		p.label, p.id = append(p.label, value...), append(p.id, id...)
		p.report.truncated = p.report.truncated || isTruncationNotice(value)
		return nil
	}
	amount, err := parseAmount(value)
	switch {
	case err == nil:
	case isTruncationNotice(value):
		p.report.truncated = true
	default:
		return &ledger.MismatchError{
			Check: "every figure is an amount", Account: string(p.label),
			Ours: "an amount", Ledgers: fmt.Sprintf("%.40q", value),
		}
	}
	p.scratch = append(p.scratch, amount)
	return nil
}

// isTruncationNotice reports whether a label is the notice that stands for the
// rest of a report of more than 400,000 cells: "Unable to display more data.
// Please reduce the date range."
func isTruncationNotice(label []byte) bool {
	return len(label) >= len(truncationNotice) && bytes.Contains(bytes.ToLower(label), truncationNotice)
}

var truncationNotice = []byte("unable to display more data")
