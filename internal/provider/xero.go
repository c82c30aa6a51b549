package provider

import (
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// xeroProduction is Xero as documented in "The PKCE flow", "Scopes" and "Token types" of
// its developer site. There is no sandbox: Xero has a demo company instead.
func xeroProduction() Profile {
	return Profile{
		Provider:    ledger.Xero,
		Environment: Production,
		AuthURL:     "https://login.xero.com/identity/connect/authorize",
		TokenURL:    "https://identity.xero.com/connect/token",
		RevokeURL:   "https://identity.xero.com/connect/revocation",
		APIBase:     "https://api.xero.com",
		Issuer:      "https://identity.xero.com",
		Scopes: []string{
			"offline_access",
			"accounting.settings.read",
			"accounting.reports.profitandloss.read",
			"accounting.reports.balancesheet.read",
			"accounting.reports.trialbalance.read",
		},
		PKCE:             true,
		CallbackPath:     "/callback/xero",
		LoopbackURI:      true,
		EarlyBy:          2 * time.Minute,
		AccessLife:       30 * time.Minute,
		RefreshLife:      60 * 24 * time.Hour,
		RefreshGrace:     30 * time.Minute,
		clientIDVariable: "LEDGERLINK_XERO_CLIENT_ID",
		secretVariable:   "LEDGERLINK_XERO_CLIENT_SECRET",
		idHeader:         "Xero-Correlation-Id",
	}
}

// xeroSimulator is Xero as a simulator below base serves it.
func xeroSimulator(base string) Profile {
	p := xeroProduction()
	p.Environment, p.Base = Simulator, base
	p.AuthURL = base + "/xero/identity/connect/authorize"
	p.TokenURL = base + "/xero/connect/token"
	p.RevokeURL = base + "/xero/connect/revocation"
	p.APIBase = base + "/xero"
	p.Issuer = ""
	return p
}
