package cli

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/connection"
	"github.com/ledgerlink/ledgerlink/internal/oauthflow"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/provider/providers"
	"github.com/ledgerlink/ledgerlink/internal/signin"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// Env is the surroundings of a command: streams, environment variables, clock,
// browser, network and store. Nothing of it is opened before a command needs it.
type Env struct {
	terminal.Streams
	*terminal.Printer // messages, on standard error

	getenv      func(name string) string
	now         func() time.Time
	sleep       func(context.Context, time.Duration) error
	openBrowser func(url string) error
	http        *http.Client    // asks the providers; nil: the default transport
	keyChoice   store.KeyChoice // where the key of a new store is kept; empty: the store decides
	lockTimeout time.Duration   // how long to wait for another process at the store; 0: the store decides
	verbose     bool            // show each exchange with a provider
	providers   provider.Set

	announce func(connection.Announcement) // shows what a person has to know while a sign-in waits
	store    func() (*store.Store, error)
	lines    func() *terminal.Lines
}

// Option replaces one of the seams that tests use.
type Option func(*Env)

// WithEnv replaces the environment variables.
func WithEnv(getenv func(name string) string) Option {
	return func(env *Env) { env.getenv = getenv }
}

// WithNow replaces the clock.
func WithNow(now func() time.Time) Option { return func(env *Env) { env.now = now } }

// WithSleep replaces waiting.
func WithSleep(sleep func(context.Context, time.Duration) error) Option {
	return func(env *Env) { env.sleep = sleep }
}

// WithBrowser replaces the opener of the user's browser.
func WithBrowser(open func(url string) error) Option {
	return func(env *Env) { env.openBrowser = open }
}

// WithHTTP replaces the client that asks the providers.
func WithHTTP(client *http.Client) Option { return func(env *Env) { env.http = client } }

// WithKeys replaces the choice where the key of a new store is kept.
func WithKeys(choice store.KeyChoice) Option { return func(env *Env) { env.keyChoice = choice } }

// WithLockTimeout replaces how long a command waits for another process that uses
// the store.
func WithLockTimeout(limit time.Duration) Option {
	return func(env *Env) { env.lockTimeout = limit }
}

// WithProviders replaces the providers that the tool knows.
func WithProviders(set provider.Set) Option { return func(env *Env) { env.providers = set } }

func newEnv(streams terminal.Streams, options ...Option) *Env {
	env := &Env{
		Streams: streams, Printer: &terminal.Printer{W: streams.Err},
		getenv: os.Getenv, now: time.Now, sleep: sleep, openBrowser: oauthflow.OpenBrowser,
		providers: providers.All(),
	}
	env.announce = func(told connection.Announcement) { announce(env, told) }
	for _, option := range options {
		option(env)
	}
	env.Colour = env.Terminal && env.getenv("NO_COLOR") == ""
	env.store = sync.OnceValues(func() (*store.Store, error) { return openStore(env) })
	env.lines = sync.OnceValue(func() *terminal.Lines { return terminal.NewLines(env.In) })
	return env
}

// sleep waits, unless ctx ends first.
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

// outPrinter writes text for people to standard output.
func (env *Env) outPrinter() *terminal.Printer {
	return &terminal.Printer{W: env.Out, Colour: env.OutTerminal && env.getenv("NO_COLOR") == ""}
}

func (env *Env) prompter() *terminal.Prompter {
	return &terminal.Prompter{Streams: env.Streams, Printer: env.Printer, Lines: env.lines()}
}

// confirm asks for a yes, unless --yes has given it. In a script the answer is a
// flag, which the error names.
func confirm(ctx context.Context, env *Env, yes bool, question string) error {
	if yes {
		return nil
	}
	if !env.Terminal {
		return usageError("confirmation needed, but standard input is not a terminal", "use --yes")
	}
	confirmed, err := env.prompter().Confirm(ctx, question)
	if err == nil && !confirmed {
		err = usageError("cancelled", "nothing was changed")
	}
	return err
}

// simulator is the address of the simulator that stands in for the providers;
// empty: none.
func (env *Env) simulator() string { return strings.TrimSpace(env.getenv("LEDGERLINK_SIMULATOR")) }

// storeFolder is the folder of the store.
func storeFolder(env *Env) (string, error) {
	if home := env.getenv("LEDGERLINK_HOME"); home != "" {
		return home, nil
	}
	base, err := os.UserConfigDir()
	if err != nil {
		return "", usageErrorOf("cannot find a place for the store", err,
			"Set LEDGERLINK_HOME to a folder that only you can read.")
	}
	return filepath.Join(base, "ledgerlink"), nil
}

func openStore(env *Env) (*store.Store, error) {
	home, err := storeFolder(env)
	if err != nil {
		return nil, err
	}
	return store.Open(store.Options{Home: home, Now: env.now, KeyChoice: env.keyChoice, LockTimeout: env.lockTimeout, Passphrase: env.getenv("LEDGERLINK_PASSPHRASE")})
}

// newConnector opens the store and whatever asks the providers; observe sees every
// exchange and may be nil.
func newConnector(env *Env, observe func(readonly.Call)) (*connection.Connector, error) {
	st, err := env.store()
	if err != nil {
		return nil, err
	}
	return &connection.Connector{Store: st, Simulator: env.simulator(), SignIn: &signin.Client{
		Store: st, Providers: env.providers, HTTP: env.http, Env: env.getenv, Now: env.now, Sleep: env.sleep,
		Observe: observer(env, observe), UserAgent: "ledgerlink/" + Version(),
	}}, nil
}
