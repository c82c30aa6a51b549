package provider

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// RevokeRequest asks the provider to end a sign-in for good. At Xero that ends
// all connections of the same person to the same app ("Revoking tokens"); at
// QuickBooks the app's access to the company.
func (p Profile) RevokeRequest(ctx context.Context, clientID, secret, refreshToken string) (*http.Request, error) {
	if p.Provider == ledger.QuickBooks {
		return p.revokeAtIntuit(ctx, clientID, secret, refreshToken)
	}
	form := url.Values{"token": {refreshToken}, "token_type_hint": {"refresh_token"}}
	if secret == "" {
		form.Set("client_id", clientID)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, p.RevokeURL, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if secret != "" {
		request.SetBasicAuth(url.QueryEscape(clientID), url.QueryEscape(secret))
	}
	return request, nil
}

func (p Profile) revokeAtIntuit(ctx context.Context, clientID, secret, refreshToken string) (*http.Request, error) {
	body, err := json.Marshal(map[string]string{"token": refreshToken})
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, p.RevokeURL, strings.NewReader(string(body)))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/json")
	request.SetBasicAuth(clientID, secret)
	return request, nil
}

// DisconnectRequest asks Xero to end one connection of a sign-in and leave the
// others alone. QuickBooks knows no such thing: there a sign-in is for one company.
func (p Profile) DisconnectRequest(ctx context.Context, connectionID, accessToken string) (*http.Request, error) {
	address := p.APIBase + "/connections/" + url.PathEscape(connectionID)
	request, err := http.NewRequestWithContext(ctx, http.MethodDelete, address, http.NoBody)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+accessToken)
	request.Header.Set("Accept", "application/json")
	return request, nil
}
