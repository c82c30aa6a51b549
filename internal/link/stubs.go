package link

import (
	"context"
	"net/http"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// Announcement is what a person has to know while a sign-in waits.
type Announcement struct {
	URL         string // the authorisation URL
	RedirectURI string // what has to be registered with the app
	Scopes      []string
	Provider    ledger.Provider
	Environment provider.Environment
	Listening   bool
	Pasting     bool
	Timeout     time.Duration
}

// Text is the whole announcement for standard error, the URL alone on a line.
func (a Announcement) Text() string { return "" }

// State says whether a connection works without a person, in the contract's words.
type State string

// The states.
const (
	Connected       State = "connected"
	Expiring        State = "expiring"
	ReconnectNeeded State = "reconnect needed"
)

// StateOf is the state of a sign-in now and when it ends: at the end of the
// refresh token if it is not used before, or its hard end (zero: not known).
func StateOf(signIn store.SignIn, now time.Time) (State, time.Time) { return Connected, time.Time{} }

// Connect links an entity of a model to an organisation.
func (l *Linker) Connect(ctx context.Context, o ConnectOptions) (*Linked, error) { return nil, nil }

// Reconnect renews the consent of a connection, to the same organisation.
func (l *Linker) Reconnect(ctx context.Context, o ReconnectOptions) (*Linked, error) { return nil, nil }

// Text is the confirmation: organisation, currency, country, environment, demo.
func (l *Linked) Text() string { return "" }

// PlanDisconnect says what Disconnect would do, without doing it.
func (l *Linker) PlanDisconnect(key store.Key) (*Parting, error) { return nil, nil }

// Text says what the end of the connection does and what it leaves.
func (p *Parting) Text() string { return "" }

// Disconnect ends a connection at the provider and here.
func (l *Linker) Disconnect(ctx context.Context, o DisconnectOptions) (*Parted, error) {
	return nil, nil
}

// TokenSource hands out access tokens for a connection.
func (l *Linker) TokenSource(conn store.Connection) readonly.TokenSource { return nil }

// ProveKeys proves an app's keys without a user, where the provider allows it
// (QuickBooks); proven is false where it does not (Xero).
func (l *Linker) ProveKeys(ctx context.Context, p ledger.Provider, env provider.Environment) (proven bool, err error) {
	return false, nil
}

func profileOf(conn store.Connection) (provider.Profile, error) { return provider.Profile{}, nil }
func (l *Linker) deps(token readonly.TokenSource) provider.Deps {
	return provider.Deps{HTTP: http.DefaultClient, Token: token}
}
