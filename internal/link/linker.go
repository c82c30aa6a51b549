package link

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// Store is where connections, sign-ins and the user's apps are kept.
type Store interface {
	View(read func(model.Reader) error) error

	App(provider ledger.Provider, environment string) (model.App, error)

	SignIn(id string) (model.SignIn, error)
	PeekSignIn(id string) (model.SignIn, error)
	LockSignIn(ctx context.Context, id string) (unlock func(), err error)
	BeginRefresh(id string) (model.SignIn, error)
	SaveTokens(id string, tokens model.Tokens) error
	EndRefresh(id, problem string) error
	MarkReconnect(id, why string) error

	Link(connection model.Connection, signIn model.SignIn) error
	Unlink(key model.Key) (signInOrphaned bool, err error)
}

// Linker makes, uses and ends connections. It is safe for concurrent use. Its
// errors are *fault.Error and *ledger.Error; no token, secret or code is in any.
type Linker struct {
	Store Store

	// HTTP asks the providers; nil uses the default transport.
	HTTP *http.Client

	// Env looks up LEDGERLINK_SIMULATOR and the variables of the user's apps.
	Env func(name string) string

	Now       func() time.Time                           // nil: time.Now
	Sleep     func(context.Context, time.Duration) error // nil: waits for real
	Observe   func(readonly.Call)                        // sees every exchange with a provider; may be nil
	UserAgent string
}

// Reader reads the organisation of a connection.
func (l *Linker) Reader(conn model.Connection) (ledger.Reader, error) {
	profile, err := profileOf(conn)
	if err != nil {
		return nil, err
	}
	return profile.Open(conn.Organisation.ID, l.deps(l.TokenSource(conn)))
}

// Check proves the whole chain of a connection at the provider: token,
// organisation and report permission.
func (l *Linker) Check(ctx context.Context, conn model.Connection) error {
	reader, err := l.Reader(conn)
	if err != nil {
		return err
	}
	return reader.Probe(ctx)
}

func (l *Linker) deps(token readonly.TokenSource) readonly.Config {
	return readonly.Config{
		HTTP: l.HTTP, Token: token, Sleep: l.Sleep, Observe: l.Observe, UserAgent: l.UserAgent,
	}
}

func (l *Linker) now() time.Time {
	if l.Now == nil {
		return time.Now()
	}
	return l.Now()
}

// sleep waits, unless ctx ends first.
func (l *Linker) sleep(ctx context.Context, d time.Duration) error {
	if l.Sleep != nil {
		return l.Sleep(ctx, d)
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// profileOf is where a connection was made, whatever the environment says now.
func profileOf(conn model.Connection) (provider.Profile, error) {
	return provider.Lookup(conn.Provider, provider.Environment(conn.Environment), conn.BaseURL)
}

// connection is the connection with a key; that there is none has exit code 3.
func (l *Linker) connection(key model.Key) (model.Connection, error) {
	if err := key.Check(); err != nil {
		return model.Connection{}, err
	}
	conn, err := model.Read(l.Store, func(r model.Reader) (model.Connection, error) { return r.Connection(key) })
	if errors.Is(err, model.ErrNotFound) {
		return conn, fault.New(fault.SignIn, key.String()+" is not connected", "",
			"Connect it with `ledgerlink connect xero"+flags(key)+"` or `ledgerlink connect quickbooks"+flags(key)+"`.")
	}
	return conn, err
}

// flags name a connection on a command line.
func flags(key model.Key) string {
	text := " --model " + key.Model
	if key.Entity != model.MainEntity {
		text += " --entity " + key.Entity
	}
	return text
}

// reconnectHint is the command that mends a sign-in.
func reconnectHint(key model.Key) string {
	return "Sign in again with `ledgerlink reconnect" + flags(key) + "`."
}
