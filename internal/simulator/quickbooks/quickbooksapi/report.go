package quickbooksapi

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// The words of accounting_method and Header.ReportBasis.
const (
	accrual = "Accrual"
	cash    = "Cash"
)

// sheet is one report being drawn up.
type sheet struct {
	name      string
	style     Style
	books     *books.Books
	company   books.Company
	chart     chart
	basis     ledger.Basis
	from, to  ledger.Date
	macro     string // DateMacro where the range was not asked for
	summarize string
	columns   []column
	filters   header // the filters of the request, echoed
	filtered  bool
	noData    bool
}

// macros are the ranges reports fall back to (observed).
const (
	yearToDate  = "this calendar year-to-date"
	monthToDate = "this month-to-date"
)

// report draws up one report. Parameters that QuickBooks does not know for it
// are ignored without a word, as QuickBooks does; so is date_macro, which it knows.
func (r request) report(name string, draw func(request, *sheet) []row) (any, *problem) {
	s := &sheet{
		name: name, style: r.style, books: r.books, company: r.books.Company(), chart: chartOf(r.books),
		basis: ledger.Accrual, summarize: "Total",
	}
	query := r.URL.Query()
	if query.Get("accounting_method") == cash {
		s.basis = ledger.Cash
	}
	if problem := s.dates(r, query.Get("start_date"), query.Get("end_date")); problem != nil {
		return nil, problem
	}
	if problem := s.summarizeBy(query.Get("summarize_column_by")); problem != nil {
		return nil, problem
	}
	s.filters = header{
		Customer: query.Get("customer"), Vendor: query.Get("vendor"), Class: query.Get("class"),
		Department: query.Get("department"), Item: query.Get("item"),
	}
	s.filtered = s.filters.Customer+s.filters.Vendor+s.filters.Class+s.filters.Department+s.filters.Item != ""
	if s.style.TimeoutPeriods > 0 && len(s.columns) > s.style.TimeoutPeriods {
		return nil, &problem{http.StatusGatewayTimeout, "SERVICE", errorItem{
			Message: "message=GatewayTimeout; errorCode=006002; statusCode=504", Code: "6002",
		}}
	}
	return r.finish(s, draw(r, s)), nil
}

// dates takes the range. With one of the two dates missing QuickBooks forgets
// the other and falls back to its own range, up to today.
func (s *sheet) dates(r request, start, end string) *problem {
	if start == "" || end == "" {
		s.to, s.from, s.macro = r.today(), ledger.Date{Year: r.today().Year, Month: 1, Day: 1}, yearToDate
		if s.name == "TrialBalance" {
			s.from, s.macro = r.today().MonthOf().First(), monthToDate
		}
		return nil
	}
	var err error
	if s.from, err = ledger.ParseDate(start); err == nil {
		s.to, err = ledger.ParseDate(end)
	}
	if err != nil || s.to.Before(s.from) {
		return invalid("2180", "Invalid date", "Invalid date range : "+start+" to "+end) // a guess
	}
	if s.style.ClampToToday && r.today().Before(s.to) && !r.today().Before(s.from) {
		s.to = r.today()
	}
	return nil
}

// summarizeBy lays out the columns. The trial balance takes the parameter and
// has no use for it; the balance sheet by period has no Total column.
func (s *sheet) summarizeBy(by string) *problem {
	whole := column{from: s.from, to: s.to, total: true}
	if by == "" || by == "Total" || s.name == "TrialBalance" {
		s.columns = []column{whole}
		return nil
	}
	step, ok := steps(s.company.YearEndMonth%12 + 1)[by]
	if !ok { // Days, Week and the other dimensions are not simulated; the words are a guess
		return invalid("2170", "Invalid Enumeration", "Invalid Enumeration : "+by)
	}
	s.summarize = by
	s.columns = split(s.from, s.to, step)
	if s.name == "ProfitAndLoss" {
		s.columns = append(s.columns, whole)
	}
	return nil
}

// finish puts header, columns and rows together, and cuts what is too large.
func (r request) finish(s *sheet, drawn []row) report {
	h := s.filters
	h.Time = r.now.In(pacific).Format("2006-01-02T15:04:05-07:00")
	h.ReportName, h.DateMacro, h.SummarizeColumnsBy, h.Currency = s.name, s.macro, s.summarize, s.company.Currency
	h.StartPeriod, h.EndPeriod, h.ReportBasis = s.from.String(), s.to.String(), accrual
	if s.basis == ledger.Cash {
		h.ReportBasis = cash
	}
	if s.name != "TrialBalance" {
		h.Option = append(h.Option, option{"AccountingStandard", "GAAP"})
	}
	h.Option = append(h.Option, option{"NoReportData", strconv.FormatBool(s.noData)})
	out := report{Header: h, Columns: columns{s.columnWires()}}
	out.Rows.Row = cut(drawn, s.style.maxCells(), len(out.Columns.Column))
	return out
}

func (s *sheet) columnWires() []columnWire {
	if s.name == "TrialBalance" {
		return []columnWire{{ColType: "Account"}, {ColTitle: "Debit", ColType: "Money"}, {ColTitle: "Credit", ColType: "Money"}}
	}
	wires := []columnWire{{ColType: "Account", MetaData: []option{{"ColKey", "account"}}}}
	for _, c := range s.columns {
		wires = append(wires, c.wire(s.style))
	}
	return wires
}

// cells is a row of cells: a label, with the account's id where it is one, and
// the figures.
func (s *sheet) cells(label, id string, row figures) []cell {
	cells := []cell{{label, id}}
	for _, f := range row {
		cells = append(cells, cell{Value: s.style.text(f, s.noData)})
	}
	return cells
}

// blanks is a row of cells without figures.
func (s *sheet) blanks(label, id string) []cell {
	return append([]cell{{label, id}}, make([]cell, len(s.columns))...)
}

// title is a label in the capitals of the older shape, or as it is.
func (s *sheet) title(label string) string {
	if s.style.Legacy {
		return strings.ToUpper(label)
	}
	return label
}
