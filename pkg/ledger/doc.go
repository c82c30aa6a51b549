// Package ledger is the domain every other package speaks: organisations,
// accounts, months, exact amounts, statements and actuals as an accounting
// ledger keeps them. It knows no provider, no network and no file, and depends
// on the standard library only.
//
// Signs: NetDebit is debit minus credit, always. The natural sign of an amount
// follows the class of its account (see Class.Natural).
//
// Errors of ParseAmount wrap ErrAmount; those about dates, months and ranges wrap
// ErrPeriod. What goes wrong at a ledger is an *Error or a *MismatchError, and
// errors.Is tells which: ErrSignInNeeded, ErrUnavailable, ErrMismatch and others.
//
// Before version 1.0 of the module exported names of this and the other packages
// may change with the second number of the version.
package ledger
