package books

import (
	"fmt"
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Post books a journal, on whatever day, also one long past, and returns its
// number. It fails with ErrUnbalanced or ErrNoAccount and then changes nothing.
func (b *Books) Post(journal Journal) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.post(journal)
}

func (b *Books) post(journal Journal) (int, error) {
	if err := journal.check(); err != nil {
		return 0, err
	}
	for _, line := range journal.Lines {
		at, ok := b.position[line.AccountID]
		if !ok {
			return 0, fmt.Errorf("%w: %q in %q", ErrNoAccount, line.AccountID, journal.Memo)
		}
		if line.NetDebit.Places() != 2 && b.accounts[at].Currency == b.company.Currency {
			return 0, fmt.Errorf("journal %q: %s is not in cents", journal.Memo, line.NetDebit)
		}
	}
	if journal.Bases == 0 {
		journal.Bases = OnBoth
	}
	journal.ID = len(b.journals) + 1
	journal.Lines = slices.Clone(journal.Lines)
	b.journals = append(b.journals, journal)
	b.sums = nil
	return journal.ID, nil
}

// AddAccount puts a new account at the end of the chart. It fails with
// ErrBadAccount where the id is empty or taken, the parent unknown, or a second
// account takes the retained earnings.
func (b *Books) AddAccount(account Account) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.add(account)
}

func (b *Books) add(account Account) error {
	if _, taken := b.position[account.ID]; taken || account.ID == "" {
		return fmt.Errorf("%w: id %q is empty or taken", ErrBadAccount, account.ID)
	}
	if _, ok := b.position[account.ParentID]; !ok && account.ParentID != "" {
		return fmt.Errorf("%w: parent %q is not there", ErrBadAccount, account.ParentID)
	}
	if account.Role == RetainedEarnings && b.retained() >= 0 {
		return fmt.Errorf("%w: retained earnings are there already", ErrBadAccount)
	}
	if account.Status == "" {
		account.Status = ledger.Active
	}
	if account.Currency == "" {
		account.Currency = b.company.Currency
	}
	account.FullName = b.fullName(account)
	b.position[account.ID] = len(b.accounts)
	b.accounts = append(b.accounts, account)
	b.sums = nil
	return nil
}

// fullName is the name after the names of its parents, as QuickBooks writes it.
func (b *Books) fullName(account Account) string {
	i, ok := b.position[account.ParentID]
	if !ok {
		return account.Name
	}
	return b.fullName(b.accounts[i]) + ":" + account.Name
}

// Rename gives an account another name; its sub-accounts follow.
func (b *Books) Rename(accountID, name string) error {
	return b.edit(accountID, func(a *Account) { a.Name = name })
}

// Renumber gives an account another code; an empty one takes it away.
func (b *Books) Renumber(accountID, code string) error {
	return b.edit(accountID, func(a *Account) { a.Code = code })
}

// Archive takes an account out of use (QuickBooks: makes it inactive). Its
// history stays.
func (b *Books) Archive(accountID string) error {
	return b.edit(accountID, func(a *Account) { a.Status = ledger.Archived })
}

// Restore takes an archived account into use again.
func (b *Books) Restore(accountID string) error {
	return b.edit(accountID, func(a *Account) { a.Status = ledger.Active })
}

// Retype gives an account another type of the provider's, with its subtype and
// class; its whole history moves with it.
func (b *Books) Retype(accountID, accountType, subtype string, class ledger.Class) error {
	return b.edit(accountID, func(a *Account) { a.Type, a.Subtype, a.Class = accountType, subtype, class })
}

// LockThrough sets the ledger's own lock or closing date; no date unlocks.
func (b *Books) LockThrough(day ledger.Date) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.company.LockedThrough = day
	b.sums = nil
}

// Arrange gives the ledger's reports another layout.
func (b *Books) Arrange(layout Layout) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.company.Layout = layout
}

func (b *Books) edit(accountID string, change func(*Account)) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	i, ok := b.position[accountID]
	if !ok {
		return fmt.Errorf("%w: %q", ErrNoAccount, accountID)
	}
	change(&b.accounts[i])
	for i, account := range b.accounts {
		b.accounts[i].FullName = b.fullName(account)
	}
	b.sums = nil
	return nil
}
