package quickbooksapi_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/internal/simulator/quickbooks/quickbooksapi"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

type cell struct{ Value, ID string }

type row struct {
	Header, Summary *struct{ ColData []cell }
	Rows            *struct{ Row []row }
	ColData         []cell
	Type, Group     string
}

type report struct {
	Header struct {
		ReportName, ReportBasis, StartPeriod, EndPeriod, SummarizeColumnsBy, Currency, DateMacro, Customer string
		Option                                                                                             []struct{ Name, Value string }
	}
	Columns struct {
		Column []struct {
			ColTitle, ColType string
			MetaData          []struct{ Name, Value string }
		}
	}
	Rows struct{ Row []row }
}

func (r report) option(name string) string {
	for _, o := range r.Header.Option {
		if o.Name == name {
			return o.Value
		}
	}
	return ""
}

func (r report) meta(column int, name string) string {
	for _, m := range r.Columns.Column[column].MetaData {
		if m.Name == name {
			return m.Value
		}
	}
	return ""
}

// failer is what tests and property tests have in common.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

func serve(style quickbooksapi.Style, b *books.Books, method, path string, query url.Values) *httptest.ResponseRecorder {
	server := quickbooksapi.Server{Now: func() time.Time { return noon }, Style: style}
	r := httptest.NewRequest(method, "/"+path+"?"+query.Encode(), nil)
	r.Header.Set("Accept", "application/json")
	w := httptest.NewRecorder()
	server.Serve(w, r, b, path)
	return w
}

func recordWithoutAccept(server *quickbooksapi.Server, b *books.Books, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	server.Serve(w, httptest.NewRequest(http.MethodGet, "/"+path, nil), b, path)
	return w
}

func fetch(t failer, style quickbooksapi.Style, b *books.Books, name string, query url.Values) report {
	t.Helper()
	w := serve(style, b, http.MethodGet, "reports/"+name, query)
	if w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	var out report
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatalf("%v", err)
	}
	return out
}

func months(from, to string, basis string) url.Values {
	return url.Values{"start_date": {from}, "end_date": {to}, "accounting_method": {basis}, "summarize_column_by": {"Month"}}
}

func amount(t failer, text string) ledger.Amount {
	t.Helper()
	if text == "" {
		return ledger.Amount{}
	}
	a, err := ledger.ParseAmount(text)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return a
}

// walk collects the amount of every account by id and column, and checks that
// every summary is the sum of what stands above it. own is a parent's own amount:
// the summary less the sub-accounts.
func walk(t failer, rows []row, column int, into map[string]ledger.Amount) ledger.Amount {
	t.Helper()
	total := ledger.Amount{}
	for _, r := range rows {
		switch {
		case r.ColData != nil:
			value := amount(t, r.ColData[column].Value)
			id := r.ColData[0].ID
			if id == "" {
				id = r.ColData[0].Value
			}
			into[id] = into[id].Add(value)
			total = total.Add(value)
		case r.Header == nil: // a result row
		default:
			inner := ledger.Amount{}
			if r.Rows != nil {
				inner = walk(t, r.Rows.Row, column, into)
			}
			sum := amount(t, r.Summary.ColData[column].Value)
			if id := r.Header.ColData[0].ID; id != "" {
				into[id] = into[id].Add(sum.Sub(inner))
			} else if !sum.Equal(inner) {
				t.Errorf("%s: %s, its rows add up to %s", r.Summary.ColData[0].Value, sum, inner)
			}
			total = total.Add(sum)
		}
	}
	return total
}

// TestReportsEqualTheBooks: whatever the books, the shape and the range, every
// cell of the two statements is the books' own figure, and nothing is left out.
func TestReportsEqualTheBooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := random(t)
		style := quickbooksapi.Style{
			Legacy: rapid.Bool().Draw(t, "legacy"), HeaderZeros: rapid.Bool().Draw(t, "zeros"),
		}
		from := ledger.NewMonth(2025, time.Month(rapid.IntRange(1, 12).Draw(t, "month")))
		to := from + ledger.Month(rapid.IntRange(0, 14).Draw(t, "months"))
		basis, word := ledger.Accrual, "Accrual"
		if rapid.Bool().Draw(t, "cash") {
			basis, word = ledger.Cash, "Cash"
		}
		query := months(from.First().String(), to.Last().String(), word)
		check(t, fetch(t, style, b, "ProfitAndLoss", query), b, basis, ledger.ProfitAndLoss)
		check(t, fetch(t, style, b, "BalanceSheet", query), b, basis, ledger.BalanceSheet)
	})
}

func random(t *rapid.T) *books.Books {
	b, err := bookstest.Random(rapid.Uint64().Draw(t, "seed"), bookstest.RandomOptions{Provider: ledger.QuickBooks})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func check(t failer, got report, b *books.Books, basis ledger.Basis, statement ledger.Statement) {
	t.Helper()
	for column := 1; column < len(got.Columns.Column); column++ {
		if got.meta(column, "StartDate") == "" {
			continue // the Total column
		}
		from, err := ledger.ParseDate(got.meta(column, "StartDate"))
		if err != nil {
			t.Fatalf("%v", err)
		}
		to, err := ledger.ParseDate(got.meta(column, "EndDate"))
		if err != nil {
			t.Fatalf("%v", err)
		}
		shown := map[string]ledger.Amount{}
		walk(t, got.Rows.Row, column, shown)
		for _, a := range b.Accounts() {
			if a.Class == "" || a.Class.Statement() != statement {
				continue
			}
			want := b.Movement(basis, a.ID, from, to)
			if statement == ledger.BalanceSheet {
				want = b.Balance(basis, a.ID, to)
			}
			if want = a.Class.Natural(want); !shown[a.ID].Equal(want) {
				t.Errorf("%s %s %s: %s, the books say %s", got.Header.ReportName, a.Name, to, shown[a.ID], want)
			}
		}
		if want := b.CurrentYearEarnings(basis, to).Neg(); statement == ledger.BalanceSheet && !shown["Net Income"].Equal(want) {
			t.Errorf("net income at %s: %s, the books say %s", to, shown["Net Income"], want)
		}
		if net := result(t, got, "NetIncome", column); statement == ledger.ProfitAndLoss && !net.Equal(b.Earnings(basis, from, to).Neg()) {
			t.Errorf("net income to %s: %s", to, net)
		}
	}
}

// result is the summary of the section with a group.
func result(t failer, r report, group string, column int) ledger.Amount {
	t.Helper()
	for _, row := range r.Rows.Row {
		if row.Group == group {
			return amount(t, row.Summary.ColData[column].Value)
		}
	}
	return ledger.Amount{}
}

func TestTrialBalanceEqualsTheBooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := random(t)
		at := ledger.NewMonth(2026, time.Month(rapid.IntRange(1, 10).Draw(t, "month"))).Last()
		got := fetch(t, quickbooksapi.Style{}, b, "TrialBalance", months("2026-01-01", at.String(), "Accrual"))
		shown := map[string]ledger.Amount{}
		var net ledger.Amount
		for _, row := range got.Rows.Row {
			if row.ColData == nil {
				if d, c := amount(t, row.Summary.ColData[1].Value), amount(t, row.Summary.ColData[2].Value); !d.Equal(c) {
					t.Errorf("debits %s, credits %s", d, c)
				}
				continue
			}
			shown[row.ColData[0].ID] = amount(t, row.ColData[1].Value).Sub(amount(t, row.ColData[2].Value))
			net = net.Add(shown[row.ColData[0].ID])
		}
		for _, a := range b.Accounts() {
			if want := b.Balance(ledger.Accrual, a.ID, at); !shown[a.ID].Equal(want) {
				t.Errorf("%s: %s, the books say %s", a.Name, shown[a.ID], want)
			}
		}
		if !net.IsZero() {
			t.Errorf("debit less credit is %s", net)
		}
	})
}

// company is a small company whose tree has every kind of node.
func company(t *testing.T) *books.Books {
	t.Helper()
	account := func(id, code, name, parent, kind string) books.Account {
		return books.Account{Account: ledger.Account{
			ID: id, Code: code, Name: name, FullName: name, ParentID: parent, Type: kind,
			Class: books.ClassOf(ledger.QuickBooks, kind), Status: ledger.Active, Currency: "USD",
		}}
	}
	retained := account("2", "3000", "Retained Earnings", "", "Equity")
	retained.Role = books.RetainedEarnings
	post := func(day, id, value string) books.Journal {
		date, err := ledger.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		v := ledger.MustAmount(value)
		return books.Journal{Date: date, Lines: []books.Posting{{AccountID: "1", NetDebit: v.Neg()}, {AccountID: id, NetDebit: v}}}
	}
	b, err := books.New(books.Company{
		Organisation: ledger.Organisation{
			Provider: ledger.QuickBooks, ID: "9341", Name: "Small", Currency: "USD", Country: "US",
			YearEndMonth: time.March, YearEndDay: 31,
		},
		Numbered: true, Founded: ledger.Date{Year: 2024, Month: 1, Day: 1},
	}, []books.Account{
		account("1", "1000", "Checking", "", "Bank"), retained,
		account("3", "4000", "Services", "", "Income"), account("4", "4010", "Design", "3", "Income"),
		account("5", "6000", "Rent", "", "Expense"),
	}, []books.Journal{
		post("2026-01-31", "3", "-100.00"), post("2026-01-15", "4", "-40.00"), post("2026-02-28", "4", "-60.00"),
		post("2026-04-30", "5", "25.50"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func find(rows []row, label string) (row, bool) {
	for _, r := range rows {
		for _, c := range [][]cell{r.ColData, heads(r)} {
			if len(c) > 0 && c[0].Value == label {
				return r, true
			}
		}
		if r.Rows != nil {
			if found, ok := find(r.Rows.Row, label); ok {
				return found, true
			}
		}
	}
	return row{}, false
}

func heads(r row) []cell {
	if r.Header == nil {
		return nil
	}
	return r.Header.ColData
}

func line(cells []cell) string {
	var parts []string
	for _, c := range cells {
		parts = append(parts, c.Value)
	}
	return strings.Join(parts, "|")
}

func TestShapes(t *testing.T) {
	b := company(t)
	query := months("2026-01-01", "2026-04-29", "Accrual")
	for name, c := range map[string]struct {
		style                   quickbooksapi.Style
		header, summary, titles string
	}{
		"modern": {quickbooksapi.Style{}, "4000 Services|||||", "Total for 4000 Services|140.00|60.00|||200.00", "|Jan 2026|Feb 2026|Mar 2026|Apr 1-29, 2026|Total"},
		"zeros":  {quickbooksapi.Style{HeaderZeros: true}, "4000 Services|0.00|0.00|0.00|0.00|0.00", "Total for 4000 Services|140.00|60.00|||200.00", "|Jan 2026|Feb 2026|Mar 2026|Apr 1-29, 2026|Total"},
		"legacy": {quickbooksapi.Style{Legacy: true}, "4000 Services|100.00|0.00|0.00|0.00|100.00", "Total 4000 Services|140.00|60.00|0.00|0.00|200.00", "|Jan 2026|Feb 2026|Mar 2026|Apr 1-29, 2026|TOTAL"},
	} {
		t.Run(name, func(t *testing.T) {
			got := fetch(t, c.style, b, "ProfitAndLoss", query)
			parent, ok := find(got.Rows.Row, "4000 Services")
			if !ok || line(parent.Header.ColData) != c.header || line(parent.Summary.ColData) != c.summary || parent.Header.ColData[0].ID != "3" {
				t.Errorf("parent %+v", parent)
			}
			var titles []string
			for _, column := range got.Columns.Column {
				titles = append(titles, column.ColTitle)
			}
			if strings.Join(titles, "|") != c.titles || got.meta(4, "EndDate") != "2026-04-29" || got.meta(5, "ColKey") != "total" {
				t.Errorf("titles %v", titles)
			}
		})
	}
	if w := serve(quickbooksapi.Style{}, b, http.MethodGet, "reports/ProfitAndLoss", query); !strings.Contains(fmt.Sprint(w.Header()), "v3modernResponse:[true]") {
		t.Error("the modern shape is not announced")
	}
}

func TestBalanceSheetDetails(t *testing.T) {
	b := company(t)
	query := months("2026-03-01", "2026-04-30", "Accrual")
	got := fetch(t, quickbooksapi.Style{}, b, "BalanceSheet", query)
	if len(got.Columns.Column) != 3 {
		t.Errorf("columns %v", got.Columns)
	}
	earnings, _ := find(got.Rows.Row, "3000 Retained Earnings")
	profit, _ := find(got.Rows.Row, "Net Income")
	if line(earnings.ColData) != "3000 Retained Earnings||200.00" || earnings.ColData[0].ID != "2" ||
		line(profit.ColData) != "Net Income|200.00|-25.50" || profit.Group != "NetIncome" || profit.ColData[0].ID != "" {
		t.Errorf("equity %v %v", earnings, profit)
	}
	bare := fetch(t, quickbooksapi.Style{NoRetainedEarningsID: true}, b, "BalanceSheet", query)
	if earnings, _ := find(bare.Rows.Row, "3000 Retained Earnings"); earnings.ColData[0].ID != "" {
		t.Error("retained earnings have an id")
	}
	if err := b.Archive("1"); err != nil {
		t.Fatal(err)
	}
	got = fetch(t, quickbooksapi.Style{}, b, "BalanceSheet", query)
	if _, ok := find(got.Rows.Row, "1000 Checking (deleted)"); !ok {
		t.Error("the inactive account is not marked")
	}
	trial := fetch(t, quickbooksapi.Style{}, b, "TrialBalance", months("2026-01-01", "2026-03-31", "Accrual"))
	if _, ok := find(trial.Rows.Row, "4010 Services:Design"); !ok || trial.Header.SummarizeColumnsBy != "Total" {
		t.Errorf("trial balance %+v", trial)
	}
}

func TestReportParameters(t *testing.T) {
	b := company(t)
	get := func(style quickbooksapi.Style, name string, pairs ...string) report {
		query := url.Values{}
		for i := 0; i < len(pairs); i += 2 {
			query.Set(pairs[i], pairs[i+1])
		}
		return fetch(t, style, b, name, query)
	}
	span := func(r report) string {
		return fmt.Sprint(r.Header.StartPeriod, " ", r.Header.EndPeriod, " ", r.Header.DateMacro)
	}
	for name, c := range map[string]struct {
		got  report
		want string
	}{
		"no dates":    {get(quickbooksapi.Style{}, "ProfitAndLoss"), "2026-01-01 2026-11-21 this calendar year-to-date"},
		"end alone":   {get(quickbooksapi.Style{}, "BalanceSheet", "end_date", "2026-03-31"), "2026-01-01 2026-11-21 this calendar year-to-date"},
		"trial":       {get(quickbooksapi.Style{}, "TrialBalance", "start_date", "2026-03-31"), "2026-11-01 2026-11-21 this month-to-date"},
		"both":        {get(quickbooksapi.Style{}, "ProfitAndLoss", "start_date", "2026-11-01", "end_date", "2026-11-30"), "2026-11-01 2026-11-30 "},
		"clamped":     {get(quickbooksapi.Style{ClampToToday: true}, "ProfitAndLoss", "start_date", "2026-11-01", "end_date", "2026-11-30"), "2026-11-01 2026-11-21 "},
		"unknown one": {get(quickbooksapi.Style{}, "ProfitAndLoss", "start_date", "2026-01-01", "end_date", "2026-01-31", "as_of", "2020-01-01"), "2026-01-01 2026-01-31 "},
	} {
		if got := span(c.got); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
	if got := get(quickbooksapi.Style{}, "ProfitAndLoss", "accounting_method", "Cash"); got.Header.ReportBasis != "Cash" {
		t.Errorf("basis %s", got.Header.ReportBasis)
	}
	if got := get(quickbooksapi.Style{}, "ProfitAndLoss", "start_date", "2026-01-01", "end_date", "2026-01-31", "customer", "7"); got.option("NoReportData") != "true" || got.Header.Customer != "7" {
		t.Errorf("filtered %+v", got.Header)
	}
	for by, want := range map[string]string{
		"Total": "Total", "Quarter": "Jan - Mar, 2026|Apr - Jun, 2026|Total", "Year": "Jan 1 - Jun 30, 2026|Total",
		"FiscalYear": "Jan 1 - Mar 31, 2026|Apr 1 - Jun 30, 2026|Total",
	} {
		got := get(quickbooksapi.Style{}, "ProfitAndLoss", "start_date", "2026-01-01", "end_date", "2026-06-30", "summarize_column_by", by)
		var titles []string
		for _, column := range got.Columns.Column[1:] {
			titles = append(titles, column.ColTitle)
		}
		if strings.Join(titles, "|") != want || got.Header.SummarizeColumnsBy != by {
			t.Errorf("%s: %v", by, titles)
		}
	}
}

func TestTooLarge(t *testing.T) {
	b := company(t)
	query := months("2026-01-01", "2026-04-30", "Accrual")
	whole := serve(quickbooksapi.Style{}, b, http.MethodGet, "reports/ProfitAndLoss", query).Body.String()
	seen := false
	for cells := 6; cells < 90; cells += 6 {
		got := fetch(t, quickbooksapi.Style{MaxCells: cells}, b, "ProfitAndLoss", query)
		_, cut := find(got.Rows.Row, "Unable to display more data. Please reduce the date range.")
		full := serve(quickbooksapi.Style{MaxCells: cells}, b, http.MethodGet, "reports/ProfitAndLoss", query).Body.String() == whole
		if cut == full {
			t.Fatalf("%d cells: cut %t, whole %t", cells, cut, full)
		}
		if last := got.Rows.Row[len(got.Rows.Row)-1]; cut && last.Header != nil && last.Summary != nil {
			t.Errorf("%d cells: an open section has a summary", cells)
		}
		seen = seen || full
	}
	if !seen {
		t.Error("never whole")
	}
	if w := serve(quickbooksapi.Style{TimeoutPeriods: 3}, b, http.MethodGet, "reports/BalanceSheet", query); w.Code != http.StatusGatewayTimeout ||
		!strings.Contains(w.Body.String(), `<Error code="6002">`) || w.Header().Get("Content-Type") != "application/xml" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := serve(quickbooksapi.Style{TimeoutPeriods: 4}, b, http.MethodGet, "reports/BalanceSheet", query); w.Code != http.StatusOK {
		t.Errorf("%d", w.Code)
	}
}
