package quickbooks

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/ledgerlink/ledgerlink/internal/provider"
)

// DisconnectRequest is not supported: a sign-in is for one company.
func (Provider) DisconnectRequest(context.Context, provider.Profile, string, string) (*http.Request, error) {
	return nil, errors.ErrUnsupported
}

// RevokeRequest disconnects the app from the company:
// https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0.
func (Provider) RevokeRequest(ctx context.Context, p provider.Profile, app provider.App, refreshToken string) (*http.Request, error) {
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
	request.SetBasicAuth(app.ID, app.Secret)
	return request, nil
}
