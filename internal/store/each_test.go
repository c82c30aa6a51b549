package store

import (
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// own runs each call in a transaction of its own.
type own struct{ *Store }

func each(s *Store) own { return own{s} }

func (o own) Connection(key model.Key) (model.Connection, error) {
	return model.Read(o, func(r model.Reader) (model.Connection, error) { return r.Connection(key) })
}

func (o own) Connections(name string) ([]model.Connection, error) {
	return model.Read(o, func(r model.Reader) ([]model.Connection, error) { return r.Connections(name) })
}

func (o own) ConnectionsOf(id string) ([]model.Connection, error) {
	return model.Read(o, func(r model.Reader) ([]model.Connection, error) { return r.ConnectionsOf(id) })
}

func (o own) ProductionHistory(name string) (bool, error) {
	return model.Read(o, func(r model.Reader) (bool, error) { return r.ProductionHistory(name) })
}

func (o own) Chart(key model.Key) (*model.Chart, error) {
	return model.Read(o, func(r model.Reader) (*model.Chart, error) { return r.Chart(key) })
}

func (o own) Decisions(key model.Key) (map[string]model.Decision, error) {
	return model.Read(o, func(r model.Reader) (map[string]model.Decision, error) { return r.Decisions(key) })
}

func (o own) Series(key model.Key, basis ledger.Basis) (*model.Series, error) {
	return model.Read(o, func(r model.Reader) (*model.Series, error) { return r.Series(key, basis) })
}

func (o own) MonthLock(key model.Key) (model.MonthLock, error) {
	return model.Read(o, func(r model.Reader) (model.MonthLock, error) { return r.MonthLock(key) })
}

func (o own) Imports(name string) ([]model.Import, error) {
	return model.Read(o, func(r model.Reader) ([]model.Import, error) { return r.Imports(name) })
}

func (o own) ImportOptions(name string, kind model.ImportKind) (model.ImportOptions, error) {
	return model.Read(o, func(r model.Reader) (model.ImportOptions, error) { return r.ImportOptions(name, kind) })
}

func (o own) Changes(name string, ids ...string) ([]model.Change, error) {
	return model.Read(o, func(r model.Reader) ([]model.Change, error) { return r.Changes(name, ids...) })
}

func (o own) UpdateConnection(key model.Key, change func(*model.Connection) error) error {
	return o.Update(func(w model.Writer) error { return w.UpdateConnection(key, change) })
}
