package xero

import "github.com/ledgerlink/ledgerlink/pkg/readonly"

// The scopes a Client needs, in Xero's granular form, which every app created
// since 2 March 2026 has to use
// (https://developer.xero.com/documentation/guides/oauth2/scopes).
const (
	ScopeOffline       = "offline_access"
	ScopeSettings      = "accounting.settings.read"
	ScopeProfitAndLoss = "accounting.reports.profitandloss.read"
	ScopeBalanceSheet  = "accounting.reports.balancesheet.read"
	ScopeTrialBalance  = "accounting.reports.trialbalance.read"
)

// Scopes returns the permissions a Client needs, and the one for a refresh token.
func Scopes() []string {
	return []string{ScopeOffline, ScopeSettings, ScopeProfitAndLoss, ScopeBalanceSheet, ScopeTrialBalance}
}

// Endpoint returns where Xero signs people in
// (https://developer.xero.com/documentation/guides/oauth2/pkce-flow).
func Endpoint() readonly.Endpoint {
	return readonly.Endpoint{
		AuthURL:   "https://login.xero.com/identity/connect/authorize",
		TokenURL:  "https://identity.xero.com/connect/token",
		RevokeURL: "https://identity.xero.com/connect/revocation",
		Issuer:    "https://identity.xero.com",
	}
}
