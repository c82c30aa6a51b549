package store

import (
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// SignInState says whether a sign-in can still be used without a person.
type SignInState string

// The states. Only a person can end the second one.
const (
	Connected       SignInState = "connected"
	ReconnectNeeded SignInState = "reconnect needed"
)

// SignIn is a chain of tokens: at Xero one person and one app, at QuickBooks one
// company and one app. Several connections may use it.
type SignIn struct {
	ID          string // see SignInID
	Provider    ledger.Provider
	Environment string // production, sandbox or simulator
	BaseURL     string // the simulator's address; else empty
	ClientID    string
	Subject     string // Xero's user id or QuickBooks' realm id
	Scopes      []string
	Tokens      Tokens
	State       SignInState
	Attempt     *Attempt // a refresh that was begun and whose end is not known
	LastProblem string   // in an analyst's words; empty after a success
}

// Tokens are what a provider handed out. The texts are sealed on disk; the times
// are not. A zero time is not known.
type Tokens struct {
	Access           string
	Refresh          string
	ObtainedAt       time.Time
	AccessExpiresAt  time.Time
	RefreshExpiresAt time.Time // if it is not used before
	HardExpiresAt    time.Time // however often it is used (QuickBooks)
}

// Attempt is a refresh noted down before it was sent. One that is still there
// when the sign-in's lock is free was cut off between sending and saving.
type Attempt struct {
	At          time.Time
	Fingerprint string // of the refresh token that was sent; see Fingerprint
	PID         int
}
