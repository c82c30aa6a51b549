package quickbooksapi

import (
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// chart is the chart of accounts as it was when the request came.
type chart struct {
	accounts []books.Account
	byID     map[string]books.Account
	children map[string][]books.Account
}

func chartOf(b *books.Books) chart {
	c := chart{accounts: b.Accounts(), byID: map[string]books.Account{}, children: map[string][]books.Account{}}
	for _, a := range c.accounts {
		c.byID[a.ID] = a
		c.children[a.ParentID] = append(c.children[a.ParentID], a)
	}
	return c
}

// fullName is Parent:Child.
func (c chart) fullName(a books.Account) string {
	if parent, ok := c.byID[a.ParentID]; ok {
		return c.fullName(parent) + ":" + a.Name
	}
	return a.Name
}

// currentBalance is the balance on a day, debit-positive; accounts of the profit
// and loss and retained earnings show none (observed).
func (r request) currentBalance(a books.Account) ledger.Amount {
	if a.OnProfitAndLoss() || a.Role == books.RetainedEarnings || a.Class == "" {
		return ledger.Amount{}
	}
	return r.books.Balance(ledger.Accrual, a.ID, r.today())
}

func (r request) withSubAccounts(c chart, a books.Account) ledger.Amount {
	total := r.currentBalance(a)
	for _, child := range c.children[a.ID] {
		total = total.Add(r.withSubAccounts(c, child))
	}
	return total
}
