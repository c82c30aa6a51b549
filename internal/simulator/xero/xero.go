// Package xero is the simulated Xero: the identity service (package xeroid), the
// Accounting API (package xeroapi) and what stands between them, the checks of
// token, tenant, scope and role and the limits.
package xero

import (
	"math"
	"net/http"

	"github.com/ledgerlink/ledgerlink/internal/simulator/control"
	"github.com/ledgerlink/ledgerlink/internal/simulator/host"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xero/xeroid"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Options say how Xero behaves.
type Options struct {
	Limits Limits
}

// Ledger is the simulated Xero.
type Ledger struct {
	host     *host.Host
	identity *xeroid.Service
	windows  windows
}

// New returns a Xero on the host.
func New(on *host.Host, options Options) *Ledger {
	l := &Ledger{host: on, identity: xeroid.New(on.Identity)}
	if on.NoLimits {
		options.Limits = Limits{math.MaxInt, math.MaxInt, math.MaxInt, math.MaxInt, math.MaxInt}
	}
	l.windows.set(options.Limits)
	return l
}

// Provider returns ledger.Xero.
func (l *Ledger) Provider() ledger.Provider { return ledger.Xero }

// IsPage reports whether a person looks at what the path answers.
func (l *Ledger) IsPage(path string) bool { return path == "/identity/connect/authorize" }

// WriteError reports false: no error of Xero's gateway has a form of its own.
func (l *Ledger) WriteError(http.ResponseWriter, *http.Request, int) bool { return false }

// ExpireAccess ends every access token now; refresh tokens stay.
func (l *Ledger) ExpireAccess() { l.identity.ExpireAccess() }

// RevokeAll ends every sign-in with its connections.
func (l *Ledger) RevokeAll() { l.identity.RevokeAll() }

// Disconnect ends every connection to an organisation, as if it had been
// disconnected inside Xero.
func (l *Ledger) Disconnect(organisationID string) { l.identity.Disconnect(organisationID) }

// Control adds no calls: Xero has none of its own.
func (l *Ledger) Control(*http.ServeMux) {}

// Guide returns the lines of the index page.
func (l *Ledger) Guide() []host.GuideLine {
	return []host.GuideLine{
		{Call: "GET /xero/identity/connect/authorize", Does: "Sign in and choose an organisation. For scripts: simulate=allow|deny|ask, org=NAME|ID, user=NAME|EMAIL."},
		{Call: "POST /xero/connect/token", Does: "Exchange a code, or rotate a refresh token."},
		{Call: "POST /xero/connect/revocation", Does: "End everything a person gave the app."},
		{Call: "GET /xero/connections", Does: "What the person has connected; authEventId narrows it down. DELETE …/{id} disconnects."},
		{Call: "GET /xero/api.xro/2.0/…", Does: "Organisation, Accounts, Reports/ProfitAndLoss, Reports/BalanceSheet, Reports/TrialBalance."},
		{Call: "GET /xero/.well-known/openid-configuration", Does: "The addresses above."},
	}
}

// discover answers with the addresses of the simulated Xero.
func discover(w http.ResponseWriter, r *http.Request) {
	base := "http://" + r.Host + "/" + string(ledger.Xero)
	control.Answer(w, http.StatusOK, map[string]any{
		"issuer":                                "https://identity.xero.com",
		"authorization_endpoint":                base + "/identity/connect/authorize",
		"token_endpoint":                        base + "/connect/token",
		"revocation_endpoint":                   base + "/connect/revocation",
		"response_types_supported":              []string{"code"},
		"code_challenge_methods_supported":      []string{"S256"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_basic", "client_secret_post"},
	})
}
