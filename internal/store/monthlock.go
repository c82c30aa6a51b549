package store

import (
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// MonthLock freezes an entity's months in memory. Through is the last frozen
// month, or none where nothing is locked.
type MonthLock struct {
	Through ledger.Month
	Log     []LockEvent // oldest first
}

// LockEvent is one turn of a lock.
type LockEvent struct {
	At      time.Time
	Through ledger.Month // none: unlocked
	Reason  string
}

// MonthLock is as Reader.MonthLock, on its own.
func (s *Store) MonthLock(key Key) (MonthLock, error) {
	return read(s, func(r *Reader) (MonthLock, error) { return r.MonthLock(key) })
}

// MonthLock is an entity's lock; Through is none where nothing is locked.
func (r *Reader) MonthLock(key Key) (MonthLock, error) {
	var lock MonthLock
	_, err := get(r.tx, locksTable, key.record(), &lock)
	return lock, err
}

// SetMonthLock locks an entity's months up to through, or unlocks them where
// through is none, and logs it with the time and the reason.
func (w *Writer) SetMonthLock(key Key, at time.Time, through ledger.Month, reason string) error {
	lock, err := w.MonthLock(key)
	if err != nil {
		return err
	}
	lock.Through = through
	lock.Log = append(lock.Log, LockEvent{At: at.UTC(), Through: through, Reason: reason})
	return put(w.tx, locksTable, key.record(), lock)
}
