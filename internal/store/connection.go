package store

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/model"
)

// Connections lists the connections of a model, of all models where name is
// empty, in order of model and entity. ProductionHistory is filled in.
func (s *Store) Connections(name string) ([]model.Connection, error) {
	return read(s, func(r *Reader) ([]model.Connection, error) { return r.Connections(name) })
}

// Connection is the connection of one model and entity, or ErrNotFound.
func (s *Store) Connection(key model.Key) (model.Connection, error) {
	return read(s, func(r *Reader) (model.Connection, error) { return r.Connection(key) })
}

// ConnectionsOf lists the connections that use a sign-in.
func (s *Store) ConnectionsOf(signInID string) ([]model.Connection, error) {
	return read(s, func(r *Reader) ([]model.Connection, error) { return r.connectionsOf(signInID) })
}

// UpdateConnection lets change alter a connection in one transaction. The key
// and SignInID stay as they are.
func (s *Store) UpdateConnection(key model.Key, change func(*model.Connection) error) error {
	return s.Remember(func(w *Writer) error { return w.UpdateConnection(key, change) })
}

// ProductionHistory is true where a model's memory holds an import of a
// production organisation that is no demo company, linked still or not.
func (s *Store) ProductionHistory(name string) (bool, error) {
	return read(s, func(r *Reader) (bool, error) {
		for range below(r.tx, productionTable, name+"/") {
			return true, nil
		}
		return false, nil
	})
}

// Connections is as Store.Connections.
func (r *Reader) Connections(name string) ([]model.Connection, error) {
	prefix := ""
	if name != "" {
		prefix = name + "/"
	}
	all, err := list[model.Connection](r.tx, connectionsTable, prefix)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if err := r.fillHistory(&all[i]); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, func(a, b model.Connection) int {
		return cmp.Or(strings.Compare(a.Model, b.Model), strings.Compare(a.Entity, b.Entity))
	})
	return all, nil
}

// Connection is as Store.Connection.
func (r *Reader) Connection(key model.Key) (model.Connection, error) {
	var c model.Connection
	found, err := get(r.tx, connectionsTable, entityKey(key), &c)
	switch {
	case err != nil:
		return model.Connection{}, err
	case !found:
		return model.Connection{}, missing("a connection of " + key.String())
	}
	return c, r.fillHistory(&c)
}

func (r *Reader) connectionsOf(signInID string) ([]model.Connection, error) {
	all, err := r.Connections("")
	return slices.DeleteFunc(all, func(c model.Connection) bool { return c.SignInID != signInID }), err
}

func (r *Reader) fillHistory(c *model.Connection) (err error) {
	c.ProductionHistory, err = get(r.tx, productionTable, entityKey(c.Key), new(string))
	return err
}

// UpdateConnection is as Store.UpdateConnection.
func (w *Writer) UpdateConnection(key model.Key, change func(*model.Connection) error) error {
	before, err := w.Connection(key)
	if err != nil {
		return err
	}
	after := before
	if err := change(&after); err != nil {
		return err
	}
	after.Key, after.SignInID = before.Key, before.SignInID
	return put(w.tx, connectionsTable, entityKey(key), after)
}

// entityKey is the key of an entity's records; a name never holds a slash.
func entityKey(key model.Key) string { return key.Model + "/" + key.Entity }
