package model

import (
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Reader reads connections and what was imported, as of one moment: everything
// it returns is from one transaction. What it returns may be kept and changed.
type Reader interface {
	// Connection returns the connection of one model and entity, or ErrNotFound.
	Connection(key Key) (Connection, error)
	// Connections lists the connections of a model, of all models if it is empty,
	// in order of model and entity.
	Connections(model string) ([]Connection, error)
	// ConnectionsOf lists the connections that use a sign-in, in the same order.
	ConnectionsOf(signInID string) ([]Connection, error)
	// ProductionHistory reports whether a model has imported from a production
	// organisation that is no demo company, connected still or not.
	ProductionHistory(model string) (bool, error)

	// Chart returns an entity's chart as last read, or ErrNotFound.
	Chart(key Key) (*Chart, error)
	// Decisions returns an entity's decisions by account id; it is empty if there
	// are none.
	Decisions(key Key) (map[string]Decision, error)
	// Series returns an entity's amounts on a basis, or ErrNotFound.
	Series(key Key, basis ledger.Basis) (*Series, error)
	// MonthLock returns an entity's lock; Through is none if nothing is locked.
	MonthLock(key Key) (MonthLock, error)

	// Imports returns a model's history, in the order in which it was added.
	Imports(model string) ([]Import, error)
	// ImportOptions returns how a model's last import of a kind was asked for, or
	// ErrNotFound.
	ImportOptions(model string, kind ImportKind) (ImportOptions, error)
	// Changes returns what the named imports of a model found, in the order given;
	// an import that found nothing, or that there never was, adds nothing.
	Changes(model string, importIDs ...string) ([]Change, error)
}

// Writer reads and writes in one transaction; it reads what it wrote.
type Writer interface {
	Reader

	// UpdateConnection lets change alter a connection. The key and SignInID stay
	// as they are.
	UpdateConnection(key Key, change func(*Connection) error) error
	// SetChart replaces an entity's chart.
	SetChart(key Key, c *Chart) error
	// SetDecisions replaces all of an entity's decisions, by account id.
	SetDecisions(key Key, decisions map[string]Decision) error
	// SetSeries replaces an entity's amounts on the series' basis; see Series.Check.
	SetSeries(key Key, s *Series) error
	// SetMonthLock locks an entity's months up to through, or unlocks them if
	// through is none, and logs it with the time and the reason.
	SetMonthLock(key Key, at time.Time, through ledger.Month, reason string) error
	// AddImport adds to a model's history. Every entity that it read from a
	// production organisation has a production history from then on.
	AddImport(i Import) error
	// SetImportOptions replaces how a model's last import of a kind was asked for.
	SetImportOptions(model string, o ImportOptions) error
	// AddChanges adds what an import of a model found to what it found before.
	AddChanges(model, importID string, changes []Change) error
	// Forget removes an entity's chart, decisions, amounts and lock. The model's
	// history stays.
	Forget(key Key) error
}

// Viewer runs read in one transaction and returns its error.
type Viewer interface {
	View(read func(Reader) error) error
}

// Read is View for one answer.
func Read[T any](v Viewer, ask func(Reader) (T, error)) (T, error) {
	var answer T
	err := v.View(func(r Reader) (err error) {
		answer, err = ask(r)
		return err
	})
	return answer, err
}
