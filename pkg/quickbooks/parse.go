package quickbooks

import (
	"bytes"
	"errors"
	"io"

	"github.com/ledgerlink/ledgerlink/pkg/internal/jsonread"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// maxDepth bounds how deep rows and columns may nest. Sub-accounts go five deep.
const maxDepth = 64

var (
	errNoReport = errors.New("there is no report in the answer")
	errTooDeep  = errors.New("its sections are nested too deeply")
)

// readReport reads one report as a stream, whatever the order of its members. It
// keeps the figures and nothing of the JSON around them.
func readReport(body io.Reader) (*report, error) {
	p := &parser{
		Reader: jsonread.New(body),
		cells:  jsonread.New(bytes.NewReader(nil)),
		names:  map[string]string{},
	}
	err := p.Object(func(name []byte) error {
		switch string(name) {
		case "Header":
			return p.header()
		case "Columns":
			return p.columns(0)
		case "Rows":
			rows, err := p.rows(0)
			p.report.rows = rows
			return err
		}
		return p.Skip()
	})
	if err != nil {
		return nil, err
	}
	if !p.report.header.present {
		return nil, errNoReport
	}
	return &p.report, p.End()
}

// parser walks the JSON of one answer and builds its report.
type parser struct {
	jsonread.Reader
	report report
	names  map[string]string // of groups, so that each is kept once
	blocks blocks

	cells   jsonread.Reader // steps through the cells of one row
	value   []byte          // of the cell read last
	id      []byte          // of the row read last
	label   []byte
	amounts []ledger.Amount
}

// rows reads {"Row":[…]}; both it and the array may be null or missing.
func (p *parser) rows(depth int) (*row, error) {
	if depth > maxDepth {
		return nil, errTooDeep
	}
	var first, last *row
	err := p.Object(func(name []byte) error {
		if string(name) != "Row" {
			return p.Skip()
		}
		return p.Array(func() error {
			next := p.blocks.newRow()
			if first == nil {
				first = next
			} else {
				last.next = next
			}
			last = next
			return p.row(next, depth)
		})
	})
	return first, err
}

func (p *parser) row(r *row, depth int) error {
	return p.Object(func(name []byte) error {
		switch string(name) {
		case "group":
			text, err := p.Text()
			r.groupName = p.intern(text)
			return err
		case "ColData":
			return p.heading(r)
		case "Header":
			r.section = true
			return p.colData(func() error { return p.heading(r) })
		case "Summary":
			return p.colData(func() error { return p.summary(r) })
		case "Rows":
			rows, err := p.rows(depth + 1)
			r.first, r.section = rows, r.section || rows != nil
			return err
		}
		return p.Skip()
	})
}

// colData reads {"ColData":[…]}.
func (p *parser) colData(read func() error) error {
	return p.Object(func(name []byte) error {
		if string(name) != "ColData" {
			return p.Skip()
		}
		return read()
	})
}

// heading reads the cells of a line, or those beside a section's heading.
func (p *parser) heading(r *row) error {
	if err := p.readCells(); err != nil {
		return err
	}
	r.id, r.label, r.cells = string(p.id), string(p.label), p.blocks.keep(p.amounts)
	return nil
}

// summary reads a section's sum. The account id it may repeat is ignored.
func (p *parser) summary(r *row) error {
	if err := p.readCells(); err != nil {
		return err
	}
	r.section, r.summed, r.sum = true, true, p.blocks.keep(p.amounts)
	return nil
}

func (p *parser) intern(text []byte) string {
	kept, ok := p.names[string(text)]
	if !ok {
		kept = string(text)
		p.names[kept] = kept
	}
	return kept
}
