package provider

import (
	"net/http"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Environment says which of a provider's worlds a connection lives in.
type Environment string

// The environments.
const (
	Production Environment = "production"
	Sandbox    Environment = "sandbox"   // QuickBooks only: sandbox companies, Development keys
	Simulator  Environment = "simulator" // a simulator on this machine
)

// Profile is what there is to know about a provider in one environment: where
// it is and how it signs people in.
type Profile struct {
	Provider    ledger.Provider
	Environment Environment
	Base        string // the simulator's base address; empty elsewhere

	AuthURL   string
	TokenURL  string
	RevokeURL string
	APIBase   string
	Issuer    string // the only iss an answer may carry

	Scopes         []string // what is asked for; each of them is needed
	PKCE           bool     // S256 challenge and verifier
	SecretRequired bool     // there is no sign-in without a client secret
	CallbackPath   string   // one per provider, against mix-up (RFC 9700 §4.4)
	LoopbackURI    bool     // http://localhost may be registered as a redirect URI

	TokenHeader http.Header // sent with every token request

	EarlyBy      time.Duration // an access token counts as expired this long before its time
	AccessLife   time.Duration // of an access token whose answer does not say
	RefreshLife  time.Duration // of an unused refresh token whose answer does not say
	RefreshGrace time.Duration // how long a rotated refresh token may be sent again; 0 not at all

	clientIDVariable, secretVariable string
	idHeader                         string
}

// Title is the provider's name, with the environment unless it is production.
func (p Profile) Title() string {
	if p.Environment == Production {
		return p.Provider.Title()
	}
	return p.Provider.Title() + " (" + string(p.Environment) + ")"
}

// ClientIDVariable and SecretVariable name the environment variables with the
// user's own app.
func (p Profile) ClientIDVariable() string { return p.clientIDVariable }

// SecretVariable names the environment variable with the app's secret.
func (p Profile) SecretVariable() string { return p.secretVariable }

// RequestID is the id under which the provider's support finds an answer.
func (p Profile) RequestID(answer http.Header) string { return answer.Get(p.idHeader) }
