package memstore

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// The keys of records.
func connectionOf(key model.Key) string { return "connection/" + entityOf(key) }
func productionOf(key model.Key) string { return "production/" + entityOf(key) }
func chartOf(key model.Key) string      { return "chart/" + entityOf(key) }
func decisionsOf(key model.Key) string  { return "decisions/" + entityOf(key) }
func lockOf(key model.Key) string       { return "lock/" + entityOf(key) }

func seriesOf(key model.Key, basis ledger.Basis) string {
	return "series/" + entityOf(key) + "/" + string(basis)
}

func optionsOf(name string, kind model.ImportKind) string {
	return "options/" + name + "/" + string(kind)
}

func changesOf(name, importID string) string { return "changes/" + name + "/" + importID }

func entityOf(key model.Key) string { return key.Model + "/" + key.Entity }

// reader is one moment of a store.
type reader struct{ records records }

// get decodes a record into value and reports whether there is one.
func (r *reader) get(key string, value any) (bool, error) {
	data, ok := r.records[key]
	if !ok {
		return false, nil
	}
	return true, json.Unmarshal(data, value)
}

// list decodes the records whose keys begin with prefix, in byte order.
func list[T any](r *reader, prefix string) ([]T, error) {
	var all []T
	for _, key := range slices.Sorted(maps.Keys(r.records)) {
		if !strings.HasPrefix(key, prefix) {
			continue
		}
		var value T
		if _, err := r.get(key, &value); err != nil {
			return nil, err
		}
		all = append(all, value)
	}
	return all, nil
}

func (r *reader) Connection(key model.Key) (model.Connection, error) {
	var c model.Connection
	found, err := r.get(connectionOf(key), &c)
	if err == nil && !found {
		err = missing("a connection of " + key.String())
	}
	_, c.ProductionHistory = r.records[productionOf(key)]
	if err != nil {
		return model.Connection{}, err
	}
	return c, nil
}

func (r *reader) Connections(name string) ([]model.Connection, error) {
	prefix := "connection/"
	if name != "" {
		prefix += name + "/"
	}
	all, err := list[model.Connection](r, prefix)
	for i := range all {
		_, all[i].ProductionHistory = r.records[productionOf(all[i].Key)]
	}
	slices.SortFunc(all, func(a, b model.Connection) int { return a.Compare(b.Key) })
	return all, err
}

func (r *reader) ConnectionsOf(signInID string) ([]model.Connection, error) {
	all, err := r.Connections("")
	return slices.DeleteFunc(all, func(c model.Connection) bool { return c.SignInID != signInID }), err
}

func (r *reader) ProductionHistory(name string) (bool, error) {
	found, err := list[string](r, "production/"+name+"/")
	return len(found) > 0, err
}

func (r *reader) Chart(key model.Key) (*model.Chart, error) {
	c := new(model.Chart)
	if found, err := r.get(chartOf(key), c); err != nil || !found {
		return nil, orMissing(err, "a chart of accounts of "+key.String())
	}
	return c, nil
}

func (r *reader) Decisions(key model.Key) (map[string]model.Decision, error) {
	decisions := map[string]model.Decision{}
	_, err := r.get(decisionsOf(key), &decisions)
	return decisions, err
}

func (r *reader) Series(key model.Key, basis ledger.Basis) (*model.Series, error) {
	s := new(model.Series)
	if found, err := r.get(seriesOf(key, basis), s); err != nil || !found {
		return nil, orMissing(err, fmt.Sprintf("an import actuals of %s (%s)", key, basis))
	}
	return s, nil
}

func (r *reader) MonthLock(key model.Key) (model.MonthLock, error) {
	var lock model.MonthLock
	_, err := r.get(lockOf(key), &lock)
	return lock, err
}

func (r *reader) Imports(name string) ([]model.Import, error) {
	return list[model.Import](r, "import/"+name+"/")
}

func (r *reader) ImportOptions(name string, kind model.ImportKind) (model.ImportOptions, error) {
	var o model.ImportOptions
	found, err := r.get(optionsOf(name, kind), &o)
	if err == nil && !found {
		err = missing(fmt.Sprintf("an import %s of %s", kind, name))
	}
	return o, err
}

func (r *reader) Changes(name string, importIDs ...string) ([]model.Change, error) {
	var all []model.Change
	for _, id := range importIDs {
		var found []model.Change
		if _, err := r.get(changesOf(name, id), &found); err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// orMissing returns err, or model.ErrNotFound if err is nil.
func orMissing(err error, what string) error {
	if err != nil {
		return err
	}
	return missing(what)
}
