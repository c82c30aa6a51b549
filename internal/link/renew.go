package link

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// renewTries is how often one run asks for new tokens while the provider is not
// working, and longestPause how long it waits in between at most.
const (
	renewTries   = 3
	longestPause = 10 * time.Second
	// lastMinute is what an old access token must have left to be used when no
	// new one is to be had.
	lastMinute = time.Minute
)

// renew gets new tokens with the sign-in locked. What is on disk before a
// refresh token is sent says that it was sent (the attempt); what is on disk
// before the new access token is used is the new pair.
func (t *tokenRun) renew(ctx context.Context, signIn model.SignIn) (string, error) {
	app, err := t.credentialsOf(t.profile, signIn.ClientID)
	if err != nil {
		return "", err
	}
	before, err := t.Store.BeginRefresh(signIn.ID)
	if err != nil {
		return "", err
	}
	t.cutOff = before.Attempt != nil && before.Attempt.Fingerprint == model.Fingerprint(signIn.Tokens.Refresh)

	granted, failed := t.ask(ctx, endpoint{t.Linker, t.profile, app}, signIn.Tokens.Refresh)
	if failed == nil {
		return t.keep(signIn, granted.tokens)
	}
	return t.giveUp(ctx, signIn, failed)
}

// ask sends the refresh token until there is an answer that counts. At Xero a
// rotated token may be sent again for a while; at QuickBooks it may not, but an
// answer that was lost there is lost either way.
func (t *tokenRun) ask(ctx context.Context, e endpoint, refreshToken string) (grant, *ledger.Error) {
	for try := 1; ; try++ {
		granted, failed := e.refresh(ctx, refreshToken)
		if failed == nil {
			return granted, nil
		}
		t.cutOff = t.cutOff || failed.unsure
		pause := max(failed.reason.RetryIn, time.Duration(try*try)*time.Second)
		hopeless := failed.reason.Kind != ledger.Unavailable || try == renewTries || pause > longestPause
		if hopeless || t.sleep(ctx, pause) != nil {
			return grant{}, failed.reason
		}
	}
}

// keep stores the new tokens and hands the access token out.
func (t *tokenRun) keep(signIn model.SignIn, tokens model.Tokens) (string, error) {
	if tokens.HardExpiresAt.IsZero() {
		tokens.HardExpiresAt = signIn.Tokens.HardExpiresAt
	}
	if err := t.Store.SaveTokens(signIn.ID, tokens); err != nil {
		return "", err
	}
	return tokens.Access, nil
}

// giveUp ends a run without new tokens. Only the provider's own word that the
// refresh token is dead costs the sign-in.
func (t *tokenRun) giveUp(ctx context.Context, signIn model.SignIn, failed *ledger.Error) (string, error) {
	switch failed.Kind {
	case ledger.SignInNeeded:
		return t.dead(ctx, signIn, failed)
	case ledger.Unavailable:
		return t.unavailable(ctx, signIn, failed)
	}
	if err := t.Store.EndRefresh(signIn.ID, failed.Error()); err != nil {
		return "", errors.Join(failed, err)
	}
	if failed.Kind == ledger.BadCredentials {
		return "", badCredentials(t.what(), t.profile, signIn.ClientID, failed)
	}
	return "", failed
}

// dead marks the sign-in as needing a person, unless somebody stored newer
// tokens meanwhile: those are used.
func (t *tokenRun) dead(ctx context.Context, signIn model.SignIn, failed *ledger.Error) (string, error) {
	now, err := t.Store.SignIn(signIn.ID)
	if err != nil {
		return "", err
	}
	if now.Tokens.Refresh != signIn.Tokens.Refresh {
		if t.alive(now, t.profile.EarlyBy) {
			return now.Tokens.Access, nil
		}
		return t.renew(ctx, now)
	}
	why := t.whyDead(failed)
	if err := t.Store.MarkReconnect(signIn.ID, why); err != nil {
		return "", errors.Join(failed, err)
	}
	return "", fault.Wrap(fault.SignIn, t.what(), &ledger.Error{
		Kind: ledger.SignInNeeded, Provider: failed.Provider, Op: failed.Op, Status: failed.Status,
		Code: failed.Code, Message: why, RequestID: failed.RequestID,
	}, reconnectHint(t.conn.Key))
}

// whyDead tells a sign-in that was ended from one that was lost: where a refresh
// was cut off between the provider's answer and our disk, and the provider does
// not take the old token again, no program can go on.
func (t *tokenRun) whyDead(failed *ledger.Error) string {
	name := t.profile.Provider.Title()
	switch {
	case !t.cutOff:
		return failed.Message
	case t.profile.RefreshGrace == 0:
		return "an earlier run was cut off just as " + name + " replaced the sign-in's token, and the new one was lost (or the app was disconnected there): " + failed.Message
	}
	return fmt.Sprintf("an earlier run was cut off while it renewed the sign-in, more than %d minutes ago, and %s does not take the old token any more: %s",
		int(t.profile.RefreshGrace.Minutes()), name, failed.Message)
}

// unavailable keeps everything. While the old access token lives it will do;
// whether the refresh happened is found out by the next run.
func (t *tokenRun) unavailable(ctx context.Context, signIn model.SignIn, failed *ledger.Error) (string, error) {
	if !t.cutOff {
		if err := t.Store.EndRefresh(signIn.ID, failed.Error()); err != nil {
			return "", errors.Join(failed, err)
		}
	}
	if t.alive(signIn, lastMinute) {
		return signIn.Tokens.Access, nil
	}
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	return "", fault.Wrap(fault.Unavailable, t.what(), failed, "The connection is kept; try again later.")
}
