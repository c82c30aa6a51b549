package provider

import (
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/xero"
)

// xeroProduction is Xero as documented in "The PKCE flow", "Scopes" and "Token types" of
// its developer site. There is no sandbox: Xero has a demo company instead.
func xeroProduction() Profile {
	endpoint := xero.Endpoint()
	return Profile{
		Provider:         ledger.Xero,
		Environment:      Production,
		AuthURL:          endpoint.AuthURL,
		TokenURL:         endpoint.TokenURL,
		RevokeURL:        endpoint.RevokeURL,
		APIBase:          xero.DefaultBaseURL,
		Issuer:           endpoint.Issuer,
		Scopes:           xero.Scopes(),
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
