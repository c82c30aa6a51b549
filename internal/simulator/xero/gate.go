package xero

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/simulator/host"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xero/xeroapi"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xero/xeroid"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// ServeHTTP answers as Xero; the path is below its base.
func (l *Ledger) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Xero-Correlation-Id", oauth.GUID())
	switch path := r.URL.Path; {
	case strings.HasPrefix(path, xeroapi.Prefix+"/"):
		l.serveAPI(w, r)
	case path == "/.well-known/openid-configuration" && r.Method == http.MethodGet:
		discover(w, r)
	default:
		l.identity.ServeHTTP(w, r)
	}
}

// errNotAllowed is a scope that was not granted (body and header observed).
var errNotAllowed = errors.New("AuthorizationUnsuccessful")

// serveAPI lets a request in as Xero would and answers it from the tenant's
// books. In which order Xero checks token, tenant, scope and role is a guess.
func (l *Ledger) serveAPI(w http.ResponseWriter, r *http.Request) {
	tenant := r.Header.Get("Xero-Tenant-Id")
	caller, err := l.identity.Bearer(r)
	if err != nil {
		xeroid.Unauthorised(w, err)
		return
	}
	host.Annotate(r, caller.ClientID, tenant)
	book, known := l.host.BooksOf(ledger.Xero, tenant)
	if !known || !caller.Connected(tenant) {
		forbidTenant(w)
		return
	}
	if scope, exists := xeroapi.Scope(r.URL.Path); exists && !xeroid.Allows(caller.Scopes, scope) {
		w.Header().Set("WWW-Authenticate", "insufficient_scope")
		xeroid.Unauthorised(w, errNotAllowed)
		return
	}
	if strings.Contains(r.URL.Path, "/Reports/") && l.host.ReportsDenied(tenant) {
		http.Error(w, "You are not permitted to access this resource without the reporting role or higher privileges.", http.StatusForbidden)
		return
	}
	leave, ok := l.admit(w, caller.ClientID, tenant)
	if !ok {
		return
	}
	defer leave()
	l.host.Log.Count(tenant)
	api := xeroapi.Server{Now: l.host.Now, App: caller.ClientID}
	api.Serve(w, r, book)
}

// forbidTenant answers for a tenant that is missing, wrong or disconnected
// (observed; the keys are in lower case, other than those of a 401).
func forbidTenant(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusForbidden)
	_ = json.NewEncoder(w).Encode(struct {
		Title    string `json:"title"`
		Status   int    `json:"status"`
		Detail   string `json:"detail"`
		Instance string `json:"instance"`
	}{"Forbidden", http.StatusForbidden, "AuthenticationUnsuccessful", oauth.GUID()})
}
