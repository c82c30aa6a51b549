package books

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Books are the books of one organisation. They are safe for concurrent use;
// an edit is seen whole or not at all.
type Books struct {
	mu       sync.RWMutex
	company  Company
	accounts []Account
	position map[string]int // of an account id in accounts
	journals []Journal
	sums     *index // nil after an edit
}

// New opens books with a chart and its journals. Accounts must have ids of
// their own, existing parents and, once, the role RetainedEarnings; journals
// must balance and post to accounts of the chart.
func New(company Company, accounts []Account, journals []Journal) (*Books, error) {
	b := &Books{company: company, position: make(map[string]int, len(accounts))}
	for _, account := range accounts {
		if err := b.add(account); err != nil {
			return nil, err
		}
	}
	if b.retained() < 0 {
		return nil, fmt.Errorf("%w: no retained earnings", ErrBadAccount)
	}
	for _, journal := range journals {
		if _, err := b.post(journal); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// Snapshot is the books as they are now; later edits of one are not seen in the
// other. A report is worked out from a snapshot, so that it never shows half an
// edit.
func (b *Books) Snapshot() *Books {
	sums := b.current()
	b.mu.RLock()
	defer b.mu.RUnlock()
	if sums != b.sums {
		sums = nil // edited in between
	}
	return &Books{
		company:  b.company,
		accounts: slices.Clone(b.accounts),
		position: maps.Clone(b.position),
		journals: slices.Clip(b.journals),
		sums:     sums,
	}
}

// Company is the organisation with everything the providers tell about it.
func (b *Books) Company() Company {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.company
}

// Organisation is the organisation as an import should see it.
func (b *Books) Organisation() ledger.Organisation { return b.Company().Organisation }

// Accounts is the chart, archived accounts included, in the order the accounts
// were added.
func (b *Books) Accounts() []Account {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return slices.Clone(b.accounts)
}

// Account is one account of the chart.
func (b *Books) Account(id string) (Account, bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	i, ok := b.position[id]
	if !ok {
		return Account{}, false
	}
	return b.accounts[i], true
}

// Journals are all journals in the order of posting. The lines must not be changed.
func (b *Books) Journals() []Journal {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return slices.Clone(b.journals)
}

// retained is the position of the retained earnings account, or -1.
func (b *Books) retained() int {
	return slices.IndexFunc(b.accounts, func(a Account) bool { return a.Role == RetainedEarnings })
}
