package xero

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func request(t testing.TB, from, to string) ledger.Request {
	return ledger.Request{Range: ledger.Range{From: month(t, from), To: month(t, to)}, Basis: ledger.Accrual, Verify: ledger.VerifyLast}
}

// checkActuals compares every figure with what fakeXero's books say.
func checkActuals(t *testing.T, got *ledger.Actuals, asked ledger.Request) {
	t.Helper()
	want := map[string]func(m ledger.Month) int64{
		"sale":                     func(m ledger.Month) int64 { return -sales(number(m)) },
		"cogs":                     func(ledger.Month) int64 { return 3000 },
		"fees":                     func(ledger.Month) int64 { return 700 },
		ledger.FXGainsLosses:       func(ledger.Month) int64 { return 500 },
		"bank":                     func(m ledger.Month) int64 { return total(m, profit) + 700*number(m) },
		"card":                     func(m ledger.Month) int64 { return -700 * number(m) },
		ledger.CurrentYearEarnings: func(m ledger.Month) int64 { return -total(m, profit) },
	}
	if got.Range != asked.Range || len(got.NetProfit) != asked.Range.Len() || len(got.Lines) != len(want) {
		t.Fatalf("%s: %d net profits, %d lines", got.Range, len(got.NetProfit), len(got.Lines))
	}
	for i, m := range asked.Range.Months() {
		if text := cents(profit(number(m))); got.NetProfit[i].String() != text {
			t.Errorf("%s: net profit %s, not %s", m, got.NetProfit[i], text)
		}
		for _, line := range got.Lines {
			if text := cents(want[line.AccountID](m)); line.NetDebit[i].String() != text {
				t.Errorf("%s %s: %s, not %s", m, line.Name, line.NetDebit[i], text)
			}
		}
	}
	to := asked.Range.To
	for _, line := range got.Trial.Lines {
		year := want[line.AccountID](to)
		if line.AccountID == ledger.FXGainsLosses {
			year = 500 * number(to)
		}
		isBalance := line.AccountID == "bank" || line.AccountID == "card"
		if isBalance && line.YearToDate.String() != cents(year) || !isBalance && line.Month.String() != cents(want[line.AccountID](to)) || !line.HasMonth {
			t.Errorf("trial balance, %s: %+v", line.Name, line)
		}
	}
	if len(got.Trial.Lines) != 6 || got.Trial.At != to.Last() || len(got.Checks) != 5 {
		t.Errorf("trial balance %+v, checks %v", got.Trial, got.Checks)
	}
}

func TestActualsTakeTheFewestCalls(t *testing.T) {
	for _, test := range []struct {
		from, to string
		calls    int
	}{
		{"2025-06", "2026-05", 5}, // 12 months ending in a month of 31 days
		{"2025-05", "2026-04", 6}, // … of 30 days
		{"2025-03", "2026-02", 6}, // … of 28 days
		{"2023-03", "2024-02", 6}, // … of 29 days
		{"2025-06", "2026-04", 5}, // 11 months fit below the anchor
		{"2026-05", "2026-05", 5},
		{"2026-02", "2026-02", 5},
		{"2024-06", "2026-05", 7},
		{"2024-05", "2026-04", 8},
		{"2023-06", "2026-05", 9},
	} {
		t.Run(test.from+" to "+test.to, func(t *testing.T) {
			fake := newFake(t)
			asked := request(t, test.from, test.to)
			got, err := fake.client().Actuals(t.Context(), asked)
			if err != nil {
				t.Fatal(err)
			}
			checkActuals(t, got, asked)
			if len(fake.asked) != test.calls || Calls(asked, ledger.Organisation{}) != test.calls {
				t.Errorf("%d calls, announced %d, want %d", len(fake.asked), Calls(asked, ledger.Organisation{}), test.calls)
			}
		})
	}
}

func TestOnlyGetIsEverSentWithTheRightHeadersAndParameters(t *testing.T) {
	fake := newFake(t)
	asked := request(t, "2025-05", "2026-04")
	asked.Basis = ledger.Cash
	if _, err := fake.client().Actuals(t.Context(), asked); err != nil {
		t.Fatal(err)
	}
	if err := fake.client().Probe(t.Context()); err != nil {
		t.Fatal(err)
	}
	fake.serve["connections"] = func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("xero-tenant-id") != "" || r.URL.RawQuery != "authEventId=ev" {
			t.Error(r.Header, r.URL)
		}
		fmt.Fprint(w, `[{"id":"c","tenantId":"t","tenantType":"ORGANISATION"}]`)
	}
	if list, err := Connections(t.Context(), fake.config(), "ev"); err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	var urls []string
	for _, r := range fake.asked {
		if r.Method != http.MethodGet || r.ContentLength != 0 {
			t.Errorf("%s %s", r.Method, r.URL)
		}
		if r.Header.Get("Accept") != "application/json" || r.Header.Get("Authorization") != "Bearer secret-token" || r.Header.Get("User-Agent") != "test" {
			t.Error(r.Header)
		}
		if r.URL.Path != "/connections" && r.Header.Get("xero-tenant-id") != tenant {
			t.Error(r.URL, "without the organisation")
		}
		if !slices.Contains(urls, r.URL.String()) {
			urls = append(urls, r.URL.String())
		}
	}
	slices.Sort(urls)
	const reports = "/api.xro/2.0/Reports/"
	want := []string{
		"/api.xro/2.0/Accounts",
		"/api.xro/2.0/Organisation",
		reports + "BalanceSheet?date=2026-04-30&paymentsOnly=true&periods=11&standardLayout=true&timeframe=MONTH",
		reports + "ProfitAndLoss?fromDate=2026-03-01&paymentsOnly=true&periods=10&standardLayout=true&timeframe=MONTH&toDate=2026-03-31",
		reports + "ProfitAndLoss?fromDate=2026-04-01&paymentsOnly=true&standardLayout=true&toDate=2026-04-30",
		reports + "TrialBalance",
		reports + "TrialBalance?date=2026-04-30&paymentsOnly=true",
		"/connections?authEventId=ev",
	}
	if diff := cmp.Diff(want, urls); diff != "" {
		t.Error(diff)
	}
}

func TestNoMoreThanFiveCallsAtOnce(t *testing.T) {
	fake := newFake(t)
	fake.slow = 3 * time.Millisecond
	if _, err := fake.client().Actuals(t.Context(), request(t, "2016-06", "2026-05")); err != nil {
		t.Fatal(err)
	}
	if len(fake.asked) != 10+10+3 || fake.most != 5 {
		t.Errorf("%d calls, %d at once", len(fake.asked), fake.most)
	}
}

func TestColumnsThatAreNotWholeMonthsAreAskedForOneByOne(t *testing.T) {
	fake := newFake(t)
	fake.short = true
	asked := request(t, "2026-01", "2026-05")
	got, err := fake.client().Actuals(t.Context(), asked)
	if err != nil {
		t.Fatal(err)
	}
	checkActuals(t, got, asked)
	if len(fake.asked) != 5+5 {
		t.Error(len(fake.asked), "calls")
	}
}

func TestReportsForAnotherPeriodAreRefused(t *testing.T) {
	for name, edit := range map[string]func(kind, body string) string{
		"the current month instead": func(kind, body string) string {
			return strings.ReplaceAll(body, "1 May 2026 to 31 May 2026", "1 November 2026 to 30 November 2026")
		},
		"more than the month": func(kind, body string) string {
			return strings.ReplaceAll(body, "1 May 2026 to 31 May 2026", "1 April 2026 to 31 May 2026")
		},
		"balances of another day": func(kind, body string) string {
			return strings.ReplaceAll(body, "As at 31 May 2026", "As at 30 May 2026")
		},
		"another month in the header alone": func(kind, body string) string {
			return strings.ReplaceAll(body, `"31 May 26"`, `"31 Mar 26"`)
		},
		"a header of no day and a title of none": func(kind, body string) string {
			return strings.NewReplacer(`"31 May 26"`, `"mai 26"`, "1 May 2026 to 31 May 2026", "mai 2026").Replace(body)
		},
		"another report": func(kind, body string) string {
			return strings.ReplaceAll(body, `"BalanceSheet"`, `"BankSummary"`)
		},
	} {
		t.Run(name, func(t *testing.T) {
			fake := newFake(t)
			fake.edit = edit
			_, err := fake.client().Actuals(t.Context(), request(t, "2026-05", "2026-05"))
			mismatch, ok := errors.AsType[*ledger.MismatchError](err)
			if !ok || mismatch.Ours == "" || mismatch.Ledgers == "" {
				t.Fatal(err)
			}
		})
	}
}

func TestATitleInAnotherLanguageIsProvedByTheHeaders(t *testing.T) {
	fake := newFake(t)
	fake.edit = func(_, body string) string {
		return strings.NewReplacer("1 May 2026 to 31 May 2026", "du 1er mai au 31 mai", `"31 May 26"`, `"May 31, 2026"`).Replace(body)
	}
	asked := request(t, "2026-04", "2026-05")
	got, err := fake.client().Actuals(t.Context(), asked)
	if err != nil {
		t.Fatal(err)
	}
	checkActuals(t, got, asked)
}

// TestEveryFigureIsProved changes each figure of each report in turn by a cent
// more than the tolerance: none goes unnoticed, except in the column of a month
// nobody asked for.
func TestEveryFigureIsProved(t *testing.T) {
	for _, kind := range []string{"ProfitAndLoss", "BalanceSheet", "TrialBalance"} {
		fake := newFake(t)
		var whole string
		fake.edit = func(got, body string) string {
			if got == kind {
				whole = body
			}
			return body
		}
		asked := request(t, "2026-03", "2026-03")
		if _, err := fake.client().Actuals(t.Context(), asked); err != nil {
			t.Fatal(err)
		}
		figures := 0
		for at := 0; ; at++ {
			next := strings.Index(whole[at:], `.`)
			if next < 0 {
				break
			}
			at += next
			end := at + strings.IndexByte(whole[at:], '"')
			start := strings.LastIndexByte(whole[:at], '"') + 1
			amount, err := ledger.ParseAmount(whole[start:end])
			if err != nil {
				continue
			}
			figures++
			changed := amount.Add(ledger.NewAmount(2, 2)).String()
			fake.changeAnswers(func(got, body string) string {
				if got != kind {
					return body
				}
				return body[:start] + changed + body[end:]
			})
			_, err = fake.client().Actuals(t.Context(), asked)
			_, refused := errors.AsType[*ledger.MismatchError](err)
			unwanted := kind == "BalanceSheet" && figures%2 == 0
			if refused == unwanted {
				t.Errorf("%s, figure %d, %s changed to %s: %v", kind, figures, amount, changed, err)
			}
		}
		if figures < 9 {
			t.Errorf("%s: only %d figures", kind, figures)
		}
	}
}

func TestTheWrongOrganisationIsRefused(t *testing.T) {
	fake := newFake(t)
	fake.serve["Organisation"] = func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"Organisations":[{"OrganisationID":"other","Name":"Other"}]}`)
	}
	for name, ask := range map[string]func() error{
		"actuals": func() error {
			_, err := fake.client().Actuals(t.Context(), request(t, "2026-05", "2026-05"))
			return err
		},
		"chart": func() error { _, err := fake.client().Chart(t.Context()); return err },
		"probe": func() error { return fake.client().Probe(t.Context()) },
	} {
		fault, ok := errors.AsType[*ledger.Error](ask())
		if !ok || fault.Kind != ledger.WrongOrganisation {
			t.Errorf("%s: %v", name, fault)
		}
	}
}

func TestARangeWithoutMonthsIsRefused(t *testing.T) {
	fake := newFake(t)
	if _, err := fake.client().Actuals(t.Context(), request(t, "2026-05", "2026-04")); !errors.Is(err, ledger.ErrPeriod) {
		t.Error(err)
	}
	if len(fake.asked) != 0 || Calls(request(t, "2026-05", "2026-04"), ledger.Organisation{}) != 0 {
		t.Error("it asked for something")
	}
}

func TestReadsTheWholeChart(t *testing.T) {
	fake := newFake(t)
	chart, err := fake.client().Chart(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]ledger.Account{}
	for _, account := range chart.Accounts {
		got[account.ID] = account
	}
	want := map[string]ledger.Account{
		"bank": {ID: "bank", Code: "090", Name: "Bank", FullName: "Bank", Type: "BANK", Subtype: "BANK", Class: ledger.Asset, Status: ledger.Active, Currency: "NZD"},
		"card": {ID: "card", Name: "Visa", FullName: "Visa", Type: "BANK", Subtype: "CREDITCARD", Class: ledger.Asset, Status: ledger.Active, Currency: "AUD"},
		"cogs": {ID: "cogs", Code: "310", Name: "Purchases", FullName: "Purchases", Type: "DIRECTCOSTS", Class: ledger.Expense, Status: ledger.Archived, Currency: "NZD"},
		"fees": {ID: "fees", Code: "404", Name: "Fees", FullName: "Fees", Type: "OVERHEADS", Class: ledger.Expense, Status: ledger.Active, Currency: "NZD"},
		"idle": {ID: "idle", Code: "999", Name: "Idle", FullName: "Idle", Type: "NEWTYPE", Class: ledger.Expense, Status: ledger.Archived, Currency: "NZD", SystemAccount: "NEWROLE"},
	}
	for id, account := range want {
		if diff := cmp.Diff(account, got[id]); diff != "" {
			t.Error(id, diff)
		}
	}
	if len(got) != 8 || chart.Organisation.YearEndMonth != time.March || strings.Contains(fmt.Sprint(chart), "7890123") {
		t.Errorf("%+v", chart)
	}
}
