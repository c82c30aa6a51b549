package signin

import (
	"fmt"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// NeededError says that a sign-in has ended: a person has to sign in again.
type NeededError struct {
	Key      model.Key // the connection that was to be used
	Provider ledger.Provider
	Err      error // why; a *ledger.Error where the provider was asked
}

// Error names the connection and the reason.
func (e *NeededError) Error() string { return cannotUse(e.Key, e.Provider, e.Err) }

// Unwrap returns the reason.
func (e *NeededError) Unwrap() error { return e.Err }

// ConnectionKey returns the connection that the error is about.
func (e *NeededError) ConnectionKey() model.Key { return e.Key }

// UnavailableError says that a sign-in could not be renewed now. Nothing is lost:
// a later run can do it.
type UnavailableError struct {
	Key      model.Key
	Provider ledger.Provider
	Err      error
}

// Error names the connection and the reason.
func (e *UnavailableError) Error() string { return cannotUse(e.Key, e.Provider, e.Err) }

// Unwrap returns the reason, a *ledger.Error.
func (e *UnavailableError) Unwrap() error { return e.Err }

// ConnectionKey returns the connection that the error is about.
func (e *UnavailableError) ConnectionKey() model.Key { return e.Key }

func cannotUse(key model.Key, p ledger.Provider, err error) string {
	return fmt.Sprintf("cannot use the sign-in of %s at %s: %s", key, p.Title(), err)
}

// AppError says that there is no app to sign in with, or no secret of it.
type AppError struct {
	Profile  provider.Profile
	ClientID string // the app whose secret is not known; empty: there is no app
}

// Error says what is missing and where it was looked for.
func (e *AppError) Error() string {
	if e.ClientID == "" {
		return "no " + e.Profile.Title() + " app is set up: " + e.Profile.ClientIDVariable() + " is not set and no app is stored"
	}
	return "the secret of the " + e.Profile.Provider.Title() + " app " + e.ClientID + " is not known: " +
		e.Profile.SecretVariable() + " is not set for it and no such app is stored"
}

// KeysError says that the provider refused the client id or secret of an app.
type KeysError struct {
	Profile  provider.Profile
	ClientID string
	Err      *ledger.Error
}

// Error is the provider's refusal.
func (e *KeysError) Error() string { return e.Err.Error() }

// Unwrap returns the provider's refusal.
func (e *KeysError) Unwrap() error { return e.Err }
