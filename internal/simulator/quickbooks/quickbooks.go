// Package quickbooks is the simulated QuickBooks Online: Intuit's identity service
// (package intuitid), the Accounting API (package quickbooksapi) and what stands
// between them, the checks of token, company and role and the limits.
package quickbooks

import (
	"math"
	"net/http"
	"strings"
	"sync/atomic"

	"github.com/ledgerlink/ledgerlink/internal/simulator/control"
	"github.com/ledgerlink/ledgerlink/internal/simulator/host"
	"github.com/ledgerlink/ledgerlink/internal/simulator/quickbooks/intuitid"
	"github.com/ledgerlink/ledgerlink/internal/simulator/quickbooks/quickbooksapi"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Options say how QuickBooks behaves.
type Options struct {
	Limits Limits
	Style  quickbooksapi.Style // how its reports look
	// RevokeOnReuse ends a sign-in when a superseded refresh token is used, as
	// Intuit's documentation says may happen.
	RevokeOnReuse bool
}

// Ledger is the simulated QuickBooks.
type Ledger struct {
	host     *host.Host
	identity *intuitid.Service
	windows  windows
	style    atomic.Pointer[quickbooksapi.Style]
}

// New returns a QuickBooks on the host.
func New(on *host.Host, options Options) *Ledger {
	l := &Ledger{host: on, identity: intuitid.New(on.Identity, options.RevokeOnReuse)}
	if on.NoLimits {
		options.Limits = Limits{math.MaxInt, math.MaxInt, math.MaxInt}
	}
	l.windows.set(options.Limits)
	l.style.Store(&options.Style)
	return l
}

// Provider returns ledger.QuickBooks.
func (l *Ledger) Provider() ledger.Provider { return ledger.QuickBooks }

// IsPage reports whether a person looks at what the path answers.
func (l *Ledger) IsPage(path string) bool { return path == "/connect/oauth2" }

// WriteError writes what Intuit's gateway sends with a status, also where JSON was
// asked for, and reports whether it has a form of its own (observed for 504).
func (l *Ledger) WriteError(w http.ResponseWriter, r *http.Request, status int) bool {
	if status != http.StatusGatewayTimeout || !strings.HasPrefix(r.URL.Path, "/v3/") {
		return false
	}
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(gatewayTimeout))
	return true
}

const gatewayTimeout = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<IntuitResponse time="2026-05-27T11:42:31.710-07:00" xmlns="http://schema.intuit.com/finance/v3">
    <Fault type="SERVICE">
        <Error code="6002">
            <Message>message=GatewayTimeout; errorCode=006002; statusCode=504</Message>
        </Error>
    </Fault>
</IntuitResponse>
`

// ExpireAccess ends every access token now; refresh tokens stay.
func (l *Ledger) ExpireAccess() { l.identity.ExpireAccess() }

// RevokeAll ends every sign-in.
func (l *Ledger) RevokeAll() { l.identity.RevokeAll() }

// Disconnect ends the sign-ins of a company, as if it had removed the apps inside
// QuickBooks.
func (l *Ledger) Disconnect(realm string) { l.identity.Disconnect(realm) }

// Control adds the call that changes how reports look.
func (l *Ledger) Control(mux *http.ServeMux) {
	mux.HandleFunc("POST /control/style", control.Post(func(style quickbooksapi.Style) (any, error) {
		l.style.Store(&style)
		return control.OK(), nil
	}))
}

// Guide returns the lines of the index page.
func (l *Ledger) Guide() []host.GuideLine {
	return []host.GuideLine{
		{Call: "GET /quickbooks/connect/oauth2", Does: "Sign in and choose a company. The same parameters for scripts."},
		{Call: "POST /quickbooks/oauth2/v1/tokens/bearer", Does: "Exchange a code, or refresh."},
		{Call: "POST /quickbooks/v2/oauth2/tokens/revoke", Does: "End the sign-in."},
		{Call: "GET /quickbooks/v3/company/{realm}/…", Does: "query, companyinfo/{realm}, preferences, account/{id}, reports/ProfitAndLoss, reports/BalanceSheet, reports/TrialBalance."},
		{Call: "GET /quickbooks/.well-known/openid_configuration", Does: "The addresses above."},
	}
}

// discover answers like Intuit's discovery document: it names no PKCE method, and
// none of the scopes that open the Accounting API.
func discover(w http.ResponseWriter, r *http.Request) {
	base := "http://" + r.Host + "/" + string(ledger.QuickBooks)
	control.Answer(w, http.StatusOK, map[string]any{
		"issuer":                                "https://oauth.platform.intuit.com/op/v1",
		"authorization_endpoint":                base + "/connect/oauth2",
		"token_endpoint":                        base + "/oauth2/v1/tokens/bearer",
		"revocation_endpoint":                   base + "/v2/oauth2/tokens/revoke",
		"response_types_supported":              []string{"code"},
		"subject_types_supported":               []string{"public"},
		"id_token_signing_alg_values_supported": []string{"RS256"},
		"scopes_supported":                      []string{"openid", "email", "profile", "address", "phone"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_post", "client_secret_basic"},
		"claims_supported":                      []string{"aud", "exp", "iat", "iss", "realmid", "sub"},
	})
}
