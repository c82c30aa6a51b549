package connection

import (
	"context"
	"errors"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/signin"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Store keeps connections and their sign-ins. What is not there is a
// model.ErrNotFound.
type Store interface {
	// View reads connections and imports in one transaction.
	View(read func(model.Reader) error) error

	// SignIn returns a sign-in with its tokens; PeekSignIn without them.
	SignIn(id string) (model.SignIn, error)
	PeekSignIn(id string) (model.SignIn, error)
	// LockSignIn waits until nobody else, in any process, holds the sign-in's lock.
	LockSignIn(ctx context.Context, id string) (unlock func(), err error)
	// SaveTokens stores new tokens; when it returns they are on disk.
	SaveTokens(id string, tokens model.Tokens) error

	// Link stores a connection and its sign-in together, or nothing of them.
	Link(connection model.Connection, signIn model.SignIn) error
	// Unlink removes a connection, and its sign-in if no other one uses it.
	Unlink(key model.Key) (signInRemoved bool, err error)
}

// Connector makes, checks and ends connections. It is safe for concurrent use.
// No token, secret or code is in any of its errors.
type Connector struct {
	Store  Store
	SignIn *signin.Client

	// Simulator is the base address of a simulator that new connections are made
	// to, in place of the providers; empty: none.
	Simulator string
}

// Reader reads the organisation of a connection.
func (c *Connector) Reader(conn model.Connection) (ledger.Reader, error) {
	profile, err := c.profileOf(conn)
	if err != nil {
		return nil, err
	}
	p, err := c.SignIn.Providers.Lookup(conn.Provider)
	if err != nil {
		return nil, err
	}
	config := c.SignIn.Config(profile, c.SignIn.TokenSource(conn))
	config.OrganisationID = conn.Organisation.ID
	return p.Open(config)
}

// Check proves a connection at the provider: its token, its organisation, and the
// permission to read reports.
func (c *Connector) Check(ctx context.Context, conn model.Connection) error {
	reader, err := c.Reader(conn)
	if err != nil {
		return err
	}
	return reader.Probe(ctx)
}

// profileOf is where a connection was made, whatever the environment says now.
func (c *Connector) profileOf(conn model.Connection) (provider.Profile, error) {
	return c.SignIn.Providers.Profile(conn.Provider, provider.Environment(conn.Environment), conn.BaseURL)
}

// find returns the connection with a key; its error may be a *model.NotConnectedError.
func (c *Connector) find(key model.Key) (model.Connection, error) {
	if err := key.Check(); err != nil {
		return model.Connection{}, err
	}
	conn, err := model.Read(c.Store, func(r model.Reader) (model.Connection, error) { return r.Connection(key) })
	if errors.Is(err, model.ErrNotFound) {
		return conn, &model.NotConnectedError{Key: key}
	}
	return conn, err
}

func (c *Connector) now() time.Time {
	if c.SignIn.Now == nil {
		return time.Now()
	}
	return c.SignIn.Now()
}
