package store

import (
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Chart is an entity's chart of accounts as it was last read.
type Chart struct {
	ledger.Chart
	ImportID string
	ReadAt   time.Time
	Notes    []ChartNote // what was different from the chart before it
}

// ChartNote is one difference between two readings of a chart.
type ChartNote struct {
	AccountID string
	What      string // e.g. new, vanished, renamed, renumbered, retyped, archived, restored
	Was, Now  string // the name, code, type or status; empty where there is none
}

// Decision is what the analyst decided an account is. A decision is always
// confirmed; one without a VariableType says that the account is unmapped.
type Decision struct {
	VariableType string
	Category     string
	Subcategory  string
	Branch       string
	DecidedAt    time.Time
}
