package export

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// Source is the entity whose ledger a line comes from.
type Source struct {
	Model, Entity  string
	Provider       ledger.Provider
	OrganisationID string
	Organisation   string
	Currency       string                // the organisation's: report amounts are in it
	Partial        map[ledger.Month]bool // months that were still running when they were read
	Missing        map[ledger.Month]bool // months that were never read: they have no amounts
}

// Mapping is what an account is in the model.
type Mapping struct {
	VariableType, Category, Subcategory, Branch string
	State                                       string // suggested, confirmed or unmapped
}

// COALine is one account of a chart-of-accounts file.
type COALine struct {
	Source  *Source
	Account ledger.Account
	Mapping Mapping
}

// ActualsLine is one account, or one line that is no account, of an actuals
// file. Account.Currency is not used: amounts are in the source's currency.
type ActualsLine struct {
	Source    *Source
	Account   ledger.Account
	Mapping   Mapping
	Statement ledger.Statement
	NetDebit  []ledger.Amount // debit minus credit, one per month of the range
}

// Actuals is what an actuals file holds.
type Actuals struct {
	Range   ledger.Range
	Basis   ledger.Basis
	Several bool // the model has several entities: series names carry theirs
	Lines   []ActualsLine
}
