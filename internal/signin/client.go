package signin

import (
	"context"
	"net/http"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// Store keeps sign-ins and apps. What is not there is a model.ErrNotFound.
type Store interface {
	// SignIn returns a sign-in with its tokens.
	SignIn(id string) (model.SignIn, error)
	// LockSignIn waits until nobody else, in any process, holds the sign-in's lock.
	LockSignIn(ctx context.Context, id string) (unlock func(), err error)
	// BeginRefresh notes that the refresh token is about to be sent and returns the
	// sign-in as it was before.
	BeginRefresh(id string) (model.SignIn, error)
	// SaveTokens stores new tokens; when it returns they are on disk.
	SaveTokens(id string, tokens model.Tokens) error
	// EndRefresh notes that a refresh ended without new tokens and why.
	EndRefresh(id, problem string) error
	// MarkReconnect notes that only a person can renew the sign-in, and why.
	MarkReconnect(id, why string) error
	// App returns the user's own app at a provider.
	App(p ledger.Provider, environment string) (model.App, error)
}

// Client signs in at providers. It is safe for concurrent use. No token, secret
// or code is in any of its errors.
type Client struct {
	Store     Store
	Providers provider.Set

	HTTP      *http.Client                               // nil: the default transport
	Env       func(name string) string                   // the variables of the user's apps; nil: none is set
	Now       func() time.Time                           // nil: time.Now
	Sleep     func(context.Context, time.Duration) error // nil: a timer
	Observe   func(readonly.Call)                        // sees every exchange with a provider; may be nil
	UserAgent string
}

// Config is how a provider's API is asked, with tokens from a source. It names no
// organisation.
func (c *Client) Config(p provider.Profile, token readonly.TokenSource) readonly.Config {
	return readonly.Config{
		BaseURL: p.APIBase, Token: token, HTTP: c.HTTP, Sleep: c.Sleep, Observe: c.Observe, UserAgent: c.UserAgent,
	}
}

// profileOf is where a sign-in was made, whatever the environment says now.
func (c *Client) profileOf(signIn model.SignIn) (provider.Profile, error) {
	return c.Providers.Profile(signIn.Provider, provider.Environment(signIn.Environment), signIn.BaseURL)
}

func (c *Client) now() time.Time {
	if c.Now == nil {
		return time.Now()
	}
	return c.Now()
}

// sleep waits, unless ctx ends first.
func (c *Client) sleep(ctx context.Context, d time.Duration) error {
	if c.Sleep != nil {
		return c.Sleep(ctx, d)
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
