package model

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// Series is all last imported amounts of one entity on one basis.
type Series struct {
	OrganisationID string
	Basis          ledger.Basis
	// Months lists the months that were read, in order; a month that is not
	// listed was never read.
	Months []MonthRead
	// Lines are the accounts, and the lines that are no account, in order of
	// AccountID and Statement, with one net debit per month of Months. An account
	// has a line on each statement it was on. A line that is zero throughout is
	// a line like any other.
	Lines []ledger.Line
}

// MonthRead says which import read a month last.
type MonthRead struct {
	Month    ledger.Month
	ImportID string
	Partial  bool // the month was running when it was read
}
