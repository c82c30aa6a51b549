package model

import (
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// MonthLock freezes an entity's months. Through is the last frozen month, or
// none if nothing is locked.
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

// Set locks the months up to through, or unlocks them if through is none, and
// logs it.
func (l *MonthLock) Set(at time.Time, through ledger.Month, reason string) {
	l.Through = through
	l.Log = append(l.Log, LockEvent{At: at.UTC(), Through: through, Reason: reason})
}
