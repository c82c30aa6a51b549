// Package intuitid is the simulated Intuit identity service: authorize, token,
// revocation and discovery, as Intuit's OAuth 2.0 documentation and SDKs
// describe them. It knows no PKCE. What is a guess says so.
package intuitid

import (
	"net/http"
	"sync"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Lifetimes as documented; the code's is a guess.
const (
	CodeLife    = 5 * time.Minute
	AccessLife  = time.Hour
	RefreshLife = 100 * 24 * time.Hour     // rolling: counted anew on each use
	HardLife    = 5 * 365 * 24 * time.Hour // since the consent
	Rotation    = 24 * time.Hour           // after which a refresh gives a new value
)

// Service is the identity service. It is safe for concurrent use.
type Service struct {
	oauth.Identity
	// RevokeOnReuse ends the sign-in when a superseded refresh token or a spent
	// code is used: Intuit "may treat this as a security issue".
	RevokeOnReuse bool

	mu     sync.Mutex
	codes  map[string]*code
	access map[string]*access
	chains map[string]*chain // by every refresh value it ever had
}

// New returns the identity service of the simulated Intuit.
func New(shared *oauth.Shared, revokeOnReuse bool) *Service {
	return &Service{
		Identity: oauth.Identity{
			Shared: shared, Provider: ledger.QuickBooks, Callback: "/callback/quickbooks", SecretRequired: true,
			Brand: oauth.Brand{Name: "Simulated QuickBooks", Class: "green", Organisation: "company"},
		},
		RevokeOnReuse: revokeOnReuse,
		codes:         map[string]*code{}, access: map[string]*access{}, chains: map[string]*chain{},
	}
}

// chain is the sign-in of one company to one app.
type chain struct {
	client, realm string
	who           oauth.Person
	openid        bool
	begun         time.Time
	value         string // the refresh token that works
	valueSince    time.Time
	until         time.Time
	ended         bool // revoked: no token of it works
	superseded    bool // by a later consent: it cannot be refreshed
	disconnected  bool // at the company: calls are refused with 3100
}

type code struct {
	*chain
	redirect string
	until    time.Time
	spent    bool
}

type access struct {
	*chain
	until time.Time
}

// ServeHTTP serves the paths of the identity service below the provider's base.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch path := r.URL.Path; {
	case path == "/connect/oauth2" && r.Method == http.MethodGet:
		s.authorize(w, r)
	case path == "/connect/oauth2" && r.Method == http.MethodPost:
		s.Decide(w, r)
	case path == "/oauth2/v1/tokens/bearer" && r.Method == http.MethodPost:
		s.token(w, r)
	case path == "/v2/oauth2/tokens/revoke" && r.Method == http.MethodPost:
		s.revoke(w, r)
	default:
		http.NotFound(w, r)
	}
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	oauth.WriteJSON(w, status, "application/json;charset=UTF-8", "no-cache, no-store", body)
}
