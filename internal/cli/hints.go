package cli

import (
	"context"
	"errors"

	"github.com/ledgerlink/ledgerlink/internal/atomicfile"
	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/history"
	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// This file is the one place that says what an error of the packages below means
// for whoever runs the tool: its exit code, and the commands to run next. Those
// packages know neither.
//
// To add an error of a package: export its type (or a sentinel) there, with an
// Error text in plain English that names no command and no flag. Then add a rule
// to rules:
//
//	on(func(*model.NameError) advice { return advice{code: exitUsage} }),
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
	return append(doctorRules(), []rule{
		// internal/store, above the errors that wrap it without its hints
		onIn(adviseOnStore),

		// the command line
		on(func(e *exitError) advice { return advice{e.code, e.hints} }),
		on(func(e *fault.Error) advice { return advice{exitCode(e.Code), e.Do} }),

		// internal/model
		on(func(*model.NameError) advice { return advice{code: exitUsage} }),
		on(adviseOnRange),
		on(func(e *model.NotConnectedError) advice {
			return advice{exitSignIn, hints("Connect it: ledgerlink connect xero|quickbooks "+keyFlags(e.Key),
				"ledgerlink status lists what is connected.")}
		}),

		// internal/importer
		on(func(*importer.InterruptedError) advice { return advice{code: exitInterrupted} }),
		on(func(e *importer.UnconfirmedAccountsError) advice {
			return advice{exitUnmapped, hints("See them: ledgerlink mapping show "+keyFlags(e.Key),
				"Take the suggestions: ledgerlink mapping confirm --all "+keyFlags(e.Key))}
		}),
		on(func(*importer.RestatedError) advice {
			return advice{exitRestated, hints("Nothing was written. Import without --fail-on-restatement to keep the locked amounts and list what changed.")}
		}),
		onIn(func(_ *importer.OtherOrganisationError, whole error) advice {
			return advice{exitWrongOrganisation, hints("Nothing was written. Check what it is linked to: ledgerlink status --check" + flagsIn(whole))}
		}),
		on(func(e *importer.NothingImportedError) advice {
			return advice{exitUsage, hints("Import once: ledgerlink import coa --model " + e.Model + ", ledgerlink import actuals --model " + e.Model)}
		}),
		on(func(e *importer.NotRepeatedError) advice {
			return advice{exitUsage, hints("Import it: ledgerlink import actuals --model " + e.Model + " --entity " + e.Entity)}
		}),
		on(func(*importer.SameFileError) advice {
			return advice{exitUsage, hints("Import one of them to another place with -o FILE.")}
		}),

		// internal/history
		on(adviseOnNotImported),
		on(func(e *history.UnknownImportError) advice {
			return advice{exitUsage, hints("Use an id from `ledgerlink history --model " + e.Model + "`, or a date like 2026-10-31 for changes.")}
		}),
		on(func(e *history.LockedError) advice {
			return advice{exitUsage, hints("Unlock first: ledgerlink unlock " + keyFlags(e.Key) + " --reason TEXT")}
		}),
		on(func(*history.NotCompletedError) advice { return advice{code: exitUsage} }),

		// internal/export, internal/atomicfile
		is(export.ErrNoStandardOutput, exitUsage, "Name a file with -o FILE."),
		is(atomicfile.ErrIsFolder, exitUsage, "Name a file in it with -o FILE."),
		is(atomicfile.ErrNoFolder, exitUsage, "Create it first, or name a file elsewhere with -o FILE."),
		is(atomicfile.ErrNotFolder, exitUsage, fileElsewhere),
		is(atomicfile.ErrDanglingLink, exitUsage, fileElsewhere),
		is(atomicfile.ErrNotReplaced, exitFailure, "The file is as it was. If a spreadsheet has it open, close it there and try again."),
		is(atomicfile.ErrWriteProtected, exitFailure, fileElsewhere),
		is(atomicfile.ErrNoPermission, exitFailure, fileElsewhere),
		on(func(*atomicfile.Error) advice {
			return advice{exitFailure, hints("Nothing was written. Make room, or name a file elsewhere with -o FILE.")}
		}),

		// internal/mapping
		on(func(*mapping.UnknownAccountError) advice {
			return advice{exitUsage, hints("ledgerlink mapping show lists the accounts.")}
		}),
		on(func(e *mapping.AmbiguousAccountError) advice { return advice{exitUsage, candidateHints(e.Candidates)} }),

		// pkg/ledger
		on(func(*ledger.MismatchError) advice {
			return advice{exitMismatch, hints(
				"Nothing was written. If somebody was working in the ledger just now, try again.",
				"If it stays, run the same command with --verbose and report the request ids it shows.")}
		}),
		onIn(adviseOnLedger),

		// any
		is(context.Canceled, exitInterrupted),
		is(context.DeadlineExceeded, exitUnavailable),
	}...)
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

const fileElsewhere = "Name a file elsewhere with -o FILE, or use -o - for standard output."

func adviseOnRange(e *model.RangeError) advice {
	switch {
	case errors.Is(e, model.ErrFutureMonth):
		return advice{exitUsage, hints("The running month is " + e.Running.String() + ": --to current includes it.")}
	case errors.Is(e, model.ErrRunningMonth):
		return advice{exitUsage, hints("Add --to current to read it as it stands; it will be marked partial.")}
	}
	return advice{code: exitUsage}
}

// adviseOnNotImported names the import that brings what is missing.
func adviseOnNotImported(e *history.NotImportedError) advice {
	if e.Kind == model.COA {
		return advice{exitUsage, hints("Import it first: ledgerlink import coa " + keyFlags(e.Key))}
	}
	command := "ledgerlink import actuals " + keyFlags(e.Key)
	if len(e.Missing) > 0 {
		command += " --from " + e.Range.From.String() + " --to " + e.Range.To.String()
	}
	return advice{exitUsage, hints("Import them first: " + command + " --basis " + string(e.Basis))}
}
