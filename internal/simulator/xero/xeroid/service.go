// Package xeroid is the simulated Xero identity service: authorize, token,
// revocation and connections, as Xero's OAuth 2.0 guide (developer.xero.com) and
// its xero-identity OpenAPI file describe them. What is a guess says so.
package xeroid

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Lifetimes as documented; the code's is what the documentation calls about
// five minutes.
const (
	CodeLife    = 5 * time.Minute
	AccessLife  = 30 * time.Minute
	RefreshLife = 60 * 24 * time.Hour // without use
	RefreshOver = 30 * time.Minute    // in which a used refresh token works once more
	idTokenLife = 5 * time.Minute     // of an id_token
)

// Service is the identity service. It is safe for concurrent use.
type Service struct {
	oauth.Identity

	mu        sync.Mutex
	codes     map[string]*code
	access    map[string]*access
	refreshes map[string]*refresh
	links     map[holder][]*Connection
	granted   map[holder][]string // scopes add up over a holder's consents
}

// New returns the identity service of the simulated Xero.
func New(shared *oauth.Shared) *Service {
	return &Service{
		Identity: oauth.Identity{
			Shared: shared, Provider: ledger.Xero, Callback: "/callback/xero",
			Brand: oauth.Brand{Name: "Simulated Xero", Class: "blue", Organisation: "organisation"},
		},
		codes: map[string]*code{}, access: map[string]*access{}, refreshes: map[string]*refresh{},
		links: map[holder][]*Connection{}, granted: map[holder][]string{},
	}
}

// holder is whom tokens belong to at Xero: one person and one app.
type holder struct{ client, person string }

// grant is one consent.
type grant struct {
	holder
	who     oauth.Person
	event   string // authentication_event_id
	session string // global_session_id
	at      time.Time
	scopes  []string
	ended   bool
}

func (g *grant) has(scope string) bool { return slices.Contains(g.scopes, scope) }

// ServeHTTP serves the paths of the identity service below the provider's base.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch path := r.URL.Path; {
	case path == "/identity/connect/authorize" && r.Method == http.MethodGet:
		s.authorize(w, r)
	case path == "/identity/connect/authorize" && r.Method == http.MethodPost:
		s.Decide(w, r)
	case path == "/connect/token" && r.Method == http.MethodPost:
		s.token(w, r)
	case path == "/connect/revocation" && r.Method == http.MethodPost:
		s.revoke(w, r)
	case path == "/connections" && r.Method == http.MethodGet:
		s.list(w, r)
	case strings.HasPrefix(path, "/connections/") && r.Method == http.MethodDelete:
		s.remove(w, r, strings.TrimPrefix(path, "/connections/"))
	default:
		http.NotFound(w, r)
	}
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	oauth.WriteJSON(w, status, "application/json; charset=UTF-8", "no-store, no-cache, max-age=0", body)
}
