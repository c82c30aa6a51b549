package store

import (
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/model"
)

func (r *reader) Connections(name string) ([]model.Connection, error) {
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
	slices.SortFunc(all, func(a, b model.Connection) int { return a.Compare(b.Key) })
	return all, nil
}

func (r *reader) Connection(key model.Key) (model.Connection, error) {
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

func (r *reader) ConnectionsOf(signInID string) ([]model.Connection, error) {
	all, err := r.Connections("")
	return slices.DeleteFunc(all, func(c model.Connection) bool { return c.SignInID != signInID }), err
}

func (r *reader) fillHistory(c *model.Connection) (err error) {
	c.ProductionHistory, err = get(r.tx, productionTable, entityKey(c.Key), new(string))
	return err
}

func (r *reader) ProductionHistory(name string) (bool, error) {
	for range scanPrefix(r.tx, productionTable, name+"/") {
		return true, nil
	}
	return false, nil
}

func (w *writer) UpdateConnection(key model.Key, change func(*model.Connection) error) error {
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
