package history

import (
	"fmt"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// UnknownImportError says that a model has no import with an id.
type UnknownImportError struct{ Model, ID string }

// Error names the id.
func (e *UnknownImportError) Error() string { return "there is no import " + e.ID }

// LockedError says that months are locked that an earlier lock would unlock.
type LockedError struct {
	Key     model.Key
	Through ledger.Month
}

// Error names the entity and its lock.
func (e *LockedError) Error() string {
	return fmt.Sprintf("%s is locked through %s already: an earlier month would unlock some", e.Key, e.Through)
}

// ConnectionKey returns the connection it is about.
func (e *LockedError) ConnectionKey() model.Key { return e.Key }

// NotCompletedError says that a month cannot be locked because it is not over.
type NotCompletedError struct{ Month ledger.Month }

// Error names the month.
func (e *NotCompletedError) Error() string {
	return "cannot lock " + e.Month.String() + ": only completed months can be locked"
}

// NotImportedError says that what a file is to hold was never imported.
type NotImportedError struct {
	Key     model.Key
	For     model.ImportKind // of the file
	Kind    model.ImportKind // what was not imported
	Basis   ledger.Basis     // of actuals
	Range   ledger.Range     // of actuals: the months asked for; empty if none were
	Missing []ledger.Month   // of actuals: those of the range that were never imported
}

// Error says what is missing.
func (e *NotImportedError) Error() string {
	what := "the actuals"
	if e.For == model.COA {
		what = "the chart of accounts"
	}
	return fmt.Sprintf("cannot export %s of %s: %s", what, e.Key, e.reason())
}

func (e *NotImportedError) reason() string {
	switch {
	case e.Kind == model.COA:
		return "its chart of accounts was never imported"
	case len(e.Missing) == 0:
		return "no " + string(e.Basis) + " actuals were imported"
	case len(e.Missing) == 1:
		return e.Missing[0].String() + " was never imported"
	}
	return fmt.Sprintf("%d months were never imported, the first is %s", len(e.Missing), e.Missing[0])
}

// ConnectionKey returns the connection it is about.
func (e *NotImportedError) ConnectionKey() model.Key { return e.Key }
