package link

import (
	"time"

	"github.com/ledgerlink/ledgerlink/internal/store"
)

// State says whether a connection works without a person, in the contract's words.
type State string

// The states.
const (
	Connected       State = "connected"
	Expiring        State = "expiring"
	ReconnectNeeded State = "reconnect needed"
)

// How long before its end a sign-in counts as expiring. Using it moves the first
// end; nothing moves the second one (QuickBooks, five years).
const (
	unusedWarning = 14 * 24 * time.Hour
	hardWarning   = 60 * 24 * time.Hour
)

// StateOf is the state of a sign-in now and when it ends: when its refresh token
// has not been used for too long, or at its hard end if that is sooner. A zero
// time is not known. It needs no tokens, so store.PeekSignIn will do.
func StateOf(signIn store.SignIn, now time.Time) (State, time.Time) {
	unused, hard := signIn.Tokens.RefreshExpiresAt, signIn.Tokens.HardExpiresAt
	ends := unused
	if ends.IsZero() || !hard.IsZero() && hard.Before(ends) {
		ends = hard
	}
	switch {
	case signIn.State == store.ReconnectNeeded || within(ends, now, 0):
		return ReconnectNeeded, ends
	case within(unused, now, unusedWarning) || within(hard, now, hardWarning):
		return Expiring, ends
	}
	return Connected, ends
}

// within is true where a known end is at most d away.
func within(end, now time.Time, d time.Duration) bool {
	return !end.IsZero() && !end.After(now.Add(d))
}
