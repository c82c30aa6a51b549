package store

import (
	"cmp"
	"slices"
	"strings"
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

// Connections lists the connections of a model, of all models where model is
// empty, in order of model and entity. ProductionHistory is filled in.
func (s *Store) Connections(model string) ([]Connection, error) {
	return read(s, func(r *Reader) ([]Connection, error) { return r.Connections(model) })
}

// Connection is the connection of one model and entity, or ErrNotFound.
func (s *Store) Connection(key Key) (Connection, error) {
	return read(s, func(r *Reader) (Connection, error) { return r.Connection(key) })
}

// ConnectionsOf lists the connections that use a sign-in.
func (s *Store) ConnectionsOf(signInID string) ([]Connection, error) {
	return read(s, func(r *Reader) ([]Connection, error) { return r.connectionsOf(signInID) })
}

// UpdateConnection lets change alter a connection in one transaction. The key
// and SignInID stay as they are.
func (s *Store) UpdateConnection(key Key, change func(*Connection) error) error {
	return s.Remember(func(w *Writer) error { return w.UpdateConnection(key, change) })
}

// ProductionHistory is true where a model's memory holds an import of a
// production organisation that is no demo company, linked still or not.
func (s *Store) ProductionHistory(model string) (bool, error) {
	return read(s, func(r *Reader) (bool, error) {
		for range below(r.tx, productionTable, model+"/") {
			return true, nil
		}
		return false, nil
	})
}

// Connections is as Store.Connections.
func (r *Reader) Connections(model string) ([]Connection, error) {
	prefix := ""
	if model != "" {
		prefix = model + "/"
	}
	all, err := list[Connection](r.tx, connectionsTable, prefix)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if err := r.fillHistory(&all[i]); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, func(a, b Connection) int {
		return cmp.Or(strings.Compare(a.Model, b.Model), strings.Compare(a.Entity, b.Entity))
	})
	return all, nil
}

// Connection is as Store.Connection.
func (r *Reader) Connection(key Key) (Connection, error) {
	var c Connection
	found, err := get(r.tx, connectionsTable, key.record(), &c)
	switch {
	case err != nil:
		return Connection{}, err
	case !found:
		return Connection{}, missing("a connection of " + key.String())
	}
	return c, r.fillHistory(&c)
}

func (r *Reader) connectionsOf(signInID string) ([]Connection, error) {
	all, err := r.Connections("")
	return slices.DeleteFunc(all, func(c Connection) bool { return c.SignInID != signInID }), err
}

func (r *Reader) fillHistory(c *Connection) (err error) {
	c.ProductionHistory, err = get(r.tx, productionTable, c.record(), new(string))
	return err
}

// UpdateConnection is as Store.UpdateConnection.
func (w *Writer) UpdateConnection(key Key, change func(*Connection) error) error {
	before, err := w.Connection(key)
	if err != nil {
		return err
	}
	after := before
	if err := change(&after); err != nil {
		return err
	}
	after.Key, after.SignInID = before.Key, before.SignInID
	return put(w.tx, connectionsTable, key.record(), after)
}
