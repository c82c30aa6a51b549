package link

import (
	"context"
	"net/http"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// Linker makes, uses and ends connections. It is safe for concurrent use. Its
// errors are *fault.Error and *ledger.Error; no token, secret or code is in any.
type Linker struct {
	Store *store.Store

	// HTTP asks the providers; nil is a client of its own.
	HTTP *http.Client

	// Env looks up LEDGERLINK_SIMULATOR and the variables of the user's apps.
	Env func(name string) string

	Now       func() time.Time
	Sleep     func(context.Context, time.Duration) error
	Observe   func(readonly.Call) // sees every exchange with a provider; may be nil
	UserAgent string
}

// Reader reads the organisation of a connection.
func (l *Linker) Reader(conn store.Connection) (provider.Reader, error) {
	profile, err := profileOf(conn)
	if err != nil {
		return nil, err
	}
	return profile.Open(conn.Organisation.ID, l.deps(l.TokenSource(conn))), nil
}

// Check proves the whole chain of a connection at the provider: token,
// organisation and report permission.
func (l *Linker) Check(ctx context.Context, conn store.Connection) error {
	reader, err := l.Reader(conn)
	if err != nil {
		return err
	}
	return reader.Probe(ctx)
}
