package ledger

import (
	"fmt"
	"strings"
	"time"
)

// Kind says what an error from a ledger means for the person who runs the tool.
type Kind int

// The kinds. The exit code of the tool follows from them.
const (
	Unexpected        Kind = iota // an answer nobody foresaw: a bug here or there
	SignInNeeded                  // the sign-in expired, was revoked or superseded
	Disconnected                  // the organisation was disconnected at the provider
	PermissionMissing             // a scope, a role in the ledger or a tier is missing
	WrongOrganisation             // the answer is about another organisation
	LimitReached                  // waiting is pointless now: a daily or monthly limit
	Unavailable                   // network or provider down after retries
	BadCredentials                // client id or secret refused
)

// Error is a fault a provider reported, or the lack of any answer. Its text
// never holds a token, a secret or a code.
type Error struct {
	Kind      Kind
	Provider  Provider
	Op        string        // what was asked, e.g. "read the balance sheet"
	Status    int           // HTTP status, 0 without an answer
	Code      string        // the provider's own code or word, e.g. "3100", "AuthorizationUnsuccessful"
	Message   string        // what it means, in words for an analyst
	RequestID string        // Xero-Correlation-Id or intuit_tid
	RetryIn   time.Duration // how long the provider asked to wait; 0 unknown
	Err       error
}

// Error says what was asked and why it failed, on one line.
func (e *Error) Error() string {
	text := e.Provider.Title() + " could not " + e.Op + ": " + e.Message
	var notes []string
	if e.Status != 0 {
		notes = append(notes, fmt.Sprintf("HTTP %d", e.Status))
	}
	if e.RequestID != "" {
		notes = append(notes, "request "+e.RequestID)
	}
	if len(notes) > 0 {
		text += " (" + strings.Join(notes, ", ") + ")"
	}
	return text
}

// Unwrap is the cause, where there is one.
func (e *Error) Unwrap() error { return e.Err }

// MismatchError says that two figures that ought to be equal are not, or that a
// report is not the one that was asked for. Nothing may be written after it.
type MismatchError struct {
	Check   string // what was compared, e.g. "net profit equals the sum of its lines"
	Account string // label of the account, where it is about one
	Period  string // e.g. "2026-10"
	Ours    string // the figure worked out, or what was asked for
	Ledgers string // the figure the ledger printed
}

// Error names the check, the account, the period and both figures.
func (e *MismatchError) Error() string {
	where := make([]string, 0, 2)
	for _, part := range []string{e.Account, e.Period} {
		if part != "" {
			where = append(where, part)
		}
	}
	text := e.Check
	if len(where) > 0 {
		text += " (" + strings.Join(where, ", ") + ")"
	}
	return fmt.Sprintf("%s: expected %s, the ledger says %s", text, e.Ours, e.Ledgers)
}
