package store

import (
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Connection is the permission of one (model, entity) to read one organisation.
type Connection struct {
	Key
	Provider     ledger.Provider
	Environment  string // production, sandbox or simulator
	BaseURL      string // the simulator's address; else empty
	Organisation ledger.Organisation
	ConnectionID string // Xero's id of the connection; else empty
	SignInID     string // the sign-in whose tokens it uses; set by Link
	RedirectURI  string // as sent when consent was given
	ConnectedAt  time.Time
	LastCOA      *ImportSummary // nil before the first import
	LastActuals  *ImportSummary // nil before the first import

	// ProductionHistory is true where the memory of this model and entity holds
	// an import of a production organisation that is no demo company. It is
	// worked out from the memory, outlives Unlink, and is never set by hand.
	ProductionHistory bool `json:"-"`
}

// ImportSummary is what status says about an import.
type ImportSummary struct {
	ID    string
	At    time.Time
	Range ledger.Range // of actuals
	Basis ledger.Basis // of actuals
	Ties  bool         // every proof held
}
