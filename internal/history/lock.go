package history

import (
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// LockStore keeps the locks of entities. Update runs a function in one
// transaction and returns its error.
type LockStore interface {
	Update(write func(model.Writer) error) error
}

// Lock freezes the months of entities up to one: they keep their amounts in
// every file until Unlock. Only completed months can be locked
// (*NotCompletedError), and no lock can be moved back (*LockedError). An error
// leaves all locks as they were.
func Lock(s LockStore, entities []model.Key, through ledger.Month, now time.Time) error {
	if through >= ledger.DateOf(now).MonthOf() {
		return &NotCompletedError{Month: through}
	}
	return s.Update(func(w model.Writer) error {
		for _, key := range entities {
			lock, err := w.MonthLock(key)
			if err != nil {
				return err
			}
			if lock.Through > through {
				return &LockedError{Key: key, Through: lock.Through}
			}
			if err := w.SetMonthLock(key, now, through, ""); err != nil {
				return err
			}
		}
		return nil
	})
}

// Unlock ends the locks of entities and returns those that had one. The reason
// is kept in the log of each lock.
func Unlock(s LockStore, entities []model.Key, reason string, now time.Time) ([]model.Key, error) {
	var unlocked []model.Key
	err := s.Update(func(w model.Writer) error {
		unlocked = nil
		for _, key := range entities {
			lock, err := w.MonthLock(key)
			if err != nil {
				return err
			}
			if lock.Through == 0 {
				continue
			}
			if err := w.SetMonthLock(key, now, 0, reason); err != nil {
				return err
			}
			unlocked = append(unlocked, key)
		}
		return nil
	})
	return unlocked, err
}

// ClosedThrough returns the last month that the ledgers of all connections have
// closed wholly, or none.
func ClosedThrough(connections []model.Connection) ledger.Month {
	var earliest ledger.Month
	for i, connection := range connections {
		closed := connection.Organisation.LockedThrough
		if closed.IsZero() {
			return 0
		}
		month := closed.AddDays(1).MonthOf() - 1
		if i == 0 || month < earliest {
			earliest = month
		}
	}
	return earliest
}
