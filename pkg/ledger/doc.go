// Package ledger is the domain every other package speaks: organisations,
// accounts, months, exact amounts, statements and actuals as an accounting
// ledger keeps them. It knows no provider, no network and no file, and depends
// on the standard library only.
//
// Signs: NetDebit is debit minus credit, always. The natural sign of an amount
// follows the class of its account (see Class.Natural).
package ledger
