package cli

import (
	"errors"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/model"
)

// exitError is an error of the command line itself, or one that a command puts
// into its own words. Errors of the packages below get their exit code and hints
// from the table in hints.go instead.
type exitError struct {
	code   exitCode // exitOK: that of err
	op     string   // what could not be done: "cannot lock 2026-11"
	reason string   // why; empty where err says it
	hints  []string // what to do next, with the exact command; none: those of err
	err    error
}

// Error is the one line "OP: REASON".
func (e *exitError) Error() string {
	parts := []string{e.op}
	if e.reason != "" {
		parts = append(parts, e.reason)
	}
	if e.err != nil {
		parts = append(parts, e.err.Error())
	}
	return strings.Join(parts, ": ")
}

func (e *exitError) Unwrap() error { return e.err }

// usageError is the error for what was typed: exit code 2.
func usageError(op, reason string, hints ...string) error {
	return &exitError{code: exitUsage, op: op, reason: reason, hints: hints}
}

// usageErrorOf is usageError with an error for its reason.
func usageErrorOf(op string, err error, hints ...string) error {
	return &exitError{code: exitUsage, op: op, hints: hints, err: err}
}

// commandError is the error for a command line that cannot be understood.
func commandError(cmd *cobra.Command, reason string) error {
	return usageError("cannot run "+cmd.CommandPath(), reason, cmd.CommandPath()+" --help shows what it takes.")
}

// invalid is the error for the value of a flag or an argument: what names it,
// e.g. "--basis" or "provider", and use says what it may be.
func invalid(what, value, use string) error {
	shown := quoted(value)
	if _, err := strconv.Atoi(value); err == nil {
		shown = value
	}
	return usageError("invalid "+what+" "+shown, use)
}

// useOneOf is "use a, b or c".
func useOneOf[T ~string](choices []T) string {
	words := make([]string, len(choices))
	for i, choice := range choices {
		words[i] = string(choice)
	}
	last := len(words) - 1
	if last == 0 {
		return "use " + words[0]
	}
	return "use " + strings.Join(words[:last], ", ") + " or " + words[last]
}

// aboutKey is an error about one connection: its hints name the connection.
type aboutKey struct {
	key model.Key
	op  string
	err error
}

func (e *aboutKey) Error() string { return e.op + ": " + e.err.Error() }

func (e *aboutKey) Unwrap() error { return e.err }

// ConnectionKey is the connection the error is about.
func (e *aboutKey) ConnectionKey() model.Key { return e.key }

// keyed is an error of any package that says which connection it is about.
type keyed interface {
	error
	ConnectionKey() model.Key
}

// flagsIn names the connection that an error is about as one types it, with a
// space before it; nothing where the error does not say.
func flagsIn(err error) string {
	if about, ok := errors.AsType[keyed](err); ok {
		return " " + keyFlags(about.ConnectionKey())
	}
	return ""
}
