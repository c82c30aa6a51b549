// Package fault is how every part of the tool says that it could not do what
// was asked: with an exit code, what happened, why, and the command that helps.
package fault

import "strings"

// Code is a process exit code, as documented for scripts.
type Code int

// The exit codes.
const (
	Failure           Code = 1   // unexpected: a bug, a full disk
	Usage             Code = 2   // unknown flag, bad value, missing answer
	SignIn            Code = 3   // a person must sign in or change a role
	WrongOrganisation Code = 4   // not the organisation this model is linked to
	Mismatch          Code = 5   // the numbers do not tie; nothing was written
	Limit             Code = 6   // a limit for which waiting is pointless now
	Unavailable       Code = 7   // network or provider down after retries
	Unmapped          Code = 8   // mapping incomplete under --strict
	Restated          Code = 9   // a locked or closed month changed
	Interrupted       Code = 130 // Ctrl-C
)

// Error is a failure told in an analyst's words. Its text never holds a token,
// a secret or a code.
type Error struct {
	Code Code
	What string   // what could not be done: "cannot import actuals of acme"
	Why  string   // the reason; empty where Err says it
	Do   []string // at most a few lines: what to do, with the exact command
	Err  error
}

// New is an Error without a cause.
func New(code Code, what, why string, do ...string) *Error {
	return &Error{Code: code, What: what, Why: why, Do: do}
}

// Wrap is an Error whose reason is err.
func Wrap(code Code, what string, err error, do ...string) *Error {
	return &Error{Code: code, What: what, Err: err, Do: do}
}

// Error is the one line "WHAT happened: WHY".
func (e *Error) Error() string {
	parts := []string{e.What}
	if e.Why != "" {
		parts = append(parts, e.Why)
	}
	if e.Err != nil {
		parts = append(parts, e.Err.Error())
	}
	return strings.Join(parts, ": ")
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }
