package xero

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

const tenant = "a46fcb6f-2773-40c4-a119-8aa08bca1e8e"

// printed writes a report as Xero does. Every line of the body is one row:
//
//	# Title                  a section
//	id | Label | 1.00 | …    an account
//	= Label | 1.00 | …       a total
func printed(t testing.TB, kind, period string, headers []string, body string) string {
	t.Helper()
	type attribute struct{ Value, Id string }
	type cell struct {
		Value      string
		Attributes []attribute `json:",omitempty"`
	}
	type wireRow struct {
		RowType string
		Title   *string   `json:",omitempty"`
		Cells   []cell    `json:",omitempty"`
		Rows    []wireRow `json:",omitempty"`
	}
	header := wireRow{RowType: "Header", Cells: []cell{{}}}
	if kind == "TrialBalance" {
		header.Cells[0].Value = "Account"
	}
	for _, text := range headers {
		header.Cells = append(header.Cells, cell{Value: text})
	}
	rows := []wireRow{header}
	for line := range strings.Lines(body) {
		line = strings.TrimSpace(line)
		if title, ok := strings.CutPrefix(line, "#"); ok {
			title = strings.TrimSpace(title)
			rows = append(rows, wireRow{RowType: "Section", Title: &title})
			continue
		}
		if line == "" {
			continue
		}
		var id string
		texts := strings.Split(line, "|")
		made := wireRow{RowType: "SummaryRow"}
		if label, ok := strings.CutPrefix(texts[0], "="); ok {
			texts[0] = label
		} else {
			id, texts = strings.TrimSpace(texts[0]), texts[1:]
			made.RowType = "Row"
		}
		for _, text := range texts {
			made.Cells = append(made.Cells, cell{Value: strings.TrimSpace(text)})
			if id != "" {
				made.Cells[len(made.Cells)-1].Attributes = []attribute{{id, "account"}}
			}
		}
		section := &rows[len(rows)-1]
		section.Rows = append(section.Rows, made)
	}
	answer := map[string]any{"Id": "1", "Status": "OK", "Reports": []any{map[string]any{
		"ReportID": kind, "ReportType": kind, "ReportTitles": []string{kind, "Fake Ltd", period}, "Fields": []string{}, "Rows": rows,
	}}}
	text, err := json.Marshal(answer)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// fakeXero serves one small organisation whose every month from January 2015 on
// is: sales of 100.00 plus the month's number, purchases of 30.00, a fee of 7.00
// paid by credit card, a realised currency loss of 8.00 and an unrealised gain of
// 3.00. It applies the days of the anchor to every column, as Xero does.
type fakeXero struct {
	t     testing.TB
	url   string
	serve map[string]http.HandlerFunc // by last part of the path; instead of the books
	short bool                        // headers of several months are all of the 28th
	edit  func(kind, body string) string

	slow time.Duration // how long every answer takes

	mu    sync.Mutex
	now   int // calls being answered, and the most there were
	most  int
	asked []*http.Request
	calls []readonly.Call
	waits []time.Duration
}

func newFake(t testing.TB) *fakeXero {
	fake := &fakeXero{t: t, serve: map[string]http.HandlerFunc{}}
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	fake.url = server.URL
	return fake
}

func (f *fakeXero) config() Config {
	return Config{
		BaseURL:        f.url,
		OrganisationID: tenant,
		UserAgent:      "test",
		Token:          func(context.Context, string) (string, error) { return "secret-token", nil },
		Sleep: func(_ context.Context, wait time.Duration) error {
			f.mu.Lock()
			defer f.mu.Unlock()
			f.waits = append(f.waits, wait)
			return nil
		},
		Observe: func(call readonly.Call) {
			f.mu.Lock()
			defer f.mu.Unlock()
			f.calls = append(f.calls, call)
		},
	}
}

func (f *fakeXero) client() *Client { return newTestClient(f.t, f.config()) }

func newTestClient(t testing.TB, config Config) *Client {
	t.Helper()
	client, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func (f *fakeXero) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	f.asked = append(f.asked, r)
	f.now++
	f.most = max(f.most, f.now)
	f.mu.Unlock()
	time.Sleep(f.slow)
	defer func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.now--
	}()
	kind := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	if handler := f.serve[kind]; handler != nil {
		handler(w, r)
		return
	}
	var body string
	switch kind {
	case "Organisation":
		body = `{"Organisations":[{"OrganisationID":"` + tenant + `","Name":"Fake Ltd","BaseCurrency":"NZD","CountryCode":"NZ","FinancialYearEndDay":31,"FinancialYearEndMonth":3}]}`
	case "Accounts":
		body = fakeAccounts
	case "ProfitAndLoss":
		body = f.profitAndLoss(r)
	case "BalanceSheet":
		body = f.balanceSheet(r)
	case "TrialBalance":
		body = f.trialBalance(r)
	default:
		http.NotFound(w, r)
		return
	}
	if edit := f.editor(); edit != nil {
		body = edit(kind, body)
	}
	io.WriteString(w, body)
}

func (f *fakeXero) editor() func(kind, body string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.edit
}

// changeAnswers sets edit while calls given up may still be under way.
func (f *fakeXero) changeAnswers(edit func(kind, body string) string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.edit = edit
}

const fakeAccounts = `{"Accounts":[
	{"AccountID":"real","Code":"497","Name":"Realised Currency Gains","Type":"EXPENSE","Class":"EXPENSE","Status":"ACTIVE","BankAccountType":"","SystemAccount":"REALISEDCURRENCYGAIN"},
	{"AccountID":"unre","Code":"498","Name":"Unrealised Currency Gains","Type":"EXPENSE","Class":"EXPENSE","Status":"ACTIVE","SystemAccount":"UNREALISEDCURRENCYGAIN"},
	{"AccountID":"bank","Code":"090","Name":"Bank","Type":"BANK","Class":"ASSET","Status":"ACTIVE","BankAccountType":"BANK","BankAccountNumber":"12-3456-7890123-00","CurrencyCode":"NZD"},
	{"AccountID":"card","Name":"Visa","Type":"BANK","Class":"ASSET","Status":"ACTIVE","BankAccountType":"CREDITCARD","CurrencyCode":"AUD"},
	{"AccountID":"sale","Code":"200","Name":"Sales","Type":"REVENUE","Class":"REVENUE","Status":"ACTIVE"},
	{"AccountID":"cogs","Code":"310","Name":"Purchases","Type":"DIRECTCOSTS","Class":"EXPENSE","Status":"ARCHIVED"},
	{"AccountID":"fees","Code":"404","Name":"Fees","Type":"OVERHEADS","Status":"ACTIVE"},
	{"AccountID":"idle","Code":"999","Name":"Idle","Type":"NEWTYPE","Class":"EXPENSE","Status":"DELETED","SystemAccount":"NEWROLE"}]}`

// number is the number of a month, January 2015 being 1.
func number(m ledger.Month) int64 { return int64(m-ledger.NewMonth(2015, time.January)) + 1 }

func cents(units int64) string { return ledger.NewAmount(units, 2).String() }

// total adds up a monthly amount of a month's number over all months to m.
func total(m ledger.Month, monthly func(n int64) int64) int64 {
	var sum int64
	for n := int64(1); n <= number(m); n++ {
		sum += monthly(n)
	}
	return sum
}

func sales(n int64) int64  { return 10000 + 100*n }
func profit(n int64) int64 { return sales(n) - 3000 - 700 - 500 }

// shown lists the months of the columns that a request asks for, newest first.
func shown(r *http.Request, last ledger.Date) []ledger.Month {
	periods, _ := strconv.Atoi(r.FormValue("periods"))
	months := []ledger.Month{last.MonthOf()}
	for i := range periods {
		months = append(months, last.MonthOf()-ledger.Month(i)-1)
	}
	return months
}

func long(day ledger.Date) string {
	return fmt.Sprintf("%d %s %d", day.Day, day.Month, day.Year)
}

func (f *fakeXero) date(r *http.Request, key string) ledger.Date {
	day, err := ledger.ParseDate(r.FormValue(key))
	if err != nil {
		f.t.Error(r.URL, err)
	}
	return day
}

// column writes a row's amounts, one for each month.
func column(months []ledger.Month, amount func(ledger.Month) int64) string {
	var b strings.Builder
	for _, m := range months {
		b.WriteString(" | " + cents(amount(m)))
	}
	return b.String()
}

func (f *fakeXero) profitAndLoss(r *http.Request) string {
	from, to := f.date(r, "fromDate"), f.date(r, "toDate")
	months := shown(r, to)
	var headers []string
	for _, m := range months {
		day := ledger.Date{Year: m.Year(), Month: m.Month(), Day: min(to.Day, m.Last().Day)}
		if f.short && len(months) > 1 {
			day.Day = 28
		}
		headers = append(headers, fmt.Sprintf("%d %.3s %02d", day.Day, day.Month, day.Year%100))
	}
	of := func(monthly func(int64) int64) string {
		return column(months, func(m ledger.Month) int64 { return monthly(number(m)) })
	}
	flat := func(amount int64) string { return of(func(int64) int64 { return amount }) }
	return printed(f.t, "ProfitAndLoss", long(from)+" to "+long(to), headers, `
		# Income
		sale | Sales`+of(sales)+`
		= Total Income`+of(sales)+`
		# Less Cost of Sales
		cogs | Purchases`+flat(3000)+`
		= Total Cost of Sales`+flat(3000)+`
		#
		= Gross Profit`+of(func(n int64) int64 { return sales(n) - 3000 })+`
		# Less Operating Expenses
		fees | Fees`+flat(700)+`
		FXGROUPID | Foreign Currency Gains and Losses`+flat(500)+`
		= Total Operating Expenses`+flat(1200)+`
		#
		= Net Profit`+of(profit))
}

func (f *fakeXero) balanceSheet(r *http.Request) string {
	date := f.date(r, "date")
	months := shown(r, date)
	if len(months) == 1 {
		months = append(months, months[0]-12) // the same day a year before
	}
	var headers []string
	for _, m := range months {
		headers = append(headers, fmt.Sprintf("%d %.3s %d", m.Last().Day, m.Month(), m.Year()))
	}
	of := func(monthly func(int64) int64) string {
		return column(months, func(m ledger.Month) int64 { return total(m, monthly) })
	}
	bank := func(n int64) int64 { return profit(n) + 700 }
	card := func(int64) int64 { return 700 }
	return printed(f.t, "BalanceSheet", "As at "+long(date), headers, `
		# Assets
		# Bank
		bank | Bank`+of(bank)+`
		= Total Bank`+of(bank)+`
		#
		= Total Assets`+of(bank)+`
		# Liabilities
		# Current Liabilities
		card | Visa`+of(card)+`
		= Total Current Liabilities`+of(card)+`
		#
		= Total Liabilities`+of(card)+`
		#
		= Net Assets`+of(profit)+`
		# Equity
		abababab-abab-abab-abab-abababababab | Current Year Earnings`+of(profit)+`
		= Total Equity`+of(profit))
}

func (f *fakeXero) trialBalance(r *http.Request) string {
	if r.FormValue("date") == "" {
		return printed(f.t, "TrialBalance", "As at 1 May 2026", []string{"Debit", "Credit", "YTD Debit", "YTD Credit"}, "")
	}
	date := f.date(r, "date")
	m := date.MonthOf()
	ytd := func(monthly func(int64) int64) string { return cents(total(m, monthly)) }
	flat := func(amount int64) func(int64) int64 { return func(int64) int64 { return amount } }
	n := number(m)
	debits, credits := func(n int64) int64 { return profit(n) + 700 + 3000 + 700 + 800 }, func(n int64) int64 { return sales(n) + 300 + 700 }
	return printed(f.t, "TrialBalance", "As at "+long(date), []string{"Debit", "Credit", "YTD Debit", "YTD Credit"}, `
		# Revenue
		sale | Sales (200) | | `+cents(sales(n))+` | | `+ytd(sales)+`
		# Expenses
		cogs | Purchases (310) | 30.00 | | `+ytd(flat(3000))+` |
		fees | Fees (404) | 7.00 | | `+ytd(flat(700))+` |
		real | Realised Currency Gains (497) | 8.00 | | `+ytd(flat(800))+` |
		unre | Unrealised Currency Gains (498) | | 3.00 | | `+ytd(flat(300))+`
		# Assets
		bank | Bank (090) | `+cents(profit(n)+700)+` | | `+ytd(func(n int64) int64 { return profit(n) + 700 })+` |
		card | Visa | | 7.00 | | `+ytd(flat(700))+`
		#
		= Total | `+cents(debits(n))+` | `+cents(credits(n))+` | `+ytd(debits)+` | `+ytd(credits))
}
