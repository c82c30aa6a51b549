package doctor

import (
	"fmt"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// NoAppError says that no app is set up at any of the providers there are.
type NoAppError struct{ Providers []ledger.Provider }

// Error says it.
func (*NoAppError) Error() string { return "no app of any provider is set up yet" }

// StoreProblemError says that a store can be read but is not sound.
type StoreProblemError struct{ Path, Problem string }

// Error names the file and the first problem.
func (e *StoreProblemError) Error() string { return e.Path + ": " + e.Problem }

// PortError says that the port of a redirect URI cannot be listened on.
type PortError struct{ Err error }

// Error returns the system's words.
func (e *PortError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *PortError) Unwrap() error { return e.Err }

// ProxyError says that HTTPS_PROXY is not an address.
type ProxyError struct{}

// Error says it, without the value: it may hold a password.
func (*ProxyError) Error() string { return "HTTPS_PROXY is not an address" }

// UnreachableError says that a host did not answer.
type UnreachableError struct {
	Host string
	Err  error
}

// Error names the host and the reason.
func (e *UnreachableError) Error() string { return e.Host + " cannot be reached: " + reason(e.Err) }

// Unwrap returns the cause.
func (e *UnreachableError) Unwrap() error { return e.Err }

// ClockError says that this computer's clock and a provider's differ.
type ClockError struct {
	Host string
	Skew time.Duration // how far this clock is ahead
}

// Error says by how much, and in which direction.
func (e *ClockError) Error() string {
	direction := "ahead of"
	if e.Skew < 0 {
		direction = "behind"
	}
	return fmt.Sprintf("this computer's clock is %s %s that of %s", e.Skew.Abs(), direction, e.Host)
}

// SignInEndedError says that a connection needs a new sign-in.
type SignInEndedError struct {
	Key    model.Key
	Detail string // the connection and its state
}

// Error returns the detail.
func (e *SignInEndedError) Error() string { return e.Detail }

// ConnectionKey returns the connection.
func (e *SignInEndedError) ConnectionKey() model.Key { return e.Key }

// NotAskedError says that a connection was not checked because its provider does
// not answer.
type NotAskedError struct {
	Detail   string // the connection and its state
	Provider ledger.Provider
}

// Error returns the detail.
func (e *NotAskedError) Error() string { return e.Detail + "; it was not asked" }

// ConnectionError says that a connection does not work.
type ConnectionError struct {
	Key          model.Key
	Organisation string
	Err          error
}

// Error names the organisation and the reason.
func (e *ConnectionError) Error() string {
	return "cannot read " + e.Organisation + ": " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *ConnectionError) Unwrap() error { return e.Err }

// ConnectionKey returns the connection.
func (e *ConnectionError) ConnectionKey() model.Key { return e.Key }
