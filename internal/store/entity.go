package store

import (
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// entityKey is the key of an entity's records; a name never holds a slash.
func entityKey(key model.Key) string { return key.Model + "/" + key.Entity }

func (r *reader) Chart(key model.Key) (*model.Chart, error) {
	var c model.Chart
	found, err := get(r.tx, chartsTable, entityKey(key), &c)
	switch {
	case err != nil:
		return nil, err
	case !found:
		return nil, missing("a chart of accounts of " + key.String())
	}
	return &c, nil
}

func (w *writer) SetChart(key model.Key, c *model.Chart) error {
	return put(w.tx, chartsTable, entityKey(key), c)
}

func (r *reader) Decisions(key model.Key) (map[string]model.Decision, error) {
	decisions := map[string]model.Decision{}
	_, err := get(r.tx, decisionsTable, entityKey(key), &decisions)
	return decisions, err
}

func (w *writer) SetDecisions(key model.Key, decisions map[string]model.Decision) error {
	return put(w.tx, decisionsTable, entityKey(key), decisions)
}

func (r *reader) MonthLock(key model.Key) (model.MonthLock, error) {
	var lock model.MonthLock
	_, err := get(r.tx, locksTable, entityKey(key), &lock)
	return lock, err
}

func (w *writer) SetMonthLock(key model.Key, at time.Time, through ledger.Month, reason string) error {
	lock, err := w.MonthLock(key)
	if err != nil {
		return err
	}
	lock.Set(at, through, reason)
	return put(w.tx, locksTable, entityKey(key), lock)
}

func (w *writer) Forget(key model.Key) error {
	for _, table := range []string{chartsTable, decisionsTable, locksTable} {
		if err := remove(w.tx, table, entityKey(key)); err != nil {
			return err
		}
	}
	for _, basis := range []ledger.Basis{ledger.Accrual, ledger.Cash} {
		if err := remove(w.tx, seriesTable, seriesKey(key, basis)); err != nil {
			return err
		}
	}
	return nil
}
