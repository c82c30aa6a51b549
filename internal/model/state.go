package model

import "time"

// SignInState says whether a sign-in works without a person. A sign-in that is
// stored is Connected or ReconnectNeeded; StateOf also returns Expiring.
type SignInState string

// The states. Only a person can end the last one.
const (
	Connected       SignInState = "connected"
	Expiring        SignInState = "expiring"
	ReconnectNeeded SignInState = "reconnect needed"
)

// How long before its end a sign-in counts as expiring. Using it moves the first
// end; nothing moves the second one (QuickBooks, five years).
const (
	unusedWarning = 14 * 24 * time.Hour
	hardWarning   = 60 * 24 * time.Hour
)

// StateOf returns the state of a sign-in now, and when it ends: when its refresh
// token has not been used for too long, or at its hard end if that is sooner. A
// zero time is not known. It needs the times of the tokens, not their texts.
func StateOf(signIn SignIn, now time.Time) (SignInState, time.Time) {
	unused, hard := signIn.Tokens.RefreshExpiresAt, signIn.Tokens.HardExpiresAt
	ends := unused
	if ends.IsZero() || !hard.IsZero() && hard.Before(ends) {
		ends = hard
	}
	switch {
	case signIn.State == ReconnectNeeded || within(ends, now, 0):
		return ReconnectNeeded, ends
	case within(unused, now, unusedWarning) || within(hard, now, hardWarning):
		return Expiring, ends
	}
	return Connected, ends
}

// within reports whether a known end is at most d away.
func within(end, now time.Time, d time.Duration) bool {
	return !end.IsZero() && !end.After(now.Add(d))
}
