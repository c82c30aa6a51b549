package readonly

// Endpoint is where a provider signs people in, for a configuration of
// golang.org/x/oauth2 or any other OAuth client.
type Endpoint struct {
	AuthURL   string // where the user gives permission
	TokenURL  string // where a code or a refresh token is exchanged
	RevokeURL string // where a refresh token is revoked (RFC 7009)
	Issuer    string // the only value the parameter iss of an answer may have (RFC 9207)
}
