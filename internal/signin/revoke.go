package signin

import (
	"context"
	"errors"
	"net/http"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Disconnect ends exactly this connection at the provider and leaves the others
// of its sign-in alone. One that is gone already is no error. Where the provider
// cannot do that (Profile.Disconnects) it does nothing.
func (c *Client) Disconnect(ctx context.Context, conn model.Connection) error {
	profile, err := c.Providers.Profile(conn.Provider, provider.Environment(conn.Environment), conn.BaseURL)
	if err != nil || !profile.Disconnects {
		return err
	}
	tokens := c.TokenSource(conn)
	access, err := tokens(ctx, "")
	if err != nil {
		return err
	}
	refused := c.disconnect(ctx, profile, conn.ConnectionID, access)
	if refused != nil && refused.Status == http.StatusUnauthorized {
		if access, err = tokens(ctx, access); err != nil {
			return err
		}
		refused = c.disconnect(ctx, profile, conn.ConnectionID, access)
	}
	if refused == nil || refused.Status == http.StatusNotFound || refused.Status == http.StatusForbidden {
		return nil
	}
	return refused
}

func (c *Client) disconnect(ctx context.Context, profile provider.Profile, connectionID, access string) *ledger.Error {
	return c.sendRepeatedly(ctx, profile, "end the connection", func(ctx context.Context) (*http.Request, error) {
		p, err := c.Providers.Lookup(profile.Provider)
		if err != nil {
			return nil, err
		}
		return p.DisconnectRequest(ctx, profile, connectionID, access)
	})
}

// Revoke ends a sign-in at the provider. The sign-in's lock keeps a refresh from
// making a new token just then. A sign-in that is not stored any more, and a token
// that the provider does not know any more, are no errors.
func (c *Client) Revoke(ctx context.Context, signInID string) error {
	unlock, err := c.Store.LockSignIn(ctx, signInID)
	if err != nil {
		return err
	}
	defer unlock()
	signIn, err := c.Store.SignIn(signInID)
	if errors.Is(err, model.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return c.revoke(ctx, signIn)
}

func (c *Client) revoke(ctx context.Context, signIn model.SignIn) error {
	profile, err := c.profileOf(signIn)
	if err != nil {
		return err
	}
	app, err := c.appOf(profile, signIn.ClientID)
	if err != nil {
		return err
	}
	refused := c.sendRepeatedly(ctx, profile, "revoke the sign-in", func(ctx context.Context) (*http.Request, error) {
		p, err := c.Providers.Lookup(signIn.Provider)
		if err != nil {
			return nil, err
		}
		return p.RevokeRequest(ctx, profile, app, signIn.Tokens.Refresh)
	})
	switch {
	case refused == nil || refused.Status == http.StatusBadRequest:
		return nil
	case refused.Status == http.StatusUnauthorized:
		refused.Kind, refused.Message = ledger.BadCredentials, refusals["invalid_client"]
		return &KeysError{Profile: profile, ClientID: app.ID, Err: refused}
	}
	return refused
}
