package memstore

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// writer changes a copy of the records.
type writer struct {
	reader
	sequence int // of the last import
}

func (w *writer) put(key string, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("cannot store %s: %w", key, err)
	}
	w.records[key] = data
	return nil
}

func (w *writer) remove(key string) { delete(w.records, key) }

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
	return w.put(connectionOf(key), after)
}

func (w *writer) SetChart(key model.Key, c *model.Chart) error { return w.put(chartOf(key), c) }

func (w *writer) SetDecisions(key model.Key, decisions map[string]model.Decision) error {
	return w.put(decisionsOf(key), decisions)
}

func (w *writer) SetSeries(key model.Key, s *model.Series) error {
	if err := s.Check(); err != nil {
		return fmt.Errorf("cannot store the amounts of %s: %w", key, err)
	}
	return w.put(seriesOf(key, s.Basis), s)
}

func (w *writer) SetMonthLock(key model.Key, at time.Time, through ledger.Month, reason string) error {
	lock, err := w.MonthLock(key)
	if err != nil {
		return err
	}
	lock.Set(at, through, reason)
	return w.put(lockOf(key), lock)
}

func (w *writer) AddImport(i model.Import) error {
	for _, key := range i.ProductionKeys() {
		if err := w.put(productionOf(key), i.ID); err != nil {
			return err
		}
	}
	w.sequence++
	return w.put(fmt.Sprintf("import/%s/%016x", i.Model, w.sequence), i)
}

func (w *writer) SetImportOptions(name string, o model.ImportOptions) error {
	return w.put(optionsOf(name, o.Kind), o)
}

func (w *writer) AddChanges(name, importID string, changes []model.Change) error {
	if len(changes) == 0 {
		return nil
	}
	before, err := w.Changes(name, importID)
	if err != nil {
		return err
	}
	return w.put(changesOf(name, importID), append(before, changes...))
}

func (w *writer) Forget(key model.Key) error {
	w.remove(chartOf(key))
	w.remove(decisionsOf(key))
	w.remove(lockOf(key))
	for _, basis := range []ledger.Basis{ledger.Accrual, ledger.Cash} {
		w.remove(seriesOf(key, basis))
	}
	return nil
}
