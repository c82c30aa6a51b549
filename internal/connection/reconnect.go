package connection

import (
	"context"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
)

// Reconnect renews the consent of a connection, where it was made and to the same
// organisation. Any other one is a *WrongOrganisationError and leaves the
// connection as it was. Its other errors are *model.NotConnectedError and those of
// Connect.
func (c *Connector) Reconnect(ctx context.Context, o ReconnectOptions) (*ConnectResult, error) {
	conn, err := c.find(o.Key)
	if err != nil {
		return nil, err
	}
	profile, err := c.profileOf(conn)
	if err != nil {
		return nil, err
	}
	flow, err := c.newFlow("reconnect", o.Key, profile, o.SignInOptions, conn.RedirectURI)
	if err != nil {
		return nil, err
	}
	return flow.run(ctx, o.SignInOptions, func(ctx context.Context) (*ConnectResult, error) {
		return flow.reconnect(ctx, conn)
	})
}

func (f *signInFlow) reconnect(ctx context.Context, conn model.Connection) (*ConnectResult, error) {
	if err := f.checkScopes(); err != nil {
		return nil, err
	}
	same, err := f.same(ctx, conn)
	if err != nil {
		return nil, err
	}
	organisation, err := f.read(ctx, same.ID)
	if err != nil {
		return nil, err
	}
	result, err := f.link(ctx, organisation, same.ConnectionID)
	if err != nil {
		return nil, err
	}
	result.Renewed = true
	return result, nil
}

// same is the connection's own organisation among those of the consent.
func (f *signInFlow) same(ctx context.Context, conn model.Connection) (provider.Organisation, error) {
	access, err := f.provider.Organisations(ctx, f.grant, f.identity)
	if err != nil {
		return provider.Organisation{}, err
	}
	for _, organisation := range access.Organisations {
		if organisation.ID == conn.Organisation.ID {
			return organisation, nil
		}
	}
	return provider.Organisation{}, f.fail(&WrongOrganisationError{Connection: conn, Granted: access.Organisations})
}
