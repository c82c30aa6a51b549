package xero

import (
	"time"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
	"github.com/ledgerlink/ledgerlink/pkg/xero"
)

// Provider is Xero.
type Provider struct{}

// Name is ledger.Xero.
func (Provider) Name() ledger.Provider { return ledger.Xero }

// Aliases is empty.
func (Provider) Aliases() []string { return nil }

// Environments is Production alone: Xero has a demo company instead of a sandbox.
func (Provider) Environments() []provider.Environment {
	return []provider.Environment{provider.Production}
}

// Profile follows https://developer.xero.com/documentation/guides/oauth2/pkce-flow
// and https://developer.xero.com/documentation/guides/oauth2/token-types.
func (Provider) Profile(environment provider.Environment) provider.Profile {
	return provider.Profile{
		Provider:         ledger.Xero,
		Environment:      environment,
		Endpoint:         xero.Endpoint(),
		APIBase:          xero.DefaultBaseURL,
		Scopes:           xero.Scopes(),
		PKCE:             true,
		LoopbackURI:      true,
		Disconnects:      true,
		KeysHint:         `A "Web app" needs its secret; a "` + publicApp + `" has none.`,
		InsteadOfSandbox: "Connect Xero's demo company instead: pick Demo Company at the consent page.",
		RequestIDHeader:  "Xero-Correlation-Id",
		EarlyBy:          2 * time.Minute,
		AccessLife:       30 * time.Minute,
		RefreshLife:      60 * 24 * time.Hour,
		RefreshGrace:     30 * time.Minute,
	}
}

// OtherEnvironment is always empty: there is one environment.
func (Provider) OtherEnvironment(provider.Environment, error) provider.Environment { return "" }

// Open returns a client of pkg/xero.
func (Provider) Open(config readonly.Config) (ledger.Reader, error) { return xero.New(config) }

// PlannedCalls is xero.Calls; the chart takes the organisation and its accounts.
func (Provider) PlannedCalls(organisation ledger.Organisation, actuals *ledger.Request) int {
	if actuals == nil {
		return 2
	}
	return xero.Calls(*actuals, organisation)
}
