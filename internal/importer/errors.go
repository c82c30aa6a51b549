package importer

import (
	"errors"
	"fmt"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/internal/model"
)

// ReadError says that the ledger of an entity could not be read.
type ReadError struct {
	Op  string // "import the actuals"
	Key model.Key
	Err error
}

// Error returns "cannot OP of KEY: REASON".
func (e *ReadError) Error() string { return fmt.Sprintf("cannot %s of %s: %v", e.Op, e.Key, e.Err) }

// Unwrap returns the reason.
func (e *ReadError) Unwrap() error { return e.Err }

// ConnectionKey returns the connection it is about.
func (e *ReadError) ConnectionKey() model.Key { return e.Key }

// readErrors joins the errors of all entities that could not be read; it is nil
// if there are none.
func readErrors(op string, readings []Reading) error {
	var failed []error
	for i := range readings {
		if r := &readings[i]; r.Err != nil {
			failed = append(failed, &ReadError{Op: op, Key: r.Key, Err: r.Err})
		}
	}
	if len(failed) == 1 {
		return failed[0]
	}
	return errors.Join(failed...)
}

// InterruptedError says that a run was interrupted. Nothing was written or saved.
type InterruptedError struct {
	Op, Model string
	Err       error // the cause
}

// Error returns "cannot OP of MODEL: CAUSE".
func (e *InterruptedError) Error() string {
	return fmt.Sprintf("cannot %s of %s: %v", e.Op, e.Model, e.Err)
}

// Unwrap returns the cause.
func (e *InterruptedError) Unwrap() error { return e.Err }

// OtherOrganisationError says that an answer is about another organisation than
// the one that was asked for.
type OtherOrganisationError struct {
	Asked, Answered string // names
}

// Error names both organisations.
func (e *OtherOrganisationError) Error() string {
	return "the answer is about another organisation: asked for " + e.Asked + ", got " + e.Answered
}

// RestatedError says that closed months of an entity changed. Nothing was
// written or saved.
type RestatedError struct {
	Op      string
	Key     model.Key
	Changes []model.Change // in closed months
}

// Error names the first few changes.
func (e *RestatedError) Error() string {
	texts := make([]string, 0, len(e.Changes))
	for i := range e.Changes {
		c := &e.Changes[i]
		texts = append(texts, fmt.Sprintf("%s in %s was %s and is %s", label(c.AccountCode, c.AccountName), c.Month,
			c.Class.Natural(c.Old), c.Class.Natural(c.New)))
	}
	return fmt.Sprintf("cannot %s of %s: closed months changed: %s", e.Op, e.Key, firstFew(texts))
}

// ConnectionKey returns the connection it is about.
func (e *RestatedError) ConnectionKey() model.Key { return e.Key }

// UnconfirmedAccountsError says that the mapping of accounts with amounts is not
// confirmed. Nothing was written or saved.
type UnconfirmedAccountsError struct {
	Op       string
	Key      model.Key
	Accounts []mapping.UnconfirmedAccount
}

// Error names the first few accounts.
func (e *UnconfirmedAccountsError) Error() string {
	texts := make([]string, 0, len(e.Accounts))
	for i := range e.Accounts {
		texts = append(texts, label(e.Accounts[i].Account.Code, e.Accounts[i].Account.Name))
	}
	return fmt.Sprintf("cannot %s of %s: the mapping of accounts with non-zero amounts is not confirmed: %s", e.Op, e.Key, firstFew(texts))
}

// ConnectionKey returns the connection it is about.
func (e *UnconfirmedAccountsError) ConnectionKey() model.Key { return e.Key }

// named is how many accounts or amounts an error names before it counts the rest.
const named = 5

func firstFew(texts []string) string {
	if len(texts) <= named {
		return strings.Join(texts, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(texts[:named], ", "), len(texts)-named)
}

// label returns an account as people name it: its code, if it has one, and its
// name.
func label(code, name string) string { return strings.TrimSpace(code + " " + name) }

// NothingImportedError says that there is no import to repeat.
type NothingImportedError struct{ Model string }

// Error names the model.
func (e *NothingImportedError) Error() string {
	return "cannot refresh " + e.Model + ": nothing was imported yet"
}

// NotRepeatedError says that an entity is not in the model's last imports.
type NotRepeatedError struct{ Model, Entity string }

// Error names the entity.
func (e *NotRepeatedError) Error() string {
	return "cannot refresh " + e.Entity + " of " + e.Model + ": it is not part of the model's last imports"
}

// SameFileError says that two imports that are to be repeated at once went to the
// same file.
type SameFileError struct{ Model, File string }

// Error names the file.
func (e *SameFileError) Error() string {
	return "cannot refresh " + e.Model + ": the last imports of the chart and of the actuals both went to " + e.File
}
