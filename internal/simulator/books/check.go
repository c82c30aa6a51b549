package books

import (
	"fmt"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Check proves the books on the day: every journal balances, and on both bases
// all balances of the chart add up to nothing.
func (b *Books) Check(at ledger.Date) error {
	b = b.Snapshot()
	for _, journal := range b.journals {
		if err := journal.check(); err != nil {
			return err
		}
	}
	for _, basis := range []ledger.Basis{ledger.Accrual, ledger.Cash} {
		var total ledger.Amount
		for _, account := range b.accounts {
			total = total.Add(b.exactBalance(basis, account.ID, at))
		}
		if !total.IsZero() {
			return fmt.Errorf("%w: the %s trial balance at %s is out by %s", ErrUnbalanced, basis, at, total)
		}
	}
	return nil
}
