package model

import (
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Connection is the permission of one model and entity to read one organisation.
type Connection struct {
	Key
	Provider     ledger.Provider
	Environment  string // production, sandbox or simulator
	BaseURL      string // the simulator's address; else empty
	Organisation ledger.Organisation
	ConnectionID string // Xero's id of the connection; else empty
	SignInID     string // the sign-in whose tokens it uses; set when it is linked
	RedirectURI  string // as sent when consent was given
	ConnectedAt  time.Time
	LastCOA      *ImportSummary // nil before the first import
	LastActuals  *ImportSummary // nil before the first import

	// ProductionHistory reports whether this model and entity has imported from a
	// production organisation that is no demo company. The store works it out; it
	// outlives the connection and is never set by hand.
	ProductionHistory bool `json:"-"`
}

// ImportSummary is what a connection keeps of its last import of a kind.
type ImportSummary struct {
	ID    string
	At    time.Time
	Range ledger.Range // of actuals
	Basis ledger.Basis // of actuals
	Ties  bool         // every check held
}
