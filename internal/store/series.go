package store

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// Series is all amounts in memory of one entity on one basis.
type Series struct {
	OrganisationID string
	Basis          ledger.Basis
	// Months lists the months in memory in order; a month that is not listed
	// was never read.
	Months []MonthRead
	// Lines are the accounts, and the lines that are no account, in order of
	// AccountID.
	Lines []SeriesLine
}

// MonthRead says which import read a month last.
type MonthRead struct {
	Month    ledger.Month
	ImportID string
	Partial  bool // the month was running when it was read
}

// SeriesLine is one line of a Series. Zero throughout is a line like any other.
type SeriesLine struct {
	AccountID string // or a synthetic id
	Name      string // the ledger's label
	Class     ledger.Class
	Statement ledger.Statement
	NetDebit  []ledger.Amount // debit minus credit, one per month in memory
}
