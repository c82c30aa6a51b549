package connection

import (
	"context"
	"errors"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/signin"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// PlanDisconnect says what Disconnect would do, without doing it. Its error may
// be a *model.NotConnectedError.
func (c *Connector) PlanDisconnect(key model.Key) (*DisconnectPlan, error) {
	conn, err := c.find(key)
	if err != nil {
		return nil, err
	}
	users, err := model.Read(c.Store, func(r model.Reader) ([]model.Connection, error) { return r.ConnectionsOf(conn.SignInID) })
	if err != nil {
		return nil, err
	}
	plan := &DisconnectPlan{Connection: conn, AtProvider: true}
	for _, other := range users {
		if other.Key == key {
			continue
		}
		plan.SameSignIn = append(plan.SameSignIn, other.Key)
		if other.Organisation.ID == conn.Organisation.ID {
			plan.AtProvider = false
		}
	}
	plan.SignInEnds = len(plan.SameSignIn) == 0
	if profile, err := c.profileOf(conn); err == nil { // a provider that is not known can still be left
		plan.Separate = profile.Disconnects
	}
	return plan, nil
}

// Disconnect ends a connection at the provider and here. What is gone at the
// provider already is fine. If the provider cannot be asked nothing is removed,
// so that no permission is left behind unseen: that is a *KeptError.
func (c *Connector) Disconnect(ctx context.Context, o DisconnectOptions) (*DisconnectResult, error) {
	plan, err := c.PlanDisconnect(o.Key)
	if err != nil {
		return nil, err
	}
	result := &DisconnectResult{DisconnectPlan: *plan, LocalOnly: o.LocalOnly}
	if plan.AtProvider && !o.LocalOnly {
		if result.AlreadyEnded, err = c.endAtProvider(ctx, plan); err != nil {
			return nil, err
		}
	}
	if _, err := c.Store.Unlink(o.Key); err != nil {
		return nil, err
	}
	return result, nil
}

// endAtProvider ends the connection, and the sign-in if nothing else uses it.
func (c *Connector) endAtProvider(ctx context.Context, plan *DisconnectPlan) (alreadyEnded bool, err error) {
	conn := plan.Connection
	if err = c.SignIn.Disconnect(ctx, conn); err == nil && plan.SignInEnds {
		err = c.SignIn.Revoke(ctx, conn.SignInID)
	}
	switch {
	case err == nil:
		return false, nil
	case hasEnded(err):
		return true, nil
	}
	err = &Error{Op: "disconnect " + conn.Key.String() + " at " + conn.Provider.Title(), Key: conn.Key, Err: err}
	if isUnavailable(err) && !errors.Is(err, context.Canceled) {
		return false, &KeptError{err}
	}
	return false, err
}

// hasEnded reports whether the sign-in turned out to be dead already.
func hasEnded(err error) bool {
	if _, ok := errors.AsType[*signin.NeededError](err); ok {
		return true
	}
	refused, ok := errors.AsType[*ledger.Error](err)
	return ok && refused.Kind == ledger.SignInNeeded
}

// isUnavailable reports whether the provider cannot be asked now.
func isUnavailable(err error) bool {
	refused, ok := errors.AsType[*ledger.Error](err)
	return ok && refused.Kind == ledger.Unavailable
}
