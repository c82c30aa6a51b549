package books

import (
	"errors"
	"fmt"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Bases is the set of accounting bases a journal exists on. An unpaid invoice
// is there on accrual only; what its payment brings into income on cash only.
type Bases uint8

// The sets.
const (
	OnAccrual Bases = 1 << iota
	OnCash
	OnBoth = OnAccrual | OnCash
)

// Has is true where a report on the basis sees the journal.
func (b Bases) Has(basis ledger.Basis) bool {
	if basis == ledger.Cash {
		return b&OnCash != 0
	}
	return b&OnAccrual != 0
}

// Posting is one line of a journal.
type Posting struct {
	AccountID string
	NetDebit  ledger.Amount // a credit is negative
}

// Journal is one balanced entry on one day.
type Journal struct {
	ID    int // counted from 1 in the order of posting; given by Books
	Date  ledger.Date
	Bases Bases // the zero value means OnBoth
	Memo  string
	Lines []Posting
}

// The errors of posting and editing, always wrapped.
var (
	ErrUnbalanced = errors.New("the journal does not balance")
	ErrNoAccount  = errors.New("there is no such account")
	ErrBadAccount = errors.New("the account does not fit into the chart")
)

// check proves that the lines add up to nothing.
func (j Journal) check() error {
	if j.Date.IsZero() {
		return fmt.Errorf("journal %q has no date", j.Memo)
	}
	var total ledger.Amount
	for _, line := range j.Lines {
		total = total.Add(line.NetDebit)
	}
	if !total.IsZero() {
		return fmt.Errorf("%w: %s %q is out by %s", ErrUnbalanced, j.Date, j.Memo, total)
	}
	return nil
}
