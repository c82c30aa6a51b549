package model

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
	What      string // one of the constants below
	Was, Now  string // the name, code, type or status; empty where there is none
}

// What a ChartNote says about an account.
const (
	NoteNew        = "new"
	NoteVanished   = "vanished"
	NoteRenamed    = "renamed"
	NoteRenumbered = "renumbered"
	NoteRetyped    = "retyped"
	NoteArchived   = "archived"
	NoteRestored   = "restored"
)
