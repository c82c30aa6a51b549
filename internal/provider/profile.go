package provider

import (
	"net/http"
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// Profile is where a provider is in one environment, and how it signs people in.
type Profile struct {
	Provider    ledger.Provider
	Environment Environment
	Base        string // the simulator's base address; empty elsewhere

	readonly.Endpoint        // where it signs people in
	APIBase           string // below which its API is

	Scopes         []string // that are asked for; each of them is needed
	PKCE           bool     // S256 challenge and verifier (RFC 7636)
	SecretRequired bool     // every app has a client secret
	LoopbackURI    bool     // http://localhost may be registered as a redirect URI
	ProvableKeys   bool     // the token endpoint refuses wrong keys before it looks at the code
	Disconnects    bool     // a connection can be ended while its sign-in goes on

	KeysHint         string // the usual mix-up of client ids and secrets
	InsteadOfSandbox string // what to try the tool with if there is no Sandbox

	TokenHeader     http.Header // sent with every token request
	RequestIDHeader string      // of an answer; holds the id that the provider's support asks for

	EarlyBy      time.Duration // an access token counts as expired this long before its time
	AccessLife   time.Duration // of an access token whose answer does not say
	RefreshLife  time.Duration // of an unused refresh token whose answer does not say
	RefreshGrace time.Duration // how long a rotated refresh token may be sent again; 0 not at all

	// RefreshLifeField and HardLifeField name the members of a token answer with the
	// seconds a refresh token lives unused and at most; empty: it has none.
	RefreshLifeField, HardLifeField string
}

// Title is the provider's name, with the environment unless it is production.
func (p Profile) Title() string {
	if p.Environment == Production {
		return p.Provider.Title()
	}
	return p.Provider.Title() + " (" + string(p.Environment) + ")"
}

// CallbackPath is the path of the loopback redirect URI. Each provider has its
// own, so that the answer of one is never taken for another's (RFC 9700 §4.4).
func (p Profile) CallbackPath() string { return "/callback/" + string(p.Provider) }

// ClientIDVariable names the environment variable with the client id of the
// user's own app.
func (p Profile) ClientIDVariable() string { return p.variable("CLIENT_ID") }

// SecretVariable names the environment variable with the app's client secret.
func (p Profile) SecretVariable() string { return p.variable("CLIENT_SECRET") }

func (p Profile) variable(name string) string {
	return "LEDGERLINK_" + strings.ToUpper(string(p.Provider)) + "_" + name
}

// RequestID is the id under which the provider's support finds an answer.
func (p Profile) RequestID(answer http.Header) string { return answer.Get(p.RequestIDHeader) }
