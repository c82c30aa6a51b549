package connection

import (
	"fmt"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
)

// Error says what could not be done to a connection, and why.
type Error struct {
	Op  string // e.g. "connect acme to Xero"
	Key model.Key
	Err error
}

// Error says what could not be done, and why.
func (e *Error) Error() string { return "cannot " + e.Op + ": " + e.Err.Error() }

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }

// ConnectionKey returns the connection that the error is about.
func (e *Error) ConnectionKey() model.Key { return e.Key }

// ConnectedError says that a model and entity has a connection already.
type ConnectedError struct{ Connection model.Connection }

// Error names the connection and its organisation.
func (e *ConnectedError) Error() string {
	return fmt.Sprintf("%s is connected already: it reads %s at %s",
		e.Connection.Key, e.Connection.Organisation.Name, e.Connection.Provider.Title())
}

// ConnectionKey returns the connection that the error is about.
func (e *ConnectedError) ConnectionKey() model.Key { return e.Connection.Key }

// KeptError says that a connection was not removed, as the provider cannot be
// asked to end it now.
type KeptError struct{ Err error }

// Error is the provider's failure.
func (e *KeptError) Error() string { return e.Err.Error() }

// Unwrap returns the provider's failure.
func (e *KeptError) Unwrap() error { return e.Err }

// RedirectError says that a redirect URI cannot be used.
type RedirectError struct{ Address, Reason string }

// Error gives the address and the reason.
func (e *RedirectError) Error() string {
	return fmt.Sprintf("the redirect URI %q cannot be used: %s", e.Address, e.Reason)
}

// LoopbackError says that a provider accepts no redirect URI on http://localhost.
type LoopbackError struct{ Profile provider.Profile }

// Error names the provider.
func (e *LoopbackError) Error() string {
	name := e.Profile.Provider.Title()
	return "cannot sign in to " + name + " through http://localhost: " +
		name + " accepts it for sandbox companies only, and demands a registered https address for real ones"
}

// DemoError says that made-up figures would come beside real ones.
type DemoError struct{ Model, Organisation string }

// Error names the model and the organisation.
func (e *DemoError) Error() string {
	return fmt.Sprintf("%s has figures of a real organisation, and those of %s are made up", e.Model, e.Organisation)
}
