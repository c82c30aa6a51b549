package quickbooks

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/simulator/host"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/simulator/quickbooks/intuitid"
	"github.com/ledgerlink/ledgerlink/internal/simulator/quickbooks/quickbooksapi"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// ServeHTTP answers as Intuit; the path is below its base. Every answer
// carries intuit_tid.
func (l *Ledger) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id := strings.ToLower(oauth.Hex(12))
	w.Header()["intuit_tid"] = []string{fmt.Sprintf("1-%08x-%s", l.host.Now().Unix(), id)}
	switch path := r.URL.Path; {
	case strings.HasPrefix(path, "/v3/"):
		l.serveAccounting(w, r)
	case strings.HasPrefix(path, "/.well-known/openid") && r.Method == http.MethodGet:
		discover(w, r)
	default:
		l.identity.ServeHTTP(w, r)
	}
}

// serveAccounting lets a request in as Intuit's gateway would and answers it from
// the company's books.
func (l *Ledger) serveAccounting(w http.ResponseWriter, r *http.Request) {
	realm, path, ok := companyPath(r.URL.Path)
	if !ok {
		quickbooksapi.NoRealm(w)
		return
	}
	caller, err := l.identity.Bearer(r, realm)
	host.Annotate(r, caller.ClientID, realm)
	book, known := l.host.BooksOf(ledger.QuickBooks, realm)
	switch {
	case errors.Is(err, intuitid.ErrToken):
		quickbooksapi.Unauthorised(caller.Token).Write(w, r, l.host.Now())
		return
	case err != nil, !known:
		quickbooksapi.Forbidden().Write(w, r, l.host.Now())
		return
	case !l.admit(caller.ClientID, realm, book.Organisation().Demo):
		quickbooksapi.Throttled().Write(w, r, l.host.Now())
		return
	}
	l.host.Log.Count(realm)
	api := quickbooksapi.Server{Now: l.host.Now, Style: *l.style.Load(), ReportsDenied: l.host.ReportsDenied(realm)}
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
