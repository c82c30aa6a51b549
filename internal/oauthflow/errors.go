package oauthflow

import (
	"errors"
	"fmt"
	"io"
	"time"
)

// RefusedError says that the provider answered with an error: the person
// cancelled, or the app may not ask for what it asked for.
type RefusedError struct {
	Code        string // e.g. "access_denied"; printable ASCII
	Description string // the provider's words, fit for a terminal; may be empty
}

// Error names the provider's code and words.
func (e *RefusedError) Error() string {
	if e.Description == "" {
		return e.Code
	}
	return e.Code + ": " + e.Description
}

// PortError says that the port for the browser's answer cannot be listened on.
type PortError struct {
	Port         int
	CallbackPath string
	RedirectURI  string // registered with the provider
	Err          error
}

// Error names the port and the reason.
func (e *PortError) Error() string {
	return fmt.Sprintf("cannot wait for the browser on port %d: %s", e.Port, e.Err)
}

// Unwrap returns the reason.
func (e *PortError) Unwrap() error { return e.Err }

// PasteError says that a script pasted a line that does not answer the sign-in, or
// nothing at all: then Err is io.EOF.
type PasteError struct {
	RedirectURI string // what the address has to begin with
	Err         error
}

// Error gives the reason.
func (e *PasteError) Error() string {
	if errors.Is(e.Err, io.EOF) {
		return "the sign-in was not completed: no address was pasted"
	}
	return "the pasted line does not answer this sign-in: " + e.Err.Error()
}

// Unwrap returns the reason.
func (e *PasteError) Unwrap() error { return e.Err }

// TimeoutError says that nobody answered in time.
type TimeoutError struct {
	Provider    string // as people write it
	RedirectURI string // what has to be registered with the provider
	After       time.Duration
}

// Error names the provider and the time.
func (e *TimeoutError) Error() string {
	return fmt.Sprintf("the sign-in was not completed: no answer from %s came within %s", e.Provider, inWords(e.After))
}

// inWords is a duration in whole minutes, or in seconds.
func inWords(d time.Duration) string {
	if d >= time.Minute && d%time.Minute == 0 {
		return fmt.Sprintf("%d minutes", d/time.Minute)
	}
	return fmt.Sprintf("%d seconds", d/time.Second)
}
