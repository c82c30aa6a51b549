package xero

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/provider"
)

// DisconnectRequest ends one connection and leaves the person's others alone:
// https://developer.xero.com/documentation/guides/oauth2/managing-connections.
func (Provider) DisconnectRequest(ctx context.Context, p provider.Profile, connectionID, accessToken string) (*http.Request, error) {
	address := p.APIBase + "/connections/" + url.PathEscape(connectionID)
	request, err := http.NewRequestWithContext(ctx, http.MethodDelete, address, http.NoBody)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+accessToken)
	request.Header.Set("Accept", "application/json")
	return request, nil
}

// RevokeRequest ends all connections of the person to the app, as RFC 7009 and
// https://developer.xero.com/documentation/guides/oauth2/auth-flow say.
func (Provider) RevokeRequest(ctx context.Context, p provider.Profile, app provider.App, refreshToken string) (*http.Request, error) {
	form := url.Values{"token": {refreshToken}, "token_type_hint": {"refresh_token"}}
	if app.Secret == "" {
		form.Set("client_id", app.ID)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, p.RevokeURL, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if app.Secret != "" {
		request.SetBasicAuth(url.QueryEscape(app.ID), url.QueryEscape(app.Secret))
	}
	return request, nil
}
