package cli

import (
	"context"
	"errors"
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// This file is the one place that says what an error of the packages below means
// for whoever runs the tool: its exit code, and the commands to run next. Those
// packages know neither.
//
// To add an error of a package: export its type (or a sentinel) there, with an
// Error text in plain English that names no command and no flag. Then add a rule to
// the list of the package, here or in one of the files hints*.go:
//
//	as[*model.NameError](exitUsage),
//	is(context.Canceled, exitInterrupted),
//
// An error that says which connection it is about (with a method ConnectionKey)
// need not be in the table: rules that use onIn see the whole error, and flagsIn
// is the connection as it is typed, " --model acme --entity uk".

// advice is what the tool makes of an error.
type advice struct {
	code  exitCode // exitOK: a rule further down says it
	hints []string // lines of advice with the exact command; none: a rule further down gives them
}

// hints is a list of lines.
func hints(lines ...string) []string { return lines }

// A rule recognises an error in the chain of err and gives advice about it.
type rule func(err error) (advice, bool)

// on is the rule for errors of type E.
func on[E error](advise func(E) advice) rule {
	return onIn(func(found E, _ error) advice { return advise(found) })
}

// as is the rule for errors of type E about which there is nothing to say but
// always the same.
func as[E error](code exitCode, lines ...string) rule {
	return on(func(E) advice { return advice{code, lines} })
}

// onIn is on with the whole error beside the one that was found in it.
func onIn[E error](advise func(found E, whole error) advice) rule {
	return func(err error) (advice, bool) {
		found, ok := errors.AsType[E](err)
		if !ok {
			return advice{}, false
		}
		return advise(found, err), true
	}
}

// is is the rule for a sentinel.
func is(sentinel error, code exitCode, lines ...string) rule {
	return func(err error) (advice, bool) { return advice{code, lines}, errors.Is(err, sentinel) }
}

// rules is the table. The first rule that applies gives the exit code, and the
// first that has any gives the hints: what wraps stands above what is wrapped.
func rules() []rule {
	return slices.Concat(
		[]rule{on(adviseOnStore)}, // above the errors that wrap those of the store without their hints
		commandRules(), doctorRules(), connectionRules(), modelRules(), importRules(), historyRules(), fileRules(), mappingRules(), ledgerRules(),
	)
}

// commandRules are about the command line itself.
func commandRules() []rule {
	return []rule{
		on(func(e *exitError) advice { return advice{e.code, e.hints} }),
	}
}

func modelRules() []rule {
	return []rule{
		as[*model.NameError](exitUsage),
		on(adviseOnRange),
		on(func(e *model.NotConnectedError) advice {
			return advice{exitSignIn, hints("Connect it: ledgerlink connect LEDGER "+keyFlags(e.Key),
				"ledgerlink status lists what is connected.")}
		}),
	}
}

func mappingRules() []rule {
	return []rule{
		as[*mapping.UnknownAccountError](exitUsage, "ledgerlink mapping show lists the accounts."),
		on(func(e *mapping.AmbiguousAccountError) advice { return advice{exitUsage, candidateHints(e.Candidates)} }),
	}
}

// ledgerRules are about the providers' answers and, last, about runs that ended
// early.
func ledgerRules() []rule {
	return []rule{
		on(func(e *ledger.MismatchError) advice { return advice{exitMismatch, mismatchHints(e)} }),
		onIn(adviseOnLedger),
		is(context.Canceled, exitInterrupted),
		is(context.DeadlineExceeded, exitUnavailable),
	}
}

// advise applies the table to an error. One that no rule knows is unexpected.
func advise(err error) advice {
	var result advice
	for _, apply := range rules() {
		found, ok := apply(err)
		if !ok {
			continue
		}
		if result.code == exitOK {
			result.code = found.code
		}
		if len(result.hints) == 0 {
			result.hints = found.hints
		}
	}
	if result.code == exitOK {
		result.code = exitFailure
	}
	return result
}

// adviseOnLedger is about the errors of the providers' clients.
func adviseOnLedger(e *ledger.Error, whole error) advice {
	title := e.Provider.Title()
	reconnect := "ledgerlink reconnect" + flagsIn(whole)
	switch e.Kind {
	case ledger.SignInNeeded, ledger.Disconnected:
		return advice{exitSignIn, hints("Sign in again: " + reconnect)}
	case ledger.PermissionMissing:
		return advice{exitSignIn, hints(
			"Ask an administrator of the organisation in "+title+" for the right to see its reports,",
			"or sign in as somebody who has it: "+reconnect)}
	case ledger.BadCredentials:
		return advice{exitSignIn, hints("Store the app's client id and secret again: ledgerlink setup " + string(e.Provider))}
	case ledger.WrongOrganisation:
		return advice{exitWrongOrganisation, hints("Nothing was written. Check what it is linked to: ledgerlink status --check" + flagsIn(whole))}
	case ledger.LimitReached:
		return advice{exitLimit, hints("Retrying now will not help: " + title + " allows more calls only later. Nothing was written.")}
	case ledger.Unavailable:
		return advice{exitUnavailable, hints("Nothing was written and the connection is kept. Run the same command again later.")}
	}
	return advice{exitFailure, hints("Run the same command with --verbose and report what it shows.")}
}

// candidateHints lists the flags that name each of several accounts.
func candidateHints(candidates []mapping.Account) []string {
	lines := hints("Give one of these by its id, or its entity:")
	for _, a := range candidates {
		lines = append(lines, "--entity "+a.Key.Entity+" --account "+a.Account.ID+"   "+label(a.Account))
	}
	return lines
}

func adviseOnRange(e *model.RangeError) advice {
	switch {
	case errors.Is(e, model.ErrFutureMonth):
		return advice{exitUsage, hints("The running month is " + e.Running.String() + ": --to current includes it.")}
	case errors.Is(e, model.ErrRunningMonth):
		return advice{exitUsage, hints("Add --to current to read it as it stands; it will be marked partial.")}
	}
	return advice{code: exitUsage}
}
