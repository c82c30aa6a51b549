package simulator

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/limits"
	"github.com/ledgerlink/ledgerlink/internal/simulator/tokens"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xeroapi"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xeroid"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// serveXero answers as Xero; the path is below its base.
func (s *Server) serveXero(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Xero-Correlation-Id", tokens.GUID())
	switch path := r.URL.Path; {
	case strings.HasPrefix(path, xeroapi.Prefix+"/"):
		s.serveXeroAPI(w, r)
	case path == "/.well-known/openid-configuration" && r.Method == http.MethodGet:
		discoverXero(w, r)
	default:
		s.xero.ServeHTTP(w, r)
	}
}

// errNotAllowed is a scope that was not granted (body and header observed).
var errNotAllowed = errors.New("AuthorizationUnsuccessful")

// serveXeroAPI lets a request in as Xero would and answers it from the tenant's
// books. In which order Xero checks token, tenant, scope and role is a guess.
func (s *Server) serveXeroAPI(w http.ResponseWriter, r *http.Request) {
	tenant := r.Header.Get("Xero-Tenant-Id")
	caller, err := s.xero.Bearer(r)
	if err != nil {
		xeroid.Unauthorised(w, err)
		return
	}
	note(r, caller.ClientID, tenant)
	book, known := s.book(ledger.Xero, tenant)
	if !known || !caller.Connected(tenant) {
		forbidTenant(w)
		return
	}
	if scope, exists := xeroapi.Scope(r.URL.Path); exists && !xeroid.Allows(caller.Scopes, scope) {
		w.Header().Set("WWW-Authenticate", "insufficient_scope")
		xeroid.Unauthorised(w, errNotAllowed)
		return
	}
	if strings.Contains(r.URL.Path, "/Reports/") && s.reportsDenied(tenant) {
		http.Error(w, "You are not permitted to access this resource without the reporting role or higher privileges.", http.StatusForbidden)
		return
	}
	leave, ok := s.admitToXero(w, caller.ClientID, tenant)
	if !ok {
		return
	}
	defer leave()
	s.record.count(tenant)
	api := xeroapi.Server{Now: s.Now, App: caller.ClientID}
	api.Serve(w, r, book, s.lies.Load())
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
	}{"Forbidden", http.StatusForbidden, "AuthenticationUnsuccessful", tokens.GUID()})
}

// xeroLimits are Xero's: per app and organisation, and per app in all.
type xeroLimits struct {
	mu                                 sync.Mutex
	atOnce                             limits.AtOnce
	minute, day, starterDay, appMinute limits.Window
}

// admitToXero counts a call, or answers with 429. A call that is refused is not
// counted (a guess).
func (s *Server) admitToXero(w http.ResponseWriter, client, tenant string) (leave func(), ok bool) {
	l := &s.xeroLimits
	l.mu.Lock()
	defer l.mu.Unlock()
	key, now, day := client+" "+tenant, s.Now(), &l.day
	if app, known := s.apps.Find(ledger.Xero, client); known && app.StarterTier {
		day = &l.starterDay
	}
	for _, window := range []struct {
		name, key string
		*limits.Window
	}{{"day", key, day}, {"minute", key, &l.minute}, {"appminute", client, &l.appMinute}} {
		if left, until := window.Left(window.key, now); left == 0 {
			l.headers(w, day, client, key, now)
			tooMany(w, window.name, until)
			return nil, false
		}
	}
	if leave, ok = l.atOnce.Enter(key); !ok {
		l.headers(w, day, client, key, now)
		tooMany(w, "concurrent", 0)
		return nil, false
	}
	day.Take(key, now)
	l.minute.Take(key, now)
	l.appMinute.Take(client, now)
	l.headers(w, day, client, key, now)
	return leave, true
}

func (l *xeroLimits) headers(w http.ResponseWriter, day *limits.Window, client, key string, now time.Time) {
	for name, left := range map[string]int{
		"X-DayLimit-Remaining": first(day.Left(key, now)), "X-MinLimit-Remaining": first(l.minute.Left(key, now)),
		"X-AppMinLimit-Remaining": first(l.appMinute.Left(client, now)),
	} {
		w.Header().Set(name, strconv.Itoa(left))
	}
}

func first(left int, _ time.Duration) int { return left }

// tooMany answers 429 without a body. There is no Retry-After for too many calls
// at once (Xero, "API rate limits"; the spelling of the day and app problems is
// a guess).
func tooMany(w http.ResponseWriter, problem string, until time.Duration) {
	w.Header().Set("X-Rate-Limit-Problem", problem)
	if until > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int((until+time.Second-1)/time.Second)))
	}
	w.WriteHeader(http.StatusTooManyRequests)
}
