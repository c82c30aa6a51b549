package link

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/xero"
)

// simulatorVariable names the environment variable that stands a simulator in
// for the providers.
const simulatorVariable = "LEDGERLINK_SIMULATOR"

// Connect links an entity of a model to an organisation. It refuses an entity
// that is linked already (exit code 2); one --org names that was not granted has
// exit code 4. Nothing is stored unless everything is right.
func (l *Linker) Connect(ctx context.Context, o ConnectOptions) (*Linked, error) {
	if err := l.unlinked(o.Key); err != nil {
		return nil, err
	}
	env, base := cmp.Or(o.Environment, provider.Production), l.lookup(simulatorVariable)
	if base != "" {
		env = provider.Simulator
	}
	profile, err := provider.Lookup(o.Provider, env, base)
	if err != nil {
		return nil, err
	}
	visit, err := l.newTrip(profile, o.SignInOptions, "cannot connect "+o.Key.String()+" to "+profile.Title())
	if err != nil {
		return nil, err
	}
	return visit.signInWith(ctx, o.SignInOptions, func(ctx context.Context) (*Linked, error) {
		return visit.connect(ctx, o)
	})
}

// unlinked refuses a key that is taken.
func (l *Linker) unlinked(key model.Key) error {
	if err := key.Check(); err != nil {
		return err
	}
	conn, err := model.Read(l.Store, func(r model.Reader) (model.Connection, error) { return r.Connection(key) })
	if errors.Is(err, model.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return fault.New(fault.Usage, key.String()+" is connected already",
		fmt.Sprintf("it reads %s at %s", conn.Organisation.Name, conn.Provider.Title()),
		"To sign in again, run `ledgerlink reconnect"+flags(key)+"`.",
		"To read another organisation, run `ledgerlink disconnect"+flags(key)+"` first.")
}

// newTrip prepares a consent. remembered are redirect URIs used before.
func (l *Linker) newTrip(p provider.Profile, o SignInOptions, what string, remembered ...string) (*trip, error) {
	app, err := l.credentials(p)
	if err != nil {
		return nil, err
	}
	registered, err := l.app(p)
	if err != nil {
		return nil, err
	}
	back, err := routeFor(p, o, append(remembered, registered.RedirectURI)...)
	if err != nil {
		return nil, err
	}
	return &trip{Linker: l, what: what, profile: p, app: app, route: back}, nil
}

// connect makes a connection of what was granted.
func (c *trip) connect(ctx context.Context, o ConnectOptions) (*Linked, error) {
	if err := c.checkScopes(); err != nil {
		return nil, err
	}
	tenant := xero.Connection{TenantID: c.realm}
	if c.profile.Provider == ledger.Xero {
		var err error
		if tenant, err = c.pickTenant(ctx, o); err != nil {
			return nil, err
		}
	}
	organisation, err := c.read(ctx, tenant.TenantID)
	if err != nil {
		return nil, err
	}
	if c.profile.Provider == ledger.QuickBooks && o.Org != "" && !isNamed(organisation, o.Org) {
		return nil, fault.New(fault.WrongOrganisation, c.what, fmt.Sprintf("%q was not granted", o.Org),
			fmt.Sprintf("The company picked at QuickBooks is %s (%s).", organisation.Name, organisation.ID))
	}
	if err := c.checkDemo(o, organisation); err != nil {
		return nil, err
	}
	return c.link(ctx, o.Key, organisation, tenant.ID)
}

func isNamed(organisation ledger.Organisation, org string) bool {
	return organisation.ID == org || strings.EqualFold(strings.TrimSpace(organisation.Name), strings.TrimSpace(org))
}

// read proves that the tokens open the organisation and that it is the one meant.
func (c *trip) read(ctx context.Context, id string) (ledger.Organisation, error) {
	reader, err := c.profile.Open(id, c.deps())
	if err != nil {
		return ledger.Organisation{}, err
	}
	organisation, err := reader.Organisation(ctx)
	if err != nil {
		return organisation, c.wrongWorld(ctx, id, err)
	}
	if organisation.ID != id {
		return organisation, fault.New(fault.WrongOrganisation, c.what,
			fmt.Sprintf("%s answered for the organisation %s, asked for was %s", c.profile.Provider.Title(), organisation.ID, id))
	}
	return organisation, nil
}

// link stores the connection with its tokens.
func (c *trip) link(ctx context.Context, key model.Key, organisation ledger.Organisation, connectionID string) (*Linked, error) {
	conn := model.Connection{
		Key:          key,
		Provider:     c.profile.Provider,
		Environment:  string(c.profile.Environment),
		BaseURL:      c.profile.Base,
		Organisation: organisation,
		ConnectionID: connectionID,
		SignInID:     c.signIn.ID,
		RedirectURI:  c.route.redirectURI,
		ConnectedAt:  c.now().UTC(),
	}
	err := c.locked(ctx, func() error { return c.Store.Link(conn, c.newest()) })
	if err != nil {
		return nil, err
	}
	state, expires := model.StateOf(c.signIn, c.now())
	return &Linked{Connection: conn, State: state, Expires: expires}, nil
}

// newest is the sign-in with the newest tokens there are: while a person chose
// an organisation another process may have refreshed those that were adopted.
func (c *trip) newest() model.SignIn {
	if !c.adopted {
		return c.signIn
	}
	if stored, err := c.Store.SignIn(c.signIn.ID); err == nil {
		c.signIn.Tokens = stored.Tokens
	}
	return c.signIn
}
