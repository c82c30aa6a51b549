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
