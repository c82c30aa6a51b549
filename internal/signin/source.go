package signin

import (
	"context"
	"errors"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// TokenSource hands out access tokens for a connection. It refreshes under the
// sign-in's lock, only when the stored token will not do, and hands a new token
// out only after it is on disk. Its error is a *NeededError where a person has to
// sign in again; with an *UnavailableError nothing is lost and a later run will
// do. It may also be an *AppError, a *KeysError or a *ledger.Error.
func (c *Client) TokenSource(conn model.Connection) readonly.TokenSource {
	return func(ctx context.Context, refused string) (string, error) {
		r := &refresh{Client: c, conn: conn, refused: refused}
		return r.token(ctx)
	}
}

// refresh is one request for an access token.
type refresh struct {
	*Client
	conn    model.Connection
	profile provider.Profile // of the sign-in, whose record its tokens seal
	refused string           // the token the provider just refused; empty: none
	cutOff  bool             // the refresh token may have been used without our having the answer
}

func (r *refresh) token(ctx context.Context) (string, error) {
	signIn, err := r.signIn()
	if err != nil {
		return "", err
	}
	if r.fresh(signIn) {
		return signIn.Tokens.Access, nil
	}
	unlock, err := r.Store.LockSignIn(ctx, signIn.ID)
	if err != nil {
		return "", err
	}
	defer unlock()
	// Somebody else may have refreshed while we waited.
	if signIn, err = r.signIn(); err != nil {
		return "", err
	}
	if r.fresh(signIn) {
		return signIn.Tokens.Access, nil
	}
	return r.renew(ctx, signIn)
}

// signIn reads the sign-in, which must not need a person.
func (r *refresh) signIn() (model.SignIn, error) {
	signIn, err := r.Store.SignIn(r.conn.SignInID)
	switch {
	case errors.Is(err, model.ErrNotFound):
		return signIn, r.needed(errors.New("its sign-in is no longer here"))
	case err != nil:
		return signIn, err
	case signIn.State == model.ReconnectNeeded:
		return signIn, r.needed(errors.New(signIn.LastProblem))
	}
	r.profile, err = r.profileOf(signIn)
	return signIn, err
}

// fresh reports whether the stored access token may be used as it is. After a
// refresh that was cut off it may not: how that ended has to be found out while
// the old refresh token can still be sent again.
func (r *refresh) fresh(signIn model.SignIn) bool {
	return signIn.Attempt == nil && r.alive(signIn, r.profile.EarlyBy)
}

// alive reports whether the access token was not refused and lives longer than margin.
func (r *refresh) alive(signIn model.SignIn, margin time.Duration) bool {
	tokens := signIn.Tokens
	return tokens.Access != "" && tokens.Access != r.refused && r.now().Add(margin).Before(tokens.AccessExpiresAt)
}

func (r *refresh) needed(reason error) error {
	return &NeededError{Key: r.conn.Key, Provider: r.conn.Provider, Err: reason}
}
