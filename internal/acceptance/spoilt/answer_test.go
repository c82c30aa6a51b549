package spoilt

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/simulator/xero/xeroapi"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// kind is what an answer is about.
type kind string

const (
	profitAndLoss kind = "profit and loss"
	balanceSheet  kind = "balance sheet"
	trialBalance  kind = "trial balance"
	chart         kind = "chart"
	organisation  kind = "organisation" // QuickBooks: the company, or its preferences
)

// reports are the kinds that hold figures, and everything the others as well.
func reports() []kind    { return []kind{profitAndLoss, balanceSheet, trialBalance} }
func statements() []kind { return []kind{profitAndLoss, balanceSheet} }
func everything() []kind { return append(reports(), chart, organisation) }

// kindOf returns the kind of the answer at an address.
func kindOf(address string) kind {
	path, _, _ := strings.Cut(address, "?")
	switch path[strings.LastIndex(path, "/")+1:] {
	case "ProfitAndLoss":
		return profitAndLoss
	case "BalanceSheet":
		return balanceSheet
	case "TrialBalance":
		return trialBalance
	case "Accounts", "query":
		return chart
	}
	return organisation
}

// report is an answer of either ledger as one tree.
type report struct {
	xero       *xeroapi.Report // without its rows; nil at QuickBooks
	quickbooks *wireReport     // likewise
	rows       []*node         // the header row of Xero's is among them
}

// node is a row of a report.
type node struct {
	rowType, group string
	title          *string // Xero's sections
	cells          []cell  // of a line, or of the header of a QuickBooks section
	sum            []cell  // of the summary of a QuickBooks section
	rows           []*node
	section        bool // has rows, perhaps none
	header         bool // QuickBooks: cells is that of a header
}

// cell is a label or a figure. QuickBooks has one id, Xero attributes.
type cell struct {
	value, id  string
	attributes []xeroapi.Attribute
}

type xeroAnswer struct {
	ID           string `json:"Id"`
	Status       string
	ProviderName string
	DateTimeUTC  string
	Reports      []xeroapi.Report
}

type wireReport struct {
	Header  map[string]any
	Columns struct{ Column []wireColumn }
	Rows    wireRows
}

type wireColumn struct {
	ColTitle string
	ColType  string
	MetaData []wireOption `json:",omitempty"`
}

type wireOption struct{ Name, Value string }

type wireRows struct {
	Row []wireRow `json:",omitempty"`
}

type wireRow struct {
	Header  *wireCells `json:",omitempty"`
	Rows    *wireRows  `json:",omitempty"`
	Summary *wireCells `json:",omitempty"`
	ColData []wireCell `json:",omitempty"`
	Type    string     `json:"type,omitempty"`
	Group   string     `json:"group,omitempty"`
}

type wireCells struct{ ColData []wireCell }

type wireCell struct {
	Value string `json:"value"`
	ID    string `json:"id,omitempty"`
}

// parse reads a report; it panics on what the simulated ledgers do not write.
func parse(provider ledger.Provider, body []byte) *report {
	if provider == ledger.Xero {
		var answer xeroAnswer
		decode(body, &answer)
		return &report{xero: &answer.Reports[0], rows: fromXero(answer.Reports[0].Rows)}
	}
	answer := &wireReport{}
	decode(body, answer)
	return &report{quickbooks: answer, rows: fromQuickBooks(answer.Rows.Row)}
}

func decode(body []byte, to any) {
	if err := json.Unmarshal(body, to); err != nil {
		panic(err)
	}
}

// print writes the report as its ledger does.
func (r *report) print() []byte {
	if r.quickbooks != nil {
		r.quickbooks.Rows.Row = toQuickBooks(r.rows)
		return encode(r.quickbooks)
	}
	r.xero.Rows = toXero(r.rows)
	return encode(xeroAnswer{"1", "OK", "test", "/Date(1795276800000)/", []xeroapi.Report{*r.xero}})
}

func encode(value any) []byte {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false) // neither ledger does
	if err := encoder.Encode(value); err != nil {
		panic(err)
	}
	return text.Bytes()
}

func fromXero(rows []xeroapi.Row) []*node {
	nodes := make([]*node, len(rows))
	for i, r := range rows {
		n := &node{rowType: r.RowType, title: r.Title, section: r.RowType == "Section"}
		for _, c := range r.Cells {
			n.cells = append(n.cells, cell{value: c.Value, attributes: c.Attributes})
		}
		n.rows = fromXero(r.Rows)
		nodes[i] = n
	}
	return nodes
}

func toXero(nodes []*node) []xeroapi.Row {
	rows := make([]xeroapi.Row, len(nodes))
	for i, n := range nodes {
		rows[i] = xeroapi.Row{RowType: n.rowType, Title: n.title}
		for _, c := range n.cells {
			rows[i].Cells = append(rows[i].Cells, xeroapi.Cell{Value: c.value, Attributes: c.attributes})
		}
		if n.section {
			rows[i].Rows = toXero(n.rows)
		}
	}
	return rows
}

func fromQuickBooks(rows []wireRow) []*node {
	nodes := make([]*node, len(rows))
	for i, r := range rows {
		n := &node{rowType: r.Type, group: r.Group, cells: fromCells(r.ColData), section: r.Rows != nil}
		if r.Header != nil {
			n.cells, n.header = fromCells(r.Header.ColData), true
		}
		if r.Summary != nil {
			n.sum = fromCells(r.Summary.ColData)
		}
		if r.Rows != nil {
			n.rows = fromQuickBooks(r.Rows.Row)
		}
		nodes[i] = n
	}
	return nodes
}

func fromCells(cells []wireCell) []cell {
	var from []cell
	for _, c := range cells {
		from = append(from, cell{value: c.Value, id: c.ID})
	}
	return from
}

func toQuickBooks(nodes []*node) []wireRow {
	rows := make([]wireRow, len(nodes))
	for i, n := range nodes {
		r := &rows[i]
		r.Type, r.Group = n.rowType, n.group
		if n.header {
			r.Header = &wireCells{toCells(n.cells)}
		} else {
			r.ColData = toCells(n.cells)
		}
		if n.sum != nil {
			r.Summary = &wireCells{toCells(n.sum)}
		}
		if n.section {
			r.Rows = &wireRows{toQuickBooks(n.rows)}
		}
	}
	return rows
}

func toCells(cells []cell) []wireCell {
	var to []wireCell
	for _, c := range cells {
		to = append(to, wireCell{c.value, c.id})
	}
	return to
}
