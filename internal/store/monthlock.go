package store

import (
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// MonthLock is as Reader.MonthLock, on its own.
func (s *Store) MonthLock(key model.Key) (model.MonthLock, error) {
	return read(s, func(r *Reader) (model.MonthLock, error) { return r.MonthLock(key) })
}

// MonthLock is an entity's lock; Through is none where nothing is locked.
func (r *Reader) MonthLock(key model.Key) (model.MonthLock, error) {
	var lock model.MonthLock
	_, err := get(r.tx, locksTable, entityKey(key), &lock)
	return lock, err
}

// SetMonthLock locks an entity's months up to through, or unlocks them where
// through is none, and logs it with the time and the reason.
func (w *Writer) SetMonthLock(key model.Key, at time.Time, through ledger.Month, reason string) error {
	lock, err := w.MonthLock(key)
	if err != nil {
		return err
	}
	lock.Through = through
	lock.Log = append(lock.Log, model.LockEvent{At: at.UTC(), Through: through, Reason: reason})
	return put(w.tx, locksTable, entityKey(key), lock)
}
