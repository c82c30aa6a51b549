package ledger

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// The errors of reading a ledger, for errors.Is. Every *Error is exactly one of
// them, by its Kind, and every *MismatchError is ErrMismatch.
var (
	ErrUnexpected        = errors.New("unexpected answer")
	ErrSignInNeeded      = errors.New("sign-in needed")
	ErrDisconnected      = errors.New("organisation disconnected")
	ErrPermission        = errors.New("permission missing")
	ErrWrongOrganisation = errors.New("wrong organisation")
	ErrLimit             = errors.New("limit reached")
	ErrUnavailable       = errors.New("ledger unavailable")
	ErrBadCredentials    = errors.New("client credentials refused")
	ErrMismatch          = errors.New("figures do not agree")
)

// Kind says what an error from a ledger means for the caller.
type Kind int

// The kinds, each with the error that errors.Is finds.
const (
	Unexpected        Kind = iota // ErrUnexpected: an answer that is not as documented
	SignInNeeded                  // ErrSignInNeeded: the sign-in expired, was revoked or superseded
	Disconnected                  // ErrDisconnected: the organisation was disconnected at the provider
	PermissionMissing             // ErrPermission: a scope, a role in the ledger or a tier is missing
	WrongOrganisation             // ErrWrongOrganisation: the answer is about another organisation
	LimitReached                  // ErrLimit: a daily or monthly limit; retrying now will not help
	Unavailable                   // ErrUnavailable: network or provider down, after retries
	BadCredentials                // ErrBadCredentials: client id or secret refused
)

// err returns the error of the kind.
func (k Kind) err() error {
	switch k {
	case SignInNeeded:
		return ErrSignInNeeded
	case Disconnected:
		return ErrDisconnected
	case PermissionMissing:
		return ErrPermission
	case WrongOrganisation:
		return ErrWrongOrganisation
	case LimitReached:
		return ErrLimit
	case Unavailable:
		return ErrUnavailable
	case BadCredentials:
		return ErrBadCredentials
	default:
		return ErrUnexpected
	}
}

// Error is a refusal or failure that a provider reported, or the lack of any
// answer. Its text never holds a token, a secret or a code.
type Error struct {
	Kind      Kind
	Provider  Provider
	Op        string        // what was asked, e.g. "read the balance sheet"
	Status    int           // HTTP status, 0 without an answer
	Code      string        // the provider's own code or word, e.g. "3100", "AuthorizationUnsuccessful"
	Message   string        // what it means, for an accountant
	RequestID string        // Xero-Correlation-Id or intuit_tid
	RetryIn   time.Duration // how long the provider asked to wait; 0 unknown
	Err       error         // the cause; may be nil
}

// Error returns what was asked and why it failed, on one line, such as "cannot
// read the balance sheet from Xero: no answer: connection refused".
func (e *Error) Error() string {
	preposition := " at "
	if strings.HasPrefix(e.Op, "read ") {
		preposition = " from "
	}
	text := "cannot " + e.Op + preposition + e.Provider.Title() + ": " + e.Message
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

// Is reports whether target is the error of the kind.
func (e *Error) Is(target error) bool { return target == e.Kind.err() }

// Unwrap returns the cause; nil where there is none.
func (e *Error) Unwrap() error { return e.Err }

// MismatchKind says where figures come from that do not agree, and so what can
// help.
type MismatchKind int

// The kinds.
const (
	MismatchReport  MismatchKind = iota // a report does not agree with itself, or is not as documented
	MismatchSecond                      // two reports do not agree
	MismatchRequest                     // a report is not the one that was asked for
	MismatchChart                       // a report and the chart of accounts do not agree about an account
	MismatchUnknown                     // a line with figures names no account
	MismatchCut                         // a report was cut short, and asking for less did not help
)

// MismatchError says that two figures that ought to be equal are not, or that a
// report is not the one that was asked for. Nothing may be written after it.
type MismatchError struct {
	Kind    MismatchKind
	Check   string // what was compared, e.g. "net profit equals the sum of its lines"
	Account string // label of the account, where it is about one
	Period  string // e.g. "2026-10"
	Ours    string // the figure worked out, or what was asked for
	Ledgers string // the figure the ledger printed

	OursIn    string // the report that has the first figure; empty where it was worked out
	LedgersIn string // the report that has the second; empty where there is but one
}

// Error returns the check, the account, the period, both figures and how far they
// are apart.
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
	if e.OursIn != "" && e.LedgersIn != "" {
		text += fmt.Sprintf(": %s on the %s, %s on the %s", e.Ours, e.OursIn, e.Ledgers, e.LedgersIn)
	} else {
		text += fmt.Sprintf(": expected %s, the ledger says %s", e.Ours, e.Ledgers)
	}
	if apart := e.apart(); apart.Valid() && !apart.IsZero() {
		text += ", " + apart.String() + " apart"
	}
	return text
}

// apart returns how far two figures are apart; it is not Valid where they are
// none.
func (e *MismatchError) apart() Amount {
	ours, err := ParseAmount(e.Ours)
	ledgers, err2 := ParseAmount(e.Ledgers)
	if err != nil || err2 != nil {
		return NewAmount(0, -1)
	}
	return ours.Sub(ledgers).Abs()
}

// Is reports whether target is ErrMismatch.
func (e *MismatchError) Is(target error) bool { return target == ErrMismatch }
