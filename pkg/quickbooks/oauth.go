package quickbooks

import "github.com/ledgerlink/ledgerlink/pkg/readonly"

// Endpoint returns where Intuit signs people in, as its discovery document says:
// https://developer.api.intuit.com/.well-known/openid_configuration. It is the
// same for sandbox companies.
func Endpoint() readonly.Endpoint {
	return readonly.Endpoint{
		AuthURL:   "https://appcenter.intuit.com/connect/oauth2",
		TokenURL:  "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",
		RevokeURL: "https://developer.api.intuit.com/v2/oauth2/tokens/revoke",
		Issuer:    "https://oauth.platform.intuit.com/op/v1",
	}
}

// Scopes returns the permissions a Client needs. Intuit has none that only
// reads; a Client sends GET requests only.
func Scopes() []string { return []string{"com.intuit.quickbooks.accounting"} }
