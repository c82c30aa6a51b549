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
)

// goodbye ends one connection at its provider.
type goodbye struct {
	*Linker
	conn    model.Connection
	profile provider.Profile
}

// disconnect ends exactly this connection at Xero. One that is gone is fine.
func (g *goodbye) disconnect(ctx context.Context) error {
	tokens := g.TokenSource(g.conn)
	access, err := tokens(ctx, "")
	if err != nil {
		return err
	}
	refused := g.delete(ctx, access)
	if refused != nil && refused.Status == http.StatusUnauthorized {
		if access, err = tokens(ctx, access); err != nil {
			return err
		}
		refused = g.delete(ctx, access)
	}
	if refused == nil || refused.Status == http.StatusNotFound || refused.Status == http.StatusForbidden {
		return nil
	}
	return refused
}

func (g *goodbye) delete(ctx context.Context, access string) *ledger.Error {
	return g.send(ctx, "end the connection", func(ctx context.Context) (*http.Request, error) {
		return g.profile.DisconnectRequest(ctx, g.conn.ConnectionID, access)
	})
}

// revoke ends the sign-in. Its lock keeps a refresh from making a new token just
// then. A token the provider does not know any more is fine.
func (g *goodbye) revoke(ctx context.Context) error {
	unlock, err := g.Store.LockSignIn(ctx, g.conn.SignInID)
	if err != nil {
		return err
	}
	defer unlock()
	signIn, err := g.Store.SignIn(g.conn.SignInID)
	if errors.Is(err, model.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	app, err := g.credentialsOf(g.profile, signIn.ClientID)
	if err != nil {
		return err
	}
	refused := g.send(ctx, "revoke the sign-in", func(ctx context.Context) (*http.Request, error) {
		return g.profile.RevokeRequest(ctx, app.id, app.secret, signIn.Tokens.Refresh)
	})
	switch {
	case refused == nil || refused.Status == http.StatusBadRequest:
		return nil
	case refused.Status == http.StatusUnauthorized:
		refused.Kind, refused.Message = ledger.BadCredentials, refusals["invalid_client"]
		return badCredentials(g.what(), g.profile, app.id, refused)
	}
	return refused
}

func (g *goodbye) what() string {
	return "cannot disconnect " + g.conn.Key.String() + " at " + g.profile.Provider.Title()
}

// send asks until there is an answer that counts: both requests may be repeated.
func (g *goodbye) send(ctx context.Context, op string, build func(context.Context) (*http.Request, error)) *ledger.Error {
	for try := 1; ; try++ {
		refused := g.sendOnce(ctx, op, build)
		if refused == nil || refused.Kind != ledger.Unavailable || try == renewTries {
			return refused
		}
		pause := max(refused.RetryIn, time.Duration(try*try)*time.Second)
		if pause > longestPause || g.sleep(ctx, pause) != nil {
			return refused
		}
	}
}

func (g *goodbye) sendOnce(ctx context.Context, op string, build func(context.Context) (*http.Request, error)) *ledger.Error {
	ctx, cancel := context.WithTimeout(ctx, tokenTimeout)
	defer cancel()
	refused := &ledger.Error{Kind: ledger.Unavailable, Provider: g.conn.Provider, Op: op, Message: "no answer came"}
	request, err := build(ctx)
	if err != nil {
		refused.Kind, refused.Message = ledger.Unexpected, "the request cannot be made"
		return refused
	}
	response, err := g.watch(g.profile, op, request)
	if err != nil {
		refused.Err = context.Cause(ctx) // nil unless somebody interrupted or it took too long
		return refused
	}
	notIts := foreign(response.Body)
	_ = response.Body.Close()
	if response.StatusCode/100 == 2 && !notIts {
		return nil
	}
	refused.Status = response.StatusCode
	refused.RequestID = g.profile.RequestID(response.Header)
	refused.RetryIn = retryAfter(response.Header, g.now())
	refused.Message = "it is not working at the moment"
	if response.StatusCode/100 != 2 && response.StatusCode < 500 && response.StatusCode != http.StatusTooManyRequests {
		refused.Kind, refused.Message = ledger.Unexpected, "it refused"
	}
	return refused
}

// keptWhen tells a provider that cannot be asked now from other failures.
func (g *goodbye) keptWhen(err error) error {
	refused, ok := errors.AsType[*ledger.Error](err)
	if !ok || refused.Kind != ledger.Unavailable || errors.Is(err, context.Canceled) {
		return err
	}
	return fault.Wrap(fault.Unavailable, g.what(), refused,
		"Nothing was removed here; run the command again later,",
		"or remove it here only with `ledgerlink disconnect"+flags(g.conn.Key)+" --local-only`.")
}
