package xero

import (
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// deepest is how far rows may lie within each other. Xero's reports go one
// level deep.
const deepest = 16

var (
	errMoreBehind = errors.New("there is more behind the report")
	errTooDeep    = errors.New("its sections are nested too deeply")
	errTwoHeaders = errors.New("the report has two header rows")
)

// parser walks the tokens of one answer and builds its report.
type parser struct {
	tokens
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
			return p.array(p.oneReport)
		}
		return p.skip()
	})
	if err != nil {
		return err
	}
	if _, err := p.decoder.ReadToken(); !errors.Is(err, io.EOF) {
		return errMoreBehind
	}
	return nil
}

func (p *parser) status() error {
	status, err := p.text()
	if err == nil && status != "OK" && status != "" {
		err = fmt.Errorf("its status is %q", readonly.Plain(status))
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
			err = p.array(p.title)
		case "Rows":
			err = p.array(p.row)
		default:
			err = p.skip()
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
			err = p.array(p.row)
		default:
			err = p.skip()
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

func newParser(body io.Reader) *parser {
	// To look for keys that come twice takes time, and Xero's do not.
	decoder := jsontext.NewDecoder(body, jsontext.AllowDuplicateNames(true))
	return &parser{tokens: tokens{decoder}, section: -1}
}
