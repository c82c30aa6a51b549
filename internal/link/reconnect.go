package link

import (
	"context"
	"fmt"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/xero"
)

// Reconnect renews the consent of a connection, where it was made and to the
// same organisation. Any other organisation has exit code 4 and leaves the
// connection as it was.
func (l *Linker) Reconnect(ctx context.Context, o ReconnectOptions) (*Linked, error) {
	conn, err := l.connection(o.Key)
	if err != nil {
		return nil, err
	}
	profile, err := profileOf(conn)
	if err != nil {
		return nil, err
	}
	visit, err := l.newTrip(profile, o.SignInOptions, "cannot reconnect "+o.Key.String()+" to "+profile.Title(), conn.RedirectURI)
	if err != nil {
		return nil, err
	}
	return visit.signInWith(ctx, o.SignInOptions, func(ctx context.Context) (*Linked, error) {
		return visit.reconnect(ctx, conn)
	})
}

func (c *trip) reconnect(ctx context.Context, conn model.Connection) (*Linked, error) {
	if err := c.checkScopes(); err != nil {
		return nil, err
	}
	tenant := xero.Connection{TenantID: c.realm}
	if c.profile.Provider == ledger.Xero {
		var err error
		if tenant, err = c.sameTenant(ctx, conn); err != nil {
			return nil, err
		}
	} else if c.realm != conn.Organisation.ID {
		return nil, c.another(conn, "the company "+c.realm)
	}
	organisation, err := c.read(ctx, tenant.TenantID)
	if err != nil {
		return nil, err
	}
	linked, err := c.link(ctx, conn.Key, organisation, tenant.ID)
	if err != nil {
		return nil, err
	}
	linked.Renewed = true
	return linked, nil
}

// sameTenant is the connection's own organisation among those of the consent.
func (c *trip) sameTenant(ctx context.Context, conn model.Connection) (xero.Connection, error) {
	among, _, err := c.tenants(ctx)
	if err != nil {
		return xero.Connection{}, err
	}
	for _, tenant := range among {
		if tenant.TenantID == conn.Organisation.ID {
			return tenant, nil
		}
	}
	if len(among) == 1 {
		return xero.Connection{}, c.another(conn, among[0].TenantName)
	}
	return xero.Connection{}, c.another(conn, "others")
}

func (c *trip) another(conn model.Connection, granted string) error {
	return fault.New(fault.WrongOrganisation, c.what,
		fmt.Sprintf("it reads %s, but permission was given for %s", conn.Organisation.Name, granted),
		"Nothing was changed. Run the command again and pick "+conn.Organisation.Name+".",
		"To read another organisation, run `ledgerlink disconnect"+flags(conn.Key)+"` first, then connect.")
}
