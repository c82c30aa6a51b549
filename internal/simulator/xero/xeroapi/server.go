package xeroapi

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Prefix is the path all endpoints of the Accounting API begin with.
const Prefix = "/api.xro/2.0"

// Server answers the Accounting API for any tenant.
type Server struct {
	Now func() time.Time // nil: time.Now
	App string           // ProviderName of every answer: the name of the asking app
}

// request is one question about the books of a tenant.
type request struct {
	books *books.Books // a snapshot
	query url.Values
	now   time.Time
}

// endpoint is one readable thing of the API and the OAuth scope it asks for.
type endpoint struct {
	scope  string
	answer func(request, *envelope) error
}

var endpoints = map[string]endpoint{
	"/Organisation":          {"accounting.settings.read", request.organisation},
	"/Accounts":              {"accounting.settings.read", request.accounts},
	"/Reports/ProfitAndLoss": {"accounting.reports.profitandloss.read", reporting(profitAndLoss)},
	"/Reports/BalanceSheet":  {"accounting.reports.balancesheet.read", reporting(balanceSheet)},
	"/Reports/TrialBalance":  {"accounting.reports.trialbalance.read", reporting(trialBalance)},
}

// Scope is the OAuth scope that a path beginning with Prefix asks for; ok is
// false where there is no such endpoint.
func Scope(path string) (scope string, ok bool) {
	found, ok := endpoints[strings.TrimPrefix(path, Prefix)]
	return found.scope, ok
}

// Serve answers one authorised request about the books. The path of the request
// begins with Prefix.
func (s *Server) Serve(w http.ResponseWriter, r *http.Request, b *books.Books) {
	found, ok := endpoints[strings.TrimPrefix(r.URL.Path, Prefix)]
	switch {
	case !ok:
		http.Error(w, "The resource you're looking for cannot be found", http.StatusNotFound)
		return
	case r.Method != http.MethodGet:
		http.Error(w, "this simulator reads only", http.StatusMethodNotAllowed)
		return
	}
	asked := request{books: b.Snapshot(), query: r.URL.Query(), now: s.now()}
	answer := envelope{ID: answerID(r, asked.now), Status: "OK", ProviderName: s.App, DateTimeUTC: msDate(asked.now)}
	if err := found.answer(asked, &answer); err != nil {
		write(w, r, http.StatusBadRequest, refusal(err))
		return
	}
	write(w, r, http.StatusOK, answer)
}

func (s *Server) now() time.Time {
	if s.Now == nil {
		return time.Now()
	}
	return s.Now()
}

// today is the organisation's day: whatever the clock shows.
func (q request) today() ledger.Date { return ledger.DateOf(q.now) }

// basis is cash where paymentsOnly is asked for, else accrual.
func (q request) basis() ledger.Basis {
	if q.query.Get("paymentsOnly") == "true" {
		return ledger.Cash
	}
	return ledger.Accrual
}
