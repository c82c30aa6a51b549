package simulator

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/ledgerlink/ledgerlink/internal/simulator/intuitid"
	"github.com/ledgerlink/ledgerlink/internal/simulator/limits"
	"github.com/ledgerlink/ledgerlink/internal/simulator/quickbooksapi"
	"github.com/ledgerlink/ledgerlink/internal/simulator/tokens"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// serveQuickBooks answers as Intuit; the path is below its base. Every answer
// carries intuit_tid.
func (s *Server) serveQuickBooks(w http.ResponseWriter, r *http.Request) {
	id := strings.ToLower(tokens.Hex(12))
	w.Header()["intuit_tid"] = []string{fmt.Sprintf("1-%08x-%s", s.Now().Unix(), id)}
	switch path := r.URL.Path; {
	case strings.HasPrefix(path, "/v3/"):
		s.serveAccounting(w, r)
	case strings.HasPrefix(path, "/.well-known/openid") && r.Method == http.MethodGet:
		discoverIntuit(w, r)
	default:
		s.intuit.ServeHTTP(w, r)
	}
}

// serveAccounting lets a request in as Intuit's gateway would and answers it from
// the company's books.
func (s *Server) serveAccounting(w http.ResponseWriter, r *http.Request) {
	realm, path, ok := companyPath(r.URL.Path)
	if !ok {
		quickbooksapi.NoRealm(w)
		return
	}
	caller, err := s.intuit.Bearer(r, realm)
	note(r, caller.ClientID, realm)
	book, known := s.book(ledger.QuickBooks, realm)
	switch {
	case errors.Is(err, intuitid.ErrToken):
		quickbooksapi.Unauthorised(caller.Token).Write(w, r, s.Now())
		return
	case err != nil, !known:
		quickbooksapi.Forbidden().Write(w, r, s.Now())
		return
	case !s.admitToQuickBooks(caller.ClientID, realm, book.Organisation().Demo):
		quickbooksapi.Throttled().Write(w, r, s.Now())
		return
	}
	s.record.count(realm)
	api := quickbooksapi.Server{Now: s.Now, Style: *s.style.Load(), ReportsDenied: s.reportsDenied(realm)}
	api.Serve(w, r, book, path)
}

// companyPath splits /v3/company/{realm}/{path}. A realm is digits.
func companyPath(full string) (realm, path string, ok bool) {
	rest, ok := strings.CutPrefix(full, "/v3/company/")
	if !ok {
		return "", "", false
	}
	realm, path, _ = strings.Cut(rest, "/")
	return realm, path, realm != "" && strings.Trim(realm, "0123456789") == ""
}

// intuitLimits are Intuit's: per company and app each second, per company each
// minute, and per app each calendar month.
type intuitLimits struct {
	mu             sync.Mutex
	second, minute limits.Window
	perMonth       int
	month          map[string]int
}

// admitToQuickBooks counts a call, or says that it is one too many. Calls about
// sandbox companies are not metered by the month.
func (s *Server) admitToQuickBooks(client, realm string, sandbox bool) bool {
	l := &s.intuitLimits
	l.mu.Lock()
	defer l.mu.Unlock()
	now := s.Now()
	pair, month := client+" "+realm, client+" "+now.Format("2006-01")
	if first(l.second.Left(pair, now)) == 0 || first(l.minute.Left(realm, now)) == 0 ||
		!sandbox && l.month[month] >= l.perMonth {
		return false
	}
	l.second.Take(pair, now)
	l.minute.Take(realm, now)
	if !sandbox {
		l.month[month]++
	}
	return true
}
