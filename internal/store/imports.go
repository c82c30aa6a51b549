package store

import (
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// ImportKind says what an import wrote.
type ImportKind string

// The kinds.
const (
	COA     ImportKind = "coa"
	Actuals ImportKind = "actuals"
)

// Import is one entry of a model's history: one run that wrote one file.
type Import struct {
	ID          string // see NewImportID
	Model       string
	Kind        ImportKind
	ToolVersion string
	StartedAt   time.Time
	FinishedAt  time.Time
	Entities    []ImportEntity
	Basis       ledger.Basis // of actuals
	Range       ledger.Range // of actuals
	Layout      string       // of actuals
	Format      string       // csv or json
	Rows        int          // data rows of the file
	Changes     int          // earlier amounts that are now another
	Calls       int
	Ties        bool
	File        string // as given with -o; "-" is standard output
	SHA256      string // of the file, hexadecimal
	User        string // only if the user allows
	Host        string // only if the user allows
}

// ImportEntity is what an import did for one entity.
type ImportEntity struct {
	Entity         string
	Provider       ledger.Provider
	Environment    string
	OrganisationID string
	Organisation   string
	Currency       string
	Demo           bool
	Calls          int
	RequestIDs     []string
	Checks         []ledger.Check
	Stale          bool   // its rows came from memory because reading it failed
	Error          string // why; never a secret
}

// ImportOptions is how a model's last import of a kind was asked for, so that
// refresh can repeat it.
type ImportOptions struct {
	Kind            ImportKind
	Entity          string       // empty: all entities
	IncludeArchived bool         // of coa
	Range           ledger.Range // of actuals, as it was worked out
	Fixed           bool         // of actuals: --to named a month, so the range does not roll on
	ToCurrent       bool         // of actuals: up to the running month
	Basis           ledger.Basis
	Layout          string
	Format          string
	File            string
}
