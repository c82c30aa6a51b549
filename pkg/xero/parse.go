package xero

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/internal/jsonread"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// deepest is how far rows may lie within each other. Xero's reports go one
// level deep.
const deepest = 16

var (
	errTooDeep    = errors.New("its sections are nested too deeply")
	errTwoHeaders = errors.New("the report has two header rows")
)

// parser walks the tokens of one answer and builds its report.
type parser struct {
	jsonread.Reader
	report  report
	found   int // reports seen
	section int // index of the section the walk is in; -1 above all
	depth   int
	shown   []byte // the text of the cell read last
}

// envelope reads the whole answer and makes sure that nothing follows it.
func (p *parser) envelope() error {
	err := p.object(func(key string) error {
		switch key {
		case "Status":
			return p.status()
		case "Reports":
			return p.Array(p.oneReport)
		}
		return p.Skip()
	})
	if err != nil {
		return err
	}
	return p.End()
}

// text reads the next value as text that is kept.
func (p *parser) text() (string, error) {
	text, err := p.Text()
	return string(text), err
}

func (p *parser) status() error {
	status, err := p.text()
	if err == nil && status != "OK" && status != "" {
		err = fmt.Errorf("its status is %q", sanitize.Line(status))
	}
	return err
}

func (p *parser) oneReport() error {
	p.found++
	return p.object(func(key string) (err error) {
		switch key {
		case "ReportID":
			p.report.id, err = p.text()
		case "ReportType":
			p.report.kind, err = p.text()
		case "ReportTitles":
			err = p.Array(p.title)
		case "Rows":
			err = p.Array(p.row)
		default:
			err = p.Skip()
		}
		return err
	})
}

func (p *parser) title() error {
	title, err := p.text()
	p.report.titles = append(p.report.titles, title)
	return err
}

// row reads a header, a section with its rows, or one line, with its members in
// any order.
func (p *parser) row() error {
	var kind, title string
	var read cells
	outer := p.section
	if p.depth++; p.depth > deepest {
		return errTooDeep
	}
	err := p.object(func(key string) (err error) {
		switch key {
		case "RowType":
			kind, err = p.text()
		case "Title":
			title, err = p.text()
			if p.section != outer {
				p.report.sections[p.section].title = title
			}
		case "Cells":
			read, err = p.cells()
		case "Rows":
			p.section = len(p.report.sections)
			p.report.sections = append(p.report.sections, section{title: title})
			err = p.Array(p.row)
		default:
			err = p.Skip()
		}
		return err
	})
	p.section = outer
	p.depth--
	if err != nil || read.count == 0 {
		return err
	}
	return p.line(kind, read)
}

// line keeps what a row's cells said.
func (p *parser) line(kind string, read cells) error {
	switch {
	case kind == "Header" && p.report.columns != nil:
		return errTwoHeaders
	case kind == "Header":
		p.report.columns = read.headers
		return nil
	case p.report.columns == nil:
		return errNoHeader
	case read.err != nil:
		return read.err
	}
	if read.account != "" && p.section >= 0 {
		p.report.sections[p.section].rows++
	}
	p.report.rows = append(p.report.rows, row{p.section, read.account, read.label, read.amounts})
	return nil
}

func newParser(body io.Reader) *parser { return &parser{Reader: jsonread.New(body), section: -1} }

// reportKeys are the keys that are read of a report.
var reportKeys = [...]string{
	"Value", "Attributes", "Id", "Cells", "RowType", "Rows", "Title",
	"Status", "Reports", "ReportID", "ReportType", "ReportTitles",
}

// object calls member for every member of an object, with its key in the
// spelling of Xero's reference: answers differ in the case of their keys. Keys
// that nobody asks for are empty.
func (p *parser) object(member func(key string) error) error {
	return p.Object(func(name []byte) error { return member(spelling(name)) })
}

func spelling(name []byte) string {
	switch string(name) { // the two keys that every cell has
	case "Value":
		return "Value"
	case "Attributes":
		return "Attributes"
	}
	for _, known := range reportKeys {
		if len(name) == len(known) && strings.EqualFold(string(name), known) {
			return known
		}
	}
	return ""
}
