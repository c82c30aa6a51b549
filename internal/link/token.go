package link

import (
	"context"
	"errors"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// TokenSource hands out access tokens for a connection. It refreshes under the
// sign-in's lock, only when the stored token will not do, and hands a new token
// out only after it is on disk. It returns *fault.Error: with exit code 3 a
// person has to sign in again, with 7 nothing is lost and a later run will do.
func (l *Linker) TokenSource(conn model.Connection) readonly.TokenSource {
	return func(ctx context.Context, refused string) (string, error) {
		profile, err := profileOf(conn)
		if err != nil {
			return "", err
		}
		t := &tokenRun{Linker: l, conn: conn, profile: profile, refused: refused}
		return t.token(ctx)
	}
}

// tokenRun is one request for an access token.
type tokenRun struct {
	*Linker
	conn    model.Connection
	profile provider.Profile
	refused string // the token the provider just refused; empty: none
	cutOff  bool   // the refresh token may have been used without our having the answer
}

func (t *tokenRun) token(ctx context.Context) (string, error) {
	signIn, err := t.signIn()
	if err != nil {
		return "", err
	}
	if t.fresh(signIn) {
		return signIn.Tokens.Access, nil
	}
	unlock, err := t.Store.LockSignIn(ctx, signIn.ID)
	if err != nil {
		return "", err
	}
	defer unlock()
	// Somebody else may have refreshed while we waited.
	if signIn, err = t.signIn(); err != nil {
		return "", err
	}
	if t.fresh(signIn) {
		return signIn.Tokens.Access, nil
	}
	return t.renew(ctx, signIn)
}

// signIn reads the sign-in, which must not need a person.
func (t *tokenRun) signIn() (model.SignIn, error) {
	signIn, err := t.Store.SignIn(t.conn.SignInID)
	switch {
	case errors.Is(err, model.ErrNotFound):
		return signIn, fault.New(fault.SignIn, t.what(), "its sign-in is no longer here", reconnectHint(t.conn.Key))
	case err != nil:
		return signIn, err
	case signIn.State == model.ReconnectNeeded:
		return signIn, fault.New(fault.SignIn, t.what(), signIn.LastProblem, reconnectHint(t.conn.Key))
	}
	return signIn, nil
}

// fresh is true where the stored access token may be used as it is. After a
// refresh that was cut off it may not: how that ended has to be found out while
// the old refresh token can still be sent again.
func (t *tokenRun) fresh(signIn model.SignIn) bool {
	return signIn.Attempt == nil && t.alive(signIn, t.profile.EarlyBy)
}

// alive is true where the access token was not refused and lives longer than margin.
func (t *tokenRun) alive(signIn model.SignIn, margin time.Duration) bool {
	tokens := signIn.Tokens
	return tokens.Access != "" && tokens.Access != t.refused && t.now().Add(margin).Before(tokens.AccessExpiresAt)
}

func (t *tokenRun) what() string {
	return "cannot use the sign-in of " + t.conn.Key.String() + " at " + t.profile.Provider.Title()
}
