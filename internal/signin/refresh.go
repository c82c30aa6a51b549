package signin

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// lastMinute is what an old access token must have left to be used when no new
// one is to be had.
const lastMinute = time.Minute

// renew gets new tokens with the sign-in locked. What is on disk before a
// refresh token is sent says that it was sent (the attempt); what is on disk
// before the new access token is used is the new pair.
func (r *refresh) renew(ctx context.Context, signIn model.SignIn) (string, error) {
	app, err := r.appOf(r.profile, signIn.ClientID)
	if err != nil {
		return "", err
	}
	before, err := r.Store.BeginRefresh(signIn.ID)
	if err != nil {
		return "", err
	}
	r.cutOff = before.Attempt != nil && before.Attempt.Fingerprint == model.Fingerprint(signIn.Tokens.Refresh)

	granted, failed := r.send(ctx, r.Endpoint(r.profile, app), signIn.Tokens.Refresh)
	if failed == nil {
		return r.save(signIn, granted.Tokens)
	}
	return r.giveUp(ctx, signIn, failed)
}

// send sends the refresh token until there is an answer that counts. At Xero a
// rotated token may be sent again for a while; at QuickBooks it may not, but an
// answer that was lost there is lost either way.
func (r *refresh) send(ctx context.Context, e Endpoint, refreshToken string) (granted Grant, failed *ledger.Error) {
	failed = r.retry(ctx, func(ctx context.Context) *ledger.Error {
		var failed *failure
		if granted, failed = e.refresh(ctx, refreshToken); failed == nil {
			return nil
		}
		r.cutOff = r.cutOff || failed.unsure
		return failed.reason
	})
	return granted, failed
}

// save stores the new tokens and hands the access token out.
func (r *refresh) save(signIn model.SignIn, tokens model.Tokens) (string, error) {
	if tokens.HardExpiresAt.IsZero() {
		tokens.HardExpiresAt = signIn.Tokens.HardExpiresAt
	}
	if err := r.Store.SaveTokens(signIn.ID, tokens); err != nil {
		return "", err
	}
	return tokens.Access, nil
}

// giveUp ends a run without new tokens. Only the provider's own word that the
// refresh token is dead costs the sign-in.
func (r *refresh) giveUp(ctx context.Context, signIn model.SignIn, failed *ledger.Error) (string, error) {
	switch failed.Kind {
	case ledger.SignInNeeded:
		return r.dead(ctx, signIn, failed)
	case ledger.Unavailable:
		return r.unavailable(ctx, signIn, failed)
	}
	if err := r.Store.EndRefresh(signIn.ID, failed.Error()); err != nil {
		return "", errors.Join(failed, err)
	}
	if failed.Kind == ledger.BadCredentials {
		return "", &KeysError{Profile: r.profile, ClientID: signIn.ClientID, Err: failed}
	}
	return "", failed
}

// dead marks the sign-in as needing a person, unless somebody stored newer
// tokens meanwhile: those are used.
func (r *refresh) dead(ctx context.Context, signIn model.SignIn, failed *ledger.Error) (string, error) {
	now, err := r.Store.SignIn(signIn.ID)
	if err != nil {
		return "", err
	}
	if now.Tokens.Refresh != signIn.Tokens.Refresh {
		if r.alive(now, r.profile.EarlyBy) {
			return now.Tokens.Access, nil
		}
		return r.renew(ctx, now)
	}
	told := *failed
	told.Message = r.whyDead(failed)
	if err := r.Store.MarkReconnect(signIn.ID, told.Message); err != nil {
		return "", errors.Join(failed, err)
	}
	return "", r.needed(&told)
}

// whyDead tells a sign-in that was ended from one that was lost: where a refresh
// was cut off between the provider's answer and our disk, and the provider does
// not take the old token again, no program can go on.
func (r *refresh) whyDead(failed *ledger.Error) string {
	name := r.profile.Provider.Title()
	switch {
	case !r.cutOff:
		return failed.Message
	case r.profile.RefreshGrace == 0:
		return "an earlier run was cut off just as " + name + " replaced the sign-in's token, and the new one was lost (or the app was disconnected there): " + failed.Message
	}
	return fmt.Sprintf("an earlier run was cut off while it renewed the sign-in, more than %d minutes ago, and %s does not take the old token any more: %s",
		int(r.profile.RefreshGrace.Minutes()), name, failed.Message)
}

// unavailable keeps everything. While the old access token lives it will do;
// whether the refresh happened is found out by the next run.
func (r *refresh) unavailable(ctx context.Context, signIn model.SignIn, failed *ledger.Error) (string, error) {
	if !r.cutOff {
		if err := r.Store.EndRefresh(signIn.ID, failed.Error()); err != nil {
			return "", errors.Join(failed, err)
		}
	}
	if r.alive(signIn, lastMinute) {
		return signIn.Tokens.Access, nil
	}
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	return "", &UnavailableError{Key: r.conn.Key, Provider: r.conn.Provider, Err: failed}
}
