package quickbooks

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// shop makes s a company that sells for 100 a month from the start of 2020 on,
// puts the money into its bank, and closes its books every December.
func shop(s *intuit) {
	s.say("/query", `{"QueryResponse":{"Account":[
		{"Id":"1","Name":"Bank","AccountType":"Bank","Classification":"Asset","CurrencyRef":{"value":"EUR"}},
		{"Id":"2","Name":"Sales","AcctNum":"4000","AccountType":"Income","Classification":"Revenue"},
		{"Id":"3","Name":"Retained Earnings","AccountType":"Equity","AccountSubType":"RetainedEarnings"}],"maxResults":3}}`)
	s.answer(profitAndLossResource, func(q reportRequest) *fixture {
		sales := make([]string, q.monthsLen()+1)
		for i := range sales {
			sales[i] = "100.00"
		}
		sales[len(sales)-1] = fmt.Sprintf("%d.00", 100*q.monthsLen())
		return monthlyFixture(q, true).with(section("Income", "Income", sales, lineOf("2", "4000 Sales", sales...)), totalOf("NetIncome", sales...))
	})
	s.answer(balanceSheetResource, func(q reportRequest) *fixture {
		var bank, earned, kept []string
		for month := q.start.MonthOf(); month <= q.end.MonthOf(); month++ {
			b, e, k := shopAt(month)
			bank, earned, kept = append(bank, b), append(earned, e), append(kept, k)
		}
		return monthlyFixture(q, false).with(
			section("TotalAssets", "A", bank, section("BankAccounts", "B", bank, lineOf("1", "Bank", bank...))),
			section("TotalLiabilitiesAndEquity", "L", bank, section("Equity", "E", bank,
				lineOf("3", "Retained Earnings", kept...), node{group: "NetIncome", label: "Net Income", figures: earned})))
	})
	s.answer(trialBalanceResource, func(q reportRequest) *fixture {
		bank, earned, kept := shopAt(q.end.MonthOf())
		return trialFixture(q, lineOf("1", "Bank", bank, ""), lineOf("2", "Sales", "", earned), lineOf("3", "Retained", "", kept), totalOf("GrandTotal", bank, bank))
	})
}

func (q reportRequest) monthsLen() int { return int(q.end.MonthOf()-q.start.MonthOf()) + 1 }

// shopAt is the bank, this year's earnings and those of earlier years.
func shopAt(month ledger.Month) (bank, earned, kept string) {
	n := int(month-ledger.NewMonth(2020, time.January)) + 1
	year := n - (month.Year()-2020)*12
	return fmt.Sprintf("%d.00", n*100), fmt.Sprintf("%d.00", year*100), fmt.Sprintf("%d.00", (n-year)*100)
}

func trialFixture(q reportRequest, rows ...node) *fixture {
	f := newFixture(q).with(rows...)
	f.columns = append(f.columns, columnOf("Debit"), columnOf("Credit"))
	return f
}

// readShop reads a run of months of the shop and compares every cell.
func readShop(t *testing.T, s *intuit, from, to string) *ledger.Actuals {
	t.Helper()
	request := ledger.Request{Range: months(t, from, to), Basis: ledger.Accrual, Verify: ledger.VerifyLast}
	a, err := s.client().Actuals(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	if a.Range != request.Range || a.Basis != request.Basis || len(a.NetProfit) != a.Range.Len() {
		t.Fatal(a.Range, a.Basis, a.NetProfit)
	}
	for i, month := range a.Range.Months() {
		bank, earned, kept := shopAt(month)
		want := map[string]string{"1": bank, "2": "-100.00", "3": negative(kept), ledger.CurrentYearEarnings: negative(earned)}
		got := map[string]string{}
		for _, line := range a.Lines {
			got[line.AccountID] = line.NetDebit[i].String()
		}
		if diff := cmp.Diff(want, got); diff != "" || a.NetProfit[i].String() != "100.00" {
			t.Fatal(month, a.NetProfit[i], diff)
		}
	}
	return a
}

func negative(text string) string { return ledger.MustAmount(text).Neg().String() }

func TestActualsTakeTheFewestCalls(t *testing.T) {
	for _, test := range []struct {
		from, to string
		calls    int
	}{{"2026-10", "2026-10", 6}, {"2025-11", "2026-10", 6}, {"2025-10", "2026-10", 8}, {"2023-11", "2026-10", 10}} {
		s := newIntuit(t)
		shop(s)
		a := readShop(t, s, test.from, test.to)
		if len(s.asked) != test.calls || Calls(ledger.Request{Range: a.Range, Verify: ledger.VerifyLast}, a.Organisation) != test.calls || len(s.waits) != 0 {
			t.Error(test, "calls:", s.asked, "waits:", s.waits)
		}
		trial := slices.Index(s.asked, trialBalanceResource.path)
		for _, first := range []string{companyResource.path + "/" + testRealm, preferencesResource.path} {
			if at := slices.Index(s.asked, first); at < 0 || at > trial {
				t.Error("the trial balance did not wait for", first)
			}
		}
		if len(a.Trial.Lines) != 3 || a.Trial.At != a.Range.To.Last() {
			t.Error(a.Trial)
		}
	}
}

func TestActualsCarryTheChartAndTheChecks(t *testing.T) {
	s := newIntuit(t)
	shop(s)
	a := readShop(t, s, "2026-01", "2026-10")
	if a.Organisation.Name != "Acme" || a.Organisation.ID != testRealm || a.Accounts[1].Currency != "USD" || a.Accounts[0].Currency != "EUR" {
		t.Error(a.Chart)
	}
	classes := map[string]ledger.Class{}
	for _, line := range a.Lines {
		classes[line.AccountID] = line.Class
	}
	want := map[string]ledger.Class{"1": ledger.Asset, "2": ledger.Revenue, "3": ledger.Equity, ledger.CurrentYearEarnings: ledger.Equity}
	if diff := cmp.Diff(want, classes); diff != "" {
		t.Error(diff)
	}
	var names []string
	for _, check := range a.Checks {
		if check.Compared == 0 || !check.LargestDifference.IsZero() {
			t.Error(check)
		}
		names = append(names, check.Name)
	}
	for _, name := range []string{
		checkSections, checkMonths, "net profit equals the sum of its lines", "assets equal liabilities and equity",
		"trial balance debits equal credits", "trial balance profit and loss equals the year's earnings",
	} {
		if !slices.Contains(names, name) {
			t.Errorf("%q is not among %q", name, names)
		}
	}
}

func TestARequestIsNormalized(t *testing.T) {
	s := newIntuit(t)
	shop(s)
	c, run := s.client(), months(t, "2026-10", "2026-10")
	a, err := c.Actuals(t.Context(), ledger.Request{Range: run})
	if err != nil || a.Basis != ledger.Accrual {
		t.Fatal(a, err)
	}
	calls := len(s.asked)
	for want, request := range map[error]ledger.Request{
		ledger.ErrPeriod: {Range: ledger.Range{From: run.To + 1, To: run.To}},
		ledger.ErrBasis:  {Range: run, Basis: "modified cash"},
	} {
		if _, err := c.Actuals(t.Context(), request); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	if len(s.asked) != calls {
		t.Error("a request without sense was sent", s.asked[calls:])
	}
}

// What makes a report too much to read at once, by the months it is asked for.
func TestReportsThatAreTooLargeAreHalved(t *testing.T) {
	for name, spoil := range map[string]func(http.ResponseWriter, *http.Request, reportRequest, http.HandlerFunc){
		"a notice": func(w http.ResponseWriter, _ *http.Request, q reportRequest, _ http.HandlerFunc) {
			fmt.Fprint(w, monthlyFixture(q, true).with(lineOf("", "UNABLE to display more data. Please reduce the date range.")))
		},
		"504": func(w http.ResponseWriter, _ *http.Request, _ reportRequest, _ http.HandlerFunc) {
			w.WriteHeader(http.StatusGatewayTimeout)
			fmt.Fprint(w, `<IntuitResponse><Fault type="SERVICE"><Error code="6002"/></Fault></IntuitResponse>`)
		},
		"a section without its sum": func(w http.ResponseWriter, _ *http.Request, q reportRequest, _ http.HandlerFunc) {
			zero := make([]string, q.monthsLen()+1)
			fmt.Fprint(w, monthlyFixture(q, true).with(node{group: "Income", label: "Income", rows: []node{lineOf("2", "Sales", zero...)}}))
		},
	} {
		for most, calls := range map[int]int{6: 1 + 2, 3: 1 + 2 + 4, 1: 1 + 2 + 4*(1+2+2)} {
			t.Run(fmt.Sprintf("%s beyond %d months", name, most), func(t *testing.T) {
				s := newIntuit(t)
				shop(s)
				whole := s.answers[profitAndLossResource.path]
				s.answers[profitAndLossResource.path] = func(w http.ResponseWriter, r *http.Request) {
					if q := asked(profitAndLossResource, r.URL.Query()); q.monthsLen() > most {
						spoil(w, r, q, whole)
						return
					}
					whole(w, r)
				}
				readShop(t, s, "2025-11", "2026-10")
				n := 0
				for _, path := range s.asked {
					if path == profitAndLossResource.path {
						n++
					}
				}
				if n != calls {
					t.Errorf("%d calls, want %d", n, calls)
				}
			})
		}
	}
}

func TestAMonthThatIsTooLargeIsAnError(t *testing.T) {
	s := newIntuit(t)
	shop(s)
	s.answer(balanceSheetResource, func(q reportRequest) *fixture {
		return monthlyFixture(q, false).with(lineOf("", "Unable to display more data."))
	})
	a, err := s.client().Actuals(t.Context(), ledger.Request{Range: months(t, "2026-08", "2026-10"), Basis: ledger.Accrual})
	if fault, ok := errors.AsType[*ledger.Error](err); a != nil || !ok || fault.Kind != ledger.Unavailable || fault.RequestID != "tid-1" {
		t.Fatal(a, err)
	}
}

func TestAReportThatTakesTooLongIsHalved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &intuit{answers: map[string]http.HandlerFunc{}} // no network within the bubble
		shop(s)
		c := newTestClient(t, Config{
			BaseURL: "https://intuit.test", OrganisationID: testRealm, HTTP: &http.Client{Transport: slow{s}},
			Token: func(context.Context, string) (string, error) { return "t", nil },
		})
		started := time.Now()
		parts, err := c.parts(t.Context(), profitAndLossByMonth, months(t, "2026-09", "2026-10"), ledger.Accrual)
		if err != nil || len(parts) != 2 || time.Since(started) != timeout {
			t.Fatal(len(parts), err, time.Since(started))
		}
	})
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// slow answers within the bubble's own time: at once for one month, never for more.
type slow struct{ *intuit }

func (s slow) RoundTrip(r *http.Request) (*http.Response, error) {
	if canSplit(r.URL.Query()) {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	w := httptest.NewRecorder()
	s.answers[profitAndLossResource.path](w, r)
	response := w.Result()
	response.Request = r
	return response, nil
}

func TestTheFirstErrorEndsTheRun(t *testing.T) {
	s := newIntuit(t)
	shop(s)
	s.answers["/preferences"] = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }
	_, err := s.client().Actuals(t.Context(), ledger.Request{Range: months(t, "2026-08", "2026-10"), Basis: ledger.Accrual})
	if fault, ok := errors.AsType[*ledger.Error](err); !ok || fault.Kind != ledger.PermissionMissing || fault.Op != "read the company's preferences" {
		t.Fatal(err)
	}
}

func TestReportsInAnotherCurrencyAreRefused(t *testing.T) {
	s := newIntuit(t)
	shop(s)
	s.say("/preferences", `{"Preferences":{"CurrencyPrefs":{"HomeCurrency":"CAD"}}}`)
	_, err := s.client().Actuals(t.Context(), ledger.Request{Range: months(t, "2026-10", "2026-10"), Basis: ledger.Accrual})
	if m := mismatchOf(t, err); m.Ours != "CAD" || m.Ledgers != "USD" {
		t.Fatal(m)
	}
}

func TestOnlyGetIsEverSent(t *testing.T) {
	s := newIntuit(t)
	shop(s)
	readShop(t, s, "2025-10", "2026-10")
	c := s.client()
	if _, err := c.Chart(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := c.Probe(t.Context()); err != nil {
		t.Fatal(err)
	}
	allowed := []string{"/companyinfo/" + testRealm, "/preferences", "/query", profitAndLossResource.path, balanceSheetResource.path, trialBalanceResource.path}
	for i, path := range s.asked {
		if s.methods[i] != http.MethodGet || !slices.Contains(allowed, path) {
			t.Error(s.methods[i], path)
		}
	}
	if len(s.asked) != 8+3+2 {
		t.Error(len(s.asked), s.asked)
	}
}

func TestACompanyWithoutARealmIsNeverAsked(t *testing.T) {
	s := newIntuit(t)
	token := func(context.Context, string) (string, error) { return "t", nil }
	if _, err := New(Config{BaseURL: s.URL, Token: token}); !errors.Is(err, readonly.ErrConfig) || !strings.Contains(err.Error(), "names no company") {
		t.Fatal(err)
	}
}

func TestARunIsCapped(t *testing.T) {
	s := newIntuit(t)
	full := `{"QueryResponse":{"Account":[` + strings.TrimSuffix(strings.Repeat(`{"Id":"1"},`, pageSize), ",") + `]}}`
	s.say("/query", full) // a server that never runs out of pages
	_, err := s.client().Chart(t.Context())
	if fault, ok := errors.AsType[*ledger.Error](err); !ok || fault.Kind != ledger.Unexpected || len(s.asked) != maxCalls {
		t.Fatal(err, len(s.asked))
	}
}

func TestAtMostTenCallsBeginWithinASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var begun []time.Time
		c := newTestClient(t, Config{
			BaseURL: "https://intuit.test", OrganisationID: testRealm,
			HTTP: &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
				begun = append(begun, time.Now())
				w := httptest.NewRecorder()
				fmt.Fprint(w, `{"CompanyInfo":{"CompanyName":"Acme"}}`)
				return w.Result(), nil
			})},
			Token: func(context.Context, string) (string, error) { return "t", nil },
		})
		for range 32 {
			if _, err := c.companyInfo(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if len(begun) != 32 {
			t.Fatal(len(begun))
		}
		for i, at := range begun { // the first ten do not wait
			if got, want := at.Sub(begun[0]), time.Duration(i/requestsPerSpan)*requestSpan; got != want {
				t.Errorf("call %d waits %s, want %s", i, got, want)
			}
		}
		for i := range begun[10:] {
			if begun[i+10].Sub(begun[i]) < time.Second {
				t.Error(i, begun[i+10].Sub(begun[i]))
			}
		}
	})
}
