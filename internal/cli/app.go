package cli

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/link"
	"github.com/ledgerlink/ledgerlink/internal/oauthflow"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// Option replaces one of the seams that tests use.
type Option func(*app)

// WithEnv replaces the environment variables.
func WithEnv(lookup func(name string) string) Option { return func(a *app) { a.env = lookup } }

// WithNow replaces the clock.
func WithNow(now func() time.Time) Option { return func(a *app) { a.now = now } }

// WithSleep replaces waiting.
func WithSleep(sleep func(context.Context, time.Duration) error) Option {
	return func(a *app) { a.sleep = sleep }
}

// WithBrowser replaces the opener of the person's browser.
func WithBrowser(open func(url string) error) Option { return func(a *app) { a.browser = open } }

// WithHTTP replaces the client that asks the providers.
func WithHTTP(client *http.Client) Option { return func(a *app) { a.http = client } }

// WithKeys replaces the choice where the key of a new store is kept.
func WithKeys(choice store.KeyChoice) Option { return func(a *app) { a.keys = choice } }

// app is what the commands share. Nothing of it is built before it is needed.
type app struct {
	Streams
	env     func(string) string
	now     func() time.Time
	sleep   func(context.Context, time.Duration) error
	browser func(string) error
	http    *http.Client

	keys store.KeyChoice // where the key of a new store is kept; empty: the store decides

	announce func(link.Announcement) // shows what a person has to know while a sign-in waits

	quiet   bool
	verbose bool

	store func() (*store.Store, error)
	lines func() *terminal.Lines
}

func newApp(streams Streams, options ...Option) *app {
	a := &app{Streams: streams, env: os.Getenv, now: time.Now, sleep: sleep, browser: oauthflow.OpenBrowser}
	a.announce = func(told link.Announcement) { a.tell("%s", strings.TrimRight(told.Text(), "\n")) }
	for _, option := range options {
		option(a)
	}
	a.store = sync.OnceValues(a.openStore)
	a.lines = sync.OnceValue(func() *terminal.Lines { return terminal.NewLines(a.In) })
	return a
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// home is the folder of the store.
func (a *app) home() (string, error) {
	if home := a.env("LEDGERLINK_HOME"); home != "" {
		return home, nil
	}
	base, err := os.UserConfigDir()
	if err != nil {
		return "", usageErrorOf("cannot find a place for the store", err,
			"Set LEDGERLINK_HOME to a folder that only you can read.")
	}
	return filepath.Join(base, "ledgerlink"), nil
}

func (a *app) openStore() (*store.Store, error) {
	home, err := a.home()
	if err != nil {
		return nil, err
	}
	return store.Open(store.Options{Home: home, Now: a.now, KeyChoice: a.keys, Passphrase: a.env("LEDGERLINK_PASSPHRASE")})
}

// linker opens the store and whatever asks the providers; observe sees every
// exchange and may be nil.
func (a *app) linker(observe func(readonly.Call)) (*link.Linker, error) {
	kept, err := a.store()
	if err != nil {
		return nil, err
	}
	return &link.Linker{
		Store: kept, HTTP: a.http, Env: a.env, Now: a.now, Sleep: a.sleep,
		Observe: a.observer(observe), UserAgent: "ledgerlink/" + Version(),
	}, nil
}

// simulated is true where LEDGERLINK_SIMULATOR names a simulator.
func (a *app) simulated() bool { return strings.TrimSpace(a.env("LEDGERLINK_SIMULATOR")) != "" }
