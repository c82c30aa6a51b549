package xero

import (
	"errors"
	"fmt"
	"io"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// report is one report as Xero printed it, its sections laid flat.
type report struct {
	id       string   // ReportID; missing in old answers
	kind     string   // ReportType
	titles   []string // title, organisation, period
	columns  []string // headers of the amount columns, left to right
	sections []section
	rows     []row // in printed order
}

// section is a group of rows with or without a title of its own.
type section struct {
	title string
	rows  int // data rows standing in it
}

// row is one line of amounts. A data row carries the id of its account; totals
// and subtotals carry none, whatever RowType they have.
type row struct {
	section int // index of its section; -1 above all sections
	account string
	label   string
	amounts []ledger.Amount // one per column; an empty cell is 0.00
}

// isTotal reports whether the row is anything but an account's own line.
func (r row) isTotal() bool { return r.account == "" }

// readReport reads one report as a stream, so that the memory it takes is that
// of its amounts. Anything but one whole report is an error.
func readReport(body io.Reader) (*report, error) {
	parser := newParser(body)
	if err := parser.envelope(); err != nil {
		return nil, err
	}
	if parser.found != 1 {
		return nil, fmt.Errorf("it holds %d reports instead of one", parser.found)
	}
	if err := parser.report.squared(); err != nil {
		return nil, err
	}
	return &parser.report, nil
}

var errNoHeader = errors.New("the report has no header row")

// squared makes sure that every row has an amount for every column.
func (r *report) squared() error {
	if r.columns == nil {
		return errNoHeader
	}
	for _, line := range r.rows {
		if line.section < 0 && !line.isTotal() {
			return fmt.Errorf("the line %q stands in no section", sanitize.Line(line.label))
		}
		if len(line.amounts) != len(r.columns) {
			return fmt.Errorf("the line %q has %d amounts under %d headers", sanitize.Line(line.label), len(line.amounts), len(r.columns))
		}
	}
	return nil
}
