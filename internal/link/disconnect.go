package link

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// PlanDisconnect says what Disconnect would do, without doing it.
func (l *Linker) PlanDisconnect(key model.Key) (*Parting, error) {
	conn, err := l.connection(key)
	if err != nil {
		return nil, err
	}
	users, err := model.Read(l.Store, func(r model.Reader) ([]model.Connection, error) { return r.ConnectionsOf(conn.SignInID) })
	if err != nil {
		return nil, err
	}
	parting := &Parting{Connection: conn, AtProvider: true}
	for _, other := range users {
		if other.Key == key {
			continue
		}
		parting.SameSignIn = append(parting.SameSignIn, other.Key)
		if other.Organisation.ID == conn.Organisation.ID {
			parting.AtProvider = false
		}
	}
	parting.SignInEnds = len(parting.SameSignIn) == 0
	return parting, nil
}

// Text says what the end of the connection does and what it leaves, a line each.
func (p *Parting) Text() string {
	conn, name := p.Connection, p.Connection.Provider.Title()
	var b strings.Builder
	fmt.Fprintf(&b, "%s will no longer read %s (%s). Its imports, mappings and files stay.\n", conn.Key, conn.Organisation.Name, name)
	switch {
	case !p.AtProvider:
		fmt.Fprintf(&b, "At %s nothing changes: %s reads the same organisation.\n", name, names(p.SameSignIn))
	case !p.SignInEnds:
		fmt.Fprintf(&b, "At %s this organisation is disconnected from your app. %s uses the same sign-in and stays connected.\n", name, names(p.SameSignIn))
	case conn.Provider == ledger.Xero:
		b.WriteString("At Xero this organisation is disconnected and your sign-in is revoked: anything else that uses this app with the same Xero user, on another computer too, has to sign in again.\n")
	default:
		b.WriteString("At QuickBooks your app is disconnected from this company: anything else that uses this app with it, on another computer too, has to sign in again.\n")
	}
	return b.String()
}

func names(keys []model.Key) string {
	texts := make([]string, len(keys))
	for i, key := range keys {
		texts[i] = key.String()
	}
	return strings.Join(texts, ", ")
}

// Disconnect ends a connection at the provider and here. What is gone at the
// provider already is fine. If the provider cannot be asked nothing is removed
// (exit code 7), so that no permission is left behind unseen.
func (l *Linker) Disconnect(ctx context.Context, o DisconnectOptions) (*Parted, error) {
	parting, err := l.PlanDisconnect(o.Key)
	if err != nil {
		return nil, err
	}
	parted := &Parted{Parting: *parting}
	switch {
	case o.LocalOnly:
		parted.Notes = []string{"At " + parting.Connection.Provider.Title() + " nothing was ended, as you asked."}
	case parting.AtProvider:
		if parted.Notes, err = l.endAtProvider(ctx, parting); err != nil {
			return nil, err
		}
	}
	if _, err := l.Store.Unlink(o.Key); err != nil {
		return nil, err
	}
	return parted, nil
}

// endAtProvider ends the connection, and the sign-in if nothing else uses it.
func (l *Linker) endAtProvider(ctx context.Context, p *Parting) ([]string, error) {
	conn := p.Connection
	profile, err := profileOf(conn)
	if err != nil {
		return nil, err
	}
	g := &goodbye{l, conn, profile}
	if conn.Provider == ledger.Xero {
		err = g.disconnect(ctx)
	}
	if err == nil && p.SignInEnds {
		err = g.revoke(ctx)
	}
	if ended(err) {
		return []string{profile.Provider.Title() + " no longer accepted the sign-in, so there was nothing left to end there (" +
			"its list of connected apps shows what is)."}, nil
	}
	return nil, g.keptWhen(err)
}

// ended is true where the sign-in turned out to be dead already.
func ended(err error) bool {
	refused, ok := errors.AsType[*ledger.Error](err)
	if ok && refused.Kind == ledger.SignInNeeded {
		return true
	}
	stuck, ok := errors.AsType[*fault.Error](err)
	return ok && stuck.Code == fault.SignIn && (refused == nil)
}
