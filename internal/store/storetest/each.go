package storetest

import (
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Single reads and writes single records of a store, each call in a transaction
// of its own.
type Single struct{ Transactions }

// Transactions are what Single needs of a store.
type Transactions interface {
	View(func(model.Reader) error) error
	Update(func(model.Writer) error) error
}

// Each returns the records of a store, each call in a transaction of its own.
func Each(s Transactions) Single { return Single{s} }

// Connection is as the method of model.Reader.
func (o Single) Connection(key model.Key) (model.Connection, error) {
	return model.Read(o, func(r model.Reader) (model.Connection, error) { return r.Connection(key) })
}

// Connections is as the method of model.Reader.
func (o Single) Connections(name string) ([]model.Connection, error) {
	return model.Read(o, func(r model.Reader) ([]model.Connection, error) { return r.Connections(name) })
}

// ConnectionsOf is as the method of model.Reader.
func (o Single) ConnectionsOf(id string) ([]model.Connection, error) {
	return model.Read(o, func(r model.Reader) ([]model.Connection, error) { return r.ConnectionsOf(id) })
}

// ProductionHistory is as the method of model.Reader.
func (o Single) ProductionHistory(name string) (bool, error) {
	return model.Read(o, func(r model.Reader) (bool, error) { return r.ProductionHistory(name) })
}

// Chart is as the method of model.Reader.
func (o Single) Chart(key model.Key) (*model.Chart, error) {
	return model.Read(o, func(r model.Reader) (*model.Chart, error) { return r.Chart(key) })
}

// Decisions is as the method of model.Reader.
func (o Single) Decisions(key model.Key) (map[string]model.Decision, error) {
	return model.Read(o, func(r model.Reader) (map[string]model.Decision, error) { return r.Decisions(key) })
}

// Series is as the method of model.Reader.
func (o Single) Series(key model.Key, basis ledger.Basis) (*model.Series, error) {
	return model.Read(o, func(r model.Reader) (*model.Series, error) { return r.Series(key, basis) })
}

// MonthLock is as the method of model.Reader.
func (o Single) MonthLock(key model.Key) (model.MonthLock, error) {
	return model.Read(o, func(r model.Reader) (model.MonthLock, error) { return r.MonthLock(key) })
}

// Imports is as the method of model.Reader.
func (o Single) Imports(name string) ([]model.Import, error) {
	return model.Read(o, func(r model.Reader) ([]model.Import, error) { return r.Imports(name) })
}

// ImportOptions is as the method of model.Reader.
func (o Single) ImportOptions(name string, kind model.ImportKind) (model.ImportOptions, error) {
	return model.Read(o, func(r model.Reader) (model.ImportOptions, error) { return r.ImportOptions(name, kind) })
}

// Changes is as the method of model.Reader.
func (o Single) Changes(name string, ids ...string) ([]model.Change, error) {
	return model.Read(o, func(r model.Reader) ([]model.Change, error) { return r.Changes(name, ids...) })
}

// UpdateConnection is as the method of model.Writer.
func (o Single) UpdateConnection(key model.Key, change func(*model.Connection) error) error {
	return o.Update(func(w model.Writer) error { return w.UpdateConnection(key, change) })
}
