package model

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// Change is one amount of an earlier import that a later import found to be
// another. Old and New are net debits.
type Change struct {
	Entity           string
	Basis            ledger.Basis
	AccountID        string
	AccountCode      string // as of the import that found it
	AccountName      string // as of the import that found it
	Class            ledger.Class
	Statement        ledger.Statement
	Month            ledger.Month
	Old, New         ledger.Amount
	ImportID         string // the import that found it
	PreviousImportID string // the import that had read the old amount
	Held             bool   // a lock kept the old amount
}
