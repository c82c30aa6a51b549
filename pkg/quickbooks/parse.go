package quickbooks

import (
	"bytes"
	"errors"
	"io"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// maxDepth bounds how deep rows and columns may nest. Sub-accounts go five deep.
const maxDepth = 64

var (
	errNoReport = errors.New("there is no report in the answer")
	errTooDeep  = errors.New("the report nests deeper than any chart of accounts")
)

// parseReport reads a report as it streams in, whatever the order of its keys.
// It keeps the figures and nothing of the JSON around them.
func parseReport(body io.Reader) (*report, error) {
	p := &parser{
		walker: walker{jsontext.NewDecoder(body, lenient)},
		cells:  walker{jsontext.NewDecoder(bytes.NewReader(nil), lenient)},
		names:  map[string]string{},
	}
	err := p.object(func(name []byte) error {
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
		return p.skip()
	})
	if err != nil {
		return nil, err
	}
	if !p.report.header.present {
		return nil, errNoReport
	}
	return &p.report, p.end()
}

// parser builds a report. Amounts and rows come out of blocks, so that a large
// report does not cost an allocation for every cell.
type parser struct {
	walker
	report  report
	cells   walker            // steps through the cells of one row
	value   []byte            // of the cell at hand
	names   map[string]string // groups, so that each is kept once
	amounts []ledger.Amount   // the rest of the current block
	spare   []row             // the rest of the current block
	scratch []ledger.Amount   // the cells of the row at hand
	id      []byte
	label   []byte
}

// rows reads {"Row":[…]}; both it and the array may be null or missing.
func (p *parser) rows(depth int) (*row, error) {
	if depth > maxDepth {
		return nil, errTooDeep
	}
	var first, last *row
	err := p.object(func(name []byte) error {
		if string(name) != "Row" {
			return p.skip()
		}
		return p.array(func() error {
			next := p.newRow()
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
	return p.object(func(name []byte) error {
		switch string(name) {
		case "group":
			text, err := p.text()
			r.groupName = p.intern(text)
			return err
		case "ColData":
			return p.heading(r)
		case "Header":
			r.section = true
			return p.cellsOf(func() error { return p.heading(r) })
		case "Summary":
			return p.cellsOf(func() error { return p.summary(r) })
		case "Rows":
			rows, err := p.rows(depth + 1)
			r.first, r.section = rows, r.section || rows != nil
			return err
		}
		return p.skip()
	})
}

// cellsOf reads {"ColData":[…]}.
func (p *parser) cellsOf(read func() error) error {
	return p.object(func(name []byte) error {
		if string(name) != "ColData" {
			return p.skip()
		}
		return read()
	})
}

// heading reads the cells of a line, or those beside a section's heading.
func (p *parser) heading(r *row) error {
	if err := p.colData(); err != nil {
		return err
	}
	r.id, r.label, r.cells = string(p.id), string(p.label), p.keep(p.scratch)
	return nil
}

// summary reads a section's sum. The account id it may repeat is of no account.
func (p *parser) summary(r *row) error {
	if err := p.colData(); err != nil {
		return err
	}
	r.section, r.summed, r.sum = true, true, p.keep(p.scratch)
	return nil
}

// keep copies amounts into the current block.
func (p *parser) keep(amounts []ledger.Amount) []ledger.Amount {
	n := len(amounts)
	if n == 0 {
		return nil
	}
	if len(p.amounts) < n {
		p.amounts = make([]ledger.Amount, max(n, amountsPerBlock))
	}
	kept := p.amounts[:n:n]
	copy(kept, amounts)
	p.amounts = p.amounts[n:]
	return kept
}

func (p *parser) newRow() *row {
	if len(p.spare) == 0 {
		p.spare = make([]row, rowsPerBlock)
	}
	r := &p.spare[0]
	p.spare = p.spare[1:]
	return r
}

// Blocks of about 16 and 9 KiB: small enough that a small report wastes little.
const (
	amountsPerBlock = 1024
	rowsPerBlock    = 64
)

func (p *parser) intern(text []byte) string {
	kept, ok := p.names[string(text)]
	if !ok {
		kept = string(text)
		p.names[kept] = kept
	}
	return kept
}
