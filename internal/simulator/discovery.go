package simulator

import "net/http"

// discoverXero answers with the addresses of the simulated Xero.
func discoverXero(w http.ResponseWriter, r *http.Request) {
	base := "http://" + r.Host + xeroBase
	answer(w, http.StatusOK, map[string]any{
		"issuer":                                "https://identity.xero.com",
		"authorization_endpoint":                base + "/identity/connect/authorize",
		"token_endpoint":                        base + "/connect/token",
		"revocation_endpoint":                   base + "/connect/revocation",
		"response_types_supported":              []string{"code"},
		"code_challenge_methods_supported":      []string{"S256"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_basic", "client_secret_post"},
	})
}

// discoverIntuit answers like Intuit's discovery document: it names no PKCE
// method, and none of the scopes that open the Accounting API.
func discoverIntuit(w http.ResponseWriter, r *http.Request) {
	base := "http://" + r.Host + intuitBase
	answer(w, http.StatusOK, map[string]any{
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
