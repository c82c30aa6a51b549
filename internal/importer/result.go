package importer

import (
	"time"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Result is what an import did, for the summary. It comes with an error too,
// where entities failed; Files then tells what was written all the same.
type Result struct {
	Model                 string
	StartedAt, FinishedAt time.Time
	Basis                 ledger.Basis  // of actuals
	Range                 ledger.Range  // of actuals: the months in the file
	Layout                export.Layout // of actuals
	Files                 []File
	Entities              []EntityResult // in byte order of their names
	Changes               []model.Change // earlier amounts that are now others
	Currencies            []string       // of the file's entities, sorted; several cannot be added up
	// ReadFrom is the first month that was asked of the ledgers, where older
	// months of the file come from memory (refresh --recent); else no month.
	ReadFrom ledger.Month
}

// File is a file that was written.
type File struct {
	Kind   model.ImportKind
	Import string // id of the import in the history
	Path   string // "-" for standard output
	Format export.Format
	Rows   int // data rows
	SHA256 string
}

// EntityResult is what an import found in one entity's ledger.
type EntityResult struct {
	Key          model.Key
	Provider     ledger.Provider
	Environment  string
	Organisation ledger.Organisation
	Accounts     int // in the chart
	Archived     int // of these
	Lines        int // accounts and other lines with a value in the file's months
	Calls        int
	RequestIDs   []string
	Checks       []ledger.Check
	NetProfit    ledger.Amount             // of all months read; profit positive
	Unconfirmed  []Stake                   // accounts with money whose mapping is not confirmed, the most first
	Strangers    []ledger.Account          // accounts with amounts that the chart does not have: kept, without code and type
	Notes        []model.ChartNote         // how the chart differs from the last import of it
	About        map[string]ledger.Account // the accounts of Notes by id, as the chart has them; not those that vanished
	LockedTo     ledger.Month              // the model's own lock, or no month
	// SetAside names the organisation whose remembered amounts were set aside,
	// because the entity is now linked to another one.
	SetAside   string
	FromMemory bool  // the file holds remembered values: it was not read, or could not be
	Err        error // why it could not be read
}

// Stake is an account whose mapping is not confirmed and the money on it: the
// movements of a profit-and-loss account added up without their signs, or the
// last balance of a balance-sheet account without its sign.
type Stake struct {
	Account ledger.Account
	State   string // suggested or unmapped
	Money   ledger.Amount
}
