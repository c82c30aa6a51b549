package cli

import (
	"github.com/ledgerlink/ledgerlink/internal/atomicfile"
	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/history"
	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/internal/model"
)

func importRules() []rule {
	return []rule{
		as[*importer.InterruptedError](exitInterrupted),
		on(func(e *importer.UnconfirmedAccountsError) advice {
			return advice{exitUnmapped, hints("See them: ledgerlink mapping show "+keyFlags(e.Key),
				"Take the suggestions: ledgerlink mapping confirm --all "+keyFlags(e.Key))}
		}),
		as[*importer.RestatedError](exitRestated, "Nothing was written. Import without --fail-on-restatement to keep the locked amounts and list what changed."),
		onIn(func(_ *importer.OtherOrganisationError, whole error) advice {
			return advice{exitWrongOrganisation, hints("Nothing was written. Check what it is linked to: ledgerlink status --check" + flagsIn(whole))}
		}),
		on(func(e *importer.NothingImportedError) advice {
			return advice{exitUsage, hints("Import once: ledgerlink import coa --model " + e.Model + ", ledgerlink import actuals --model " + e.Model)}
		}),
		on(func(e *importer.NotRepeatedError) advice {
			return advice{exitUsage, hints("Import it: ledgerlink import actuals --model " + e.Model + " --entity " + e.Entity)}
		}),
		as[*importer.SameFileError](exitUsage, "Import one of them to another place with -o FILE."),
	}
}

func historyRules() []rule {
	return []rule{
		on(adviseOnNotImported),
		on(func(e *history.UnknownImportError) advice {
			return advice{exitUsage, hints("Use an id from `ledgerlink history --model " + e.Model + "`, or a date like 2026-10-31 for changes.")}
		}),
		on(func(e *history.LockedError) advice {
			return advice{exitUsage, hints("Unlock first: ledgerlink unlock " + keyFlags(e.Key) + " --reason TEXT")}
		}),
		as[*history.NotCompletedError](exitUsage),
	}
}

// fileRules are about files that could not be written.
func fileRules() []rule {
	return []rule{
		is(export.ErrNoStandardOutput, exitUsage, "Name a file with -o FILE."),
		is(atomicfile.ErrIsFolder, exitUsage, "Name a file in it with -o FILE."),
		is(atomicfile.ErrNoFolder, exitUsage, "Create it first, or name a file elsewhere with -o FILE."),
		is(atomicfile.ErrNotFolder, exitUsage, fileElsewhere),
		is(atomicfile.ErrDanglingLink, exitUsage, fileElsewhere),
		is(atomicfile.ErrNotReplaced, exitFailure, "The file is as it was. If a spreadsheet has it open, close it there and try again."),
		is(atomicfile.ErrWriteProtected, exitFailure, fileElsewhere),
		is(atomicfile.ErrNoPermission, exitFailure, fileElsewhere),
		as[*atomicfile.Error](exitFailure, "Nothing was written. Make room, or name a file elsewhere with -o FILE."),
	}
}

const fileElsewhere = "Name a file elsewhere with -o FILE, or use -o - for standard output."

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
