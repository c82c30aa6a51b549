package importer_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/internal/importer/importertest"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/internal/simulator/quickbooks/quickbooksapi"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xero/xeroapi"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/quickbooks"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
	"github.com/ledgerlink/ledgerlink/pkg/xero"
)

// roundTrip serves requests in process.
type roundTrip func(http.ResponseWriter, *http.Request)

func (serve roundTrip) RoundTrip(r *http.Request) (*http.Response, error) {
	recorder := httptest.NewRecorder()
	serve(recorder, r)
	return recorder.Result(), nil
}

func anyToken(context.Context, string) (string, error) { return "token", nil }

func neverSleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// simulated is the real client of a provider before simulated answers from books.
func simulated(b *books.Books, style quickbooksapi.Style, now func() time.Time) func(model.Connection, func(readonly.Call)) (importer.Reader, error) {
	xeroServer := xeroapi.Server{Now: now}
	quickBooksServer := quickbooksapi.Server{Now: now, Style: style}
	return func(c model.Connection, observe func(readonly.Call)) (importer.Reader, error) {
		if c.Provider == ledger.Xero {
			return xero.New(xero.Config{
				BaseURL: "http://simulated", OrganisationID: c.Organisation.ID, Token: anyToken, Sleep: neverSleep, Observe: observe,
				HTTP: &http.Client{Transport: roundTrip(func(w http.ResponseWriter, r *http.Request) { xeroServer.Serve(w, r, b) })},
			})
		}
		prefix := "/v3/company/" + c.Organisation.ID + "/"
		return quickbooks.New(quickbooks.Config{
			BaseURL: "http://simulated", OrganisationID: c.Organisation.ID, Token: anyToken, Sleep: neverSleep, Observe: observe,
			HTTP: &http.Client{Transport: roundTrip(func(w http.ResponseWriter, r *http.Request) {
				quickBooksServer.Serve(w, r, b, strings.TrimPrefix(r.URL.Path, prefix))
			})},
		})
	}
}

// fewest is the number of calls the providers' documents make possible: reports
// of twelve months, at Xero an anchor month of 31 days, and trial balances of the
// last month, the first one and each at the end of a financial year, at
// QuickBooks also that before the range.
func fewest(organisation ledger.Organisation, months ledger.Range) int {
	twelves := func(n int) int { return (max(n, 0) + 11) / 12 }
	n, trials := months.Len(), 0
	for _, month := range months.Months() {
		began := organisation.FiscalYearStart((month + 1).Last())
		if month == months.From || month == months.To || began.MonthOf() == month+1 {
			trials++
		}
	}
	if organisation.Provider == ledger.QuickBooks {
		return 3 + 2*twelves(n) + trials + 1
	}
	profit := twelves(n)
	if months.To.Last().Day < 31 {
		profit = 1 + twelves(n-11)
	}
	return 2 + twelves(n+1) + profit + trials
}

// TestClientsAgainstRandomBooks reads random books through the real clients and
// the simulated providers: every cell of the file is the books', to the cent,
// with no more calls than needed.
func TestClientsAgainstRandomBooks(t *testing.T) {
	t.Parallel()
	runs := 220
	if testing.Short() {
		runs = 20
	}
	for _, provider := range []ledger.Provider{ledger.Xero, ledger.QuickBooks} {
		t.Run(string(provider), func(t *testing.T) {
			t.Parallel()
			folder, ends := t.TempDir(), map[int]int{}
			for seed := range uint64(runs) {
				ends[readRandomBooks(t, sub(t, folder, int(seed)), provider, seed)]++
			}
			if len(ends) != 4 && !testing.Short() {
				t.Errorf("ranges ended in months of %v days: want 28, 29, 30 and 31", ends)
			}
		})
	}
}

// TestRoundedForeignBalancesAreNotRefused: the two sides of right books may be
// some cents apart, since a ledger rounds balances in foreign currencies one by
// one.
func TestRoundedForeignBalancesAreNotRefused(t *testing.T) {
	t.Parallel()
	step := 1
	if testing.Short() {
		step = 10
	}
	for _, provider := range []ledger.Provider{ledger.Xero, ledger.QuickBooks} {
		t.Run(string(provider), func(t *testing.T) {
			t.Parallel()
			folder, apart := t.TempDir(), 0
			for foreign := 0; foreign <= 30; foreign += step {
				for _, verify := range []ledger.Verify{ledger.VerifyYears, ledger.VerifyEvery} {
					months := ledger.Range{From: ledger.NewMonth(2024, 11), To: ledger.NewMonth(2026, 10)}
					b := importertest.DrawBooks(t, uint64(foreign), bookstest.RandomOptions{Provider: provider, Foreign: foreign, History: months})
					h := importertest.New(t, sub(t, folder, foreign))
					h.Open = simulated(b, quickbooksapi.Style{}, h.Now)
					h.Connect("main", b)
					o := h.Actuals(months)
					o.Verify = verify
					result, err := h.ImportActuals(t.Context(), o)
					if err != nil {
						t.Fatalf("%d foreign accounts, %s: %v", foreign, verify, err)
					}
					want := importertest.Expected("main", b, ledger.Request{Range: months, Basis: ledger.Accrual})
					if wrong := importertest.Difference(importertest.Figures(t, h.File("actuals.csv")), want); wrong != "" {
						t.Fatalf("%d foreign accounts: %s", foreign, wrong)
					}
					for _, check := range result.Entities[0].Checks {
						if ledger.Tolerance().Sub(check.LargestDifference).Sign() < 0 {
							apart++
						}
					}
				}
			}
			if apart == 0 && step == 1 {
				t.Error("no books were more than a cent apart: the test shows nothing")
			}
		})
	}
}

// readRandomBooks imports one random range and returns the days of its last month.
func readRandomBooks(t *testing.T, folder string, provider ledger.Provider, seed uint64) int {
	t.Helper()
	chance := rand.New(rand.NewPCG(seed, 7))
	b := importertest.DrawBooks(t, seed, bookstest.RandomOptions{Provider: provider})
	h := importertest.New(t, folder)
	style := quickbooksapi.Style{Legacy: chance.IntN(3) == 0, HeaderZeros: chance.IntN(3) == 0, NoRetainedEarningsID: chance.IntN(4) == 0}
	h.Open = simulated(b, style, h.Now)
	h.Connect("main", b)

	to := ledger.NewMonth(2026, 10) - ledger.Month(chance.IntN(40))
	if chance.IntN(4) == 0 {
		to = ledger.NewMonth(2024+chance.IntN(3), time.February)
	}
	request := ledger.Request{Range: ledger.Range{From: to - ledger.Month(chance.IntN(30)), To: to}, Basis: ledger.Accrual}
	if chance.IntN(2) == 0 {
		request.Basis = ledger.Cash
	}
	name := fmt.Sprintf("seed %d, %s, %s, %+v", seed, request.Range, request.Basis, style)
	o := h.Actuals(request.Range)
	o.Basis = request.Basis
	result, err := h.ImportActuals(t.Context(), o)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	want := importertest.Expected("main", b, request)
	if style.NoRetainedEarningsID && provider == ledger.QuickBooks {
		want = withoutRetainedID(b, want)
	}
	if wrong := importertest.Difference(importertest.Figures(t, h.File("actuals.csv")), want); wrong != "" {
		t.Fatalf("%s: %s", name, wrong)
	}
	if calls := result.Entities[0].Calls; calls > fewest(b.Organisation(), request.Range) {
		t.Fatalf("%s: %d calls, %d would do", name, calls, fewest(b.Organisation(), request.Range))
	}
	return to.Last().Day
}

// withoutRetainedID moves retained earnings to the line that is no account.
func withoutRetainedID(b *books.Books, amounts map[importertest.Cell]ledger.Amount) map[importertest.Cell]ledger.Amount {
	moved := map[importertest.Cell]ledger.Amount{}
	for at, amount := range amounts {
		if account, _ := b.Account(at.Account); account.Role == books.RetainedEarnings {
			at.Account = ledger.RetainedEarnings
		}
		moved[at] = amount
	}
	return moved
}

// TestFewestCallsForAYear pins the counts the providers' documents name.
func TestFewestCallsForAYear(t *testing.T) {
	t.Parallel()
	year := ledger.Range{From: ledger.NewMonth(2025, 11), To: ledger.NewMonth(2026, 10)}
	for provider, want := range map[ledger.Provider]int{ledger.Xero: 5 + 3, ledger.QuickBooks: 6 + 3} {
		if got := fewest(ledger.Organisation{Provider: provider}, year); got != want {
			t.Errorf("%s: %d, want %d", provider, got, want)
		}
	}
}
