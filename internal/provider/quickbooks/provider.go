package quickbooks

import (
	"errors"
	"net/http"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/quickbooks"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// Provider is QuickBooks Online.
type Provider struct{}

// Name is ledger.QuickBooks.
func (Provider) Name() ledger.Provider { return ledger.QuickBooks }

// Aliases is Intuit's own abbreviation of QuickBooks Online.
func (Provider) Aliases() []string { return []string{"qbo"} }

// Environments are real companies and Intuit's sandbox companies.
func (Provider) Environments() []provider.Environment {
	return []provider.Environment{provider.Production, provider.Sandbox}
}

// Profile follows Intuit's discovery document
// (https://developer.api.intuit.com/.well-known/openid_configuration) and
// https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0.
// Intuit knows no PKCE, no public clients and no scope that only reads. The
// environments differ in the API's host and in the redirect URIs that may be
// registered.
func (Provider) Profile(environment provider.Environment) provider.Profile {
	p := provider.Profile{
		Provider:       ledger.QuickBooks,
		Environment:    environment,
		Endpoint:       quickbooks.Endpoint(),
		APIBase:        "https://quickbooks.api.intuit.com",
		Scopes:         quickbooks.Scopes(),
		SecretRequired: true,
		ProvableKeys:   true,
		KeysHint:       "Development keys are for sandbox companies, Production keys for real ones.",
		TokenHeader: http.Header{
			http.CanonicalHeaderKey("x-include-refresh-token-hard-expires-in"): {"true"},
		},
		RequestIDHeader:  "intuit_tid",
		EarlyBy:          5 * time.Minute,
		AccessLife:       time.Hour,
		RefreshLife:      100 * 24 * time.Hour,
		RefreshLifeField: "x_refresh_token_expires_in",
		HardLifeField:    "x_refresh_token_hard_expires_in",
	}
	if environment == provider.Sandbox {
		p.APIBase, p.LoopbackURI = "https://sandbox-quickbooks.api.intuit.com", true
	}
	return p
}

// wrongEnvironment is the code of the fault of a company that lives in the other
// environment (observed).
const wrongEnvironment = "3100"

// OtherEnvironment is the other one of the two where Intuit's fault may mean
// that: the sign-in is the same for both, and only the API tells them apart.
func (Provider) OtherEnvironment(environment provider.Environment, err error) provider.Environment {
	refused, ok := errors.AsType[*ledger.Error](err)
	if !ok || refused.Code != wrongEnvironment {
		return ""
	}
	switch environment {
	case provider.Production:
		return provider.Sandbox
	case provider.Sandbox:
		return provider.Production
	}
	return ""
}

// Open returns a client of pkg/quickbooks.
func (Provider) Open(config readonly.Config) (ledger.Reader, error) { return quickbooks.New(config) }

// PlannedCalls is quickbooks.Calls; the chart takes the company, its preferences
// and its accounts.
func (Provider) PlannedCalls(organisation ledger.Organisation, actuals *ledger.Request) int {
	if actuals == nil {
		return 3
	}
	return quickbooks.Calls(*actuals, organisation)
}
