package model

import (
	"crypto/rand"
	"strings"
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
	File        string // as the user named it; "-" is standard output
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
	Unwitnessed    []ledger.Month `json:",omitempty"` // whose profit and loss no second report confirms
	Stale          bool           // reading it failed: its rows are the last imported values
	Error          string         // why; never a secret
}

// ImportOptions is how a model's last import of a kind was asked for, so that it
// can be repeated.
type ImportOptions struct {
	Kind            ImportKind
	Entity          string       // empty: all entities
	IncludeArchived bool         // of coa
	Range           ledger.Range // of actuals, as it was worked out
	Fixed           bool         // of actuals: the last month was named, so the range does not roll on
	ToCurrent       bool         // of actuals: up to the running month
	Basis           ledger.Basis
	Layout          string
	Format          string
	File            string
}

// NewImportID makes the id of an import that starts now: the UTC time and a few
// random letters, e.g. 20261121-191503-k4vq.
func NewImportID(now time.Time) string {
	return now.UTC().Format("20060102-150405-") + strings.ToLower(rand.Text()[:4])
}

// ProductionKeys lists the entities that the import read from a production
// organisation that is no demo company.
func (i *Import) ProductionKeys() []Key {
	var keys []Key
	for _, e := range i.Entities {
		if e.Environment == "production" && !e.Demo && !e.Stale {
			keys = append(keys, Key{Model: i.Model, Entity: e.Entity})
		}
	}
	return keys
}
