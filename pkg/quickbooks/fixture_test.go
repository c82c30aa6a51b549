package quickbooks

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const testRealm = "9341450000000017"

// months is a range such as months("2025-11", "2026-10").
func months(t testing.TB, from, to string) ledger.Range {
	t.Helper()
	first, err1 := ledger.ParseMonth(from)
	last, err2 := ledger.ParseMonth(to)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	return ledger.Range{From: first, To: last}
}

// amounts parses "1.00 2.00".
func amounts(text string) []ledger.Amount {
	var list []ledger.Amount
	for _, field := range strings.Fields(text) {
		list = append(list, ledger.MustAmount(field))
	}
	return list
}

// node is a row of a fixture. Figures are written as the API writes them.
type node struct {
	group, id, label string
	figures          []string // a line's, or those beside a heading
	sum              []string // a section's Summary
	rows             []node
}

func lineOf(id, label string, figures ...string) node {
	return node{id: id, label: label, figures: figures}
}

func section(group, label string, sum []string, rows ...node) node {
	return node{group: group, label: label, sum: sum, rows: rows}
}

// totalOf is a section with nothing but a sum.
func totalOf(group string, sum ...string) node { return node{group: group, label: group, sum: sum} }

func (n node) json() map[string]any {
	row := map[string]any{}
	if n.group != "" {
		row["group"] = n.group
	}
	if n.rows == nil && n.sum == nil {
		row["ColData"] = cellsOf(n.label, n.id, n.figures)
		return row
	}
	row["type"] = "Section"
	if n.rows != nil {
		row["Header"] = map[string]any{"ColData": cellsOf(n.label, n.id, n.figures)}
		row["Rows"] = map[string]any{"Row": rowsOf(n.rows)}
	}
	if n.sum != nil {
		row["Summary"] = map[string]any{"ColData": cellsOf("Total "+n.label, n.id, n.sum)}
	}
	return row
}

func rowsOf(nodes []node) []any {
	rows := []any{}
	for _, n := range nodes {
		rows = append(rows, n.json())
	}
	return rows
}

func cellsOf(label, id string, figures []string) []any {
	first := map[string]any{"value": label}
	if id != "" {
		first["id"] = id
	}
	cells := []any{first}
	for _, figure := range figures {
		cells = append(cells, map[string]any{"value": figure})
	}
	return cells
}

// fixture is one report in the making; tests change what they are about.
type fixture struct {
	header  map[string]any
	columns []any
	rows    []node
}

// monthlyFixture is a report by month with its columns, and a total column on request.
func monthlyFixture(q reportRequest, total bool) *fixture {
	f := newFixture(q)
	f.header["SummarizeColumnsBy"] = "Month"
	for month := q.start.MonthOf(); month <= q.end.MonthOf(); month++ {
		f.columns = append(f.columns, monthColumn(month.First().String(), month.Last().String()))
	}
	if total {
		f.columns = append(f.columns, columnOf("Total", "ColKey", "total"))
	}
	return f
}

func newFixture(q reportRequest) *fixture {
	return &fixture{
		header: map[string]any{
			"Time": "2026-11-21T08:00:00-08:00", "ReportName": q.resource.reportName(), "ReportBasis": q.accountingMethod(), "Currency": "USD",
			"StartPeriod": q.start.String(), "EndPeriod": q.end.String(),
			"Option": []any{map[string]any{"Name": "NoReportData", "Value": "false"}},
		},
		columns: []any{columnOf("", "ColKey", "account")},
	}
}

func monthColumn(start, end string) any {
	return columnOf("no title is read", "StartDate", start, "EndDate", end, "ColKey", start)
}

func columnOf(title string, pairs ...string) any {
	var meta []any
	for i := 0; i < len(pairs); i += 2 {
		meta = append(meta, map[string]any{"Name": pairs[i], "Value": pairs[i+1]})
	}
	return map[string]any{"ColTitle": title, "ColType": "Money", "MetaData": meta}
}

// with replaces the rows.
func (f *fixture) with(rows ...node) *fixture { f.rows = rows; return f }

func (f *fixture) noData() *fixture {
	f.header["Option"] = []any{map[string]any{"Name": "NoReportData", "Value": "true"}}
	return f
}

func (f *fixture) String() string {
	text, err := json.Marshal(map[string]any{
		"Header": f.header, "Columns": map[string]any{"Column": f.columns}, "Rows": map[string]any{"Row": rowsOf(f.rows)},
	})
	if err != nil {
		panic(err)
	}
	return string(text)
}

// parsed is the fixture as the client sees it.
func (f *fixture) parsed(t testing.TB) *report {
	t.Helper()
	r, err := readReport(strings.NewReader(f.String()))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// intuit is a server with answers by path; tests replace what they are about.
type intuit struct {
	t testing.TB
	*httptest.Server
	mu      sync.Mutex
	answers map[string]http.HandlerFunc // by the path below the company
	asked   []string                    // the same paths, in order
	methods []string
	waits   []time.Duration
	tokens  []string // handed out when the one before was refused
}

func newIntuit(t testing.TB) *intuit {
	s := &intuit{t: t, answers: map[string]http.HandlerFunc{}, tokens: []string{"token-1", "token-2", "token-3"}}
	s.say("/companyinfo/"+testRealm, `{"CompanyInfo":{"Id":"1","CompanyName":"Acme","LegalName":"Acme Inc","Country":"USA","FiscalYearStartMonth":"July"}}`)
	s.say("/preferences", `{"Preferences":{"Id":"1","AccountingInfoPrefs":{"FirstMonthOfFiscalYear":"January"},"CurrencyPrefs":{"HomeCurrency":{"value":"USD"}}}}`)
	s.say("/query", `{"QueryResponse":{}}`)
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := strings.TrimPrefix(r.URL.Path, "/v3/company/"+testRealm)
		s.mu.Lock()
		s.asked = append(s.asked, path)
		s.methods = append(s.methods, r.Method)
		answer := s.answers[path]
		s.mu.Unlock()
		w.Header().Set("intuit_tid", "tid-1")
		if answer == nil {
			http.Error(w, "nothing here", http.StatusNotFound)
			return
		}
		answer(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *intuit) say(path, body string) {
	s.answers[path] = func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) }
}

// answer makes a report out of the request.
func (s *intuit) answer(report resource, build func(reportRequest) *fixture) {
	s.answers[report.path] = func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, build(asked(report, r.URL.Query())))
	}
}

func asked(report resource, query url.Values) reportRequest {
	start, _ := ledger.ParseDate(query.Get("start_date"))
	end, _ := ledger.ParseDate(query.Get("end_date"))
	return reportRequest{report, start, end, ledger.Basis(strings.ToLower(query.Get("accounting_method")))}
}

func newTestClient(t testing.TB, config Config) *Client {
	t.Helper()
	client, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func (s *intuit) client() *Client {
	return newTestClient(s.t, Config{
		BaseURL: s.URL, OrganisationID: testRealm, HTTP: s.Server.Client(),
		Token: func(_ context.Context, refused string) (string, error) {
			s.mu.Lock()
			defer s.mu.Unlock()
			if refused != "" && len(s.tokens) > 1 {
				s.tokens = s.tokens[1:]
			}
			return s.tokens[0], nil
		},
		Sleep: func(ctx context.Context, d time.Duration) error {
			s.mu.Lock()
			s.waits = append(s.waits, d)
			s.mu.Unlock()
			return ctx.Err()
		},
		UserAgent: "test",
	})
}
