package xeroapi

import (
	"net/http"
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
)

// Prefix is the path all endpoints of the Accounting API begin with.
const Prefix = "/api.xro/2.0"

// Server answers the Accounting API for any tenant.
type Server struct {
	Now func() time.Time // nil: time.Now
	App string           // ProviderName of every answer: the name of the asking app
}

// Serve answers one authorised request about the books. The path of the request
// begins with Prefix. Lies (may be nil) spoil the answer on purpose.
func (s *Server) Serve(w http.ResponseWriter, r *http.Request, b *books.Books, lies *Lies) {
	http.NotFound(w, r)
}

// Scope is the OAuth scope that a path beginning with Prefix asks for; ok is
// false where there is no such endpoint.
func Scope(path string) (scope string, ok bool) {
	switch strings.TrimPrefix(path, Prefix) {
	case "/Organisation", "/Accounts":
		return "accounting.settings.read", true
	case "/Reports/ProfitAndLoss":
		return "accounting.reports.profitandloss.read", true
	case "/Reports/BalanceSheet":
		return "accounting.reports.balancesheet.read", true
	case "/Reports/TrialBalance":
		return "accounting.reports.trialbalance.read", true
	}
	return "", false
}
