package provider

import (
	"net/http"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/quickbooks"
)

// quickBooksProduction is QuickBooks Online as documented in Intuit's discovery document,
// "Set up OAuth 2.0" and "Set redirect URIs". Intuit knows no PKCE and no public
// clients, and no read-only scope: this tool only ever sends GET.
func quickBooksProduction() Profile {
	endpoint := quickbooks.Endpoint()
	return Profile{
		Provider:       ledger.QuickBooks,
		Environment:    Production,
		AuthURL:        endpoint.AuthURL,
		TokenURL:       endpoint.TokenURL,
		RevokeURL:      endpoint.RevokeURL,
		APIBase:        quickbooks.DefaultBaseURL,
		Issuer:         endpoint.Issuer,
		Scopes:         quickbooks.Scopes(),
		SecretRequired: true,
		CallbackPath:   "/callback/quickbooks",
		TokenHeader: http.Header{
			http.CanonicalHeaderKey("x-include-refresh-token-hard-expires-in"): {"true"},
		},
		EarlyBy:          5 * time.Minute,
		AccessLife:       time.Hour,
		RefreshLife:      100 * 24 * time.Hour,
		clientIDVariable: "LEDGERLINK_QUICKBOOKS_CLIENT_ID",
		secretVariable:   "LEDGERLINK_QUICKBOOKS_CLIENT_SECRET",
		idHeader:         "intuit_tid",
	}
}

// quickBooksSandbox differs in the API's host and in that Development keys
// accept a loopback address. The sign-in hosts are the same.
func quickBooksSandbox() Profile {
	p := quickBooksProduction()
	p.Environment = Sandbox
	p.APIBase = quickbooks.SandboxBaseURL
	p.LoopbackURI = true
	return p
}

// quickBooksSimulator is QuickBooks as a simulator below base serves it.
func quickBooksSimulator(base string) Profile {
	p := quickBooksProduction()
	p.Environment, p.Base = Simulator, base
	p.AuthURL = base + "/quickbooks/connect/oauth2"
	p.TokenURL = base + "/quickbooks/oauth2/v1/tokens/bearer"
	p.RevokeURL = base + "/quickbooks/v2/oauth2/tokens/revoke"
	p.APIBase = base + "/quickbooks"
	p.Issuer = ""
	p.LoopbackURI = true
	return p
}
