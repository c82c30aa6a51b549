package xero

import (
	"context"
	"net/url"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/xero"
)

// CheckAnswer accepts every answer: what Xero granted is in the access token.
func (Provider) CheckAnswer(url.Values) error { return nil }

// Identify reads the access token: at Xero a sign-in belongs to a person.
func (Provider) Identify(_ context.Context, grant provider.Grant) (provider.Identity, error) {
	claims, err := xero.AccessClaims(grant.AccessToken)
	if err != nil {
		return provider.Identity{}, err
	}
	if claims.ClientID != grant.ClientID || claims.XeroUserID == "" {
		return provider.Identity{}, &ledger.Error{
			Kind: ledger.SignInNeeded, Provider: ledger.Xero, Op: "sign in",
			Message: "Xero handed out a token for another app, or for nobody",
		}
	}
	scopes := grant.Scopes
	if len(scopes) == 0 {
		scopes = claims.Scopes
	}
	return provider.Identity{Subject: claims.XeroUserID, Scopes: scopes, Consent: claims.AuthenticationEventID}, nil
}

// Organisations are those that the consent connected itself or, where it
// connected none because all were connected before, all that the person ever
// connected to the app: https://developer.xero.com/documentation/guides/oauth2/tenants.
func (Provider) Organisations(ctx context.Context, grant provider.Grant, identity provider.Identity) (provider.Access, error) {
	if identity.Consent != "" {
		connected, err := organisations(ctx, grant, identity.Consent)
		if err != nil || len(connected) > 0 {
			return provider.Access{Organisations: connected, Exact: len(connected) == 1}, err
		}
	}
	connected, err := organisations(ctx, grant, "")
	return provider.Access{Organisations: connected}, err
}

func organisations(ctx context.Context, grant provider.Grant, consent string) ([]provider.Organisation, error) {
	all, err := xero.Connections(ctx, grant.Config, consent)
	var connected []provider.Organisation
	for _, c := range all {
		if c.IsOrganisation() {
			connected = append(connected, provider.Organisation{ID: c.TenantID, Name: c.TenantName, ConnectionID: c.ID})
		}
	}
	return connected, err
}
