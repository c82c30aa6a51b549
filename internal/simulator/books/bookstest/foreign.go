package bookstest

import (
	"fmt"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// foreign adds the bank accounts in a foreign currency, and transfers between
// them: worth fractions of cents in the company's own currency, of which profit
// and loss has none.
func (d *draw) foreign() []books.Journal {
	if d.options.Foreign == 0 {
		return nil
	}
	d.company.MultiCurrency = true
	kinds := map[ledger.Provider]kind{ledger.Xero: {"BANK", "", books.Bank}, ledger.QuickBooks: {"Bank", "Savings", books.Bank}}
	first := len(d.accounts)
	for range d.options.Foreign {
		d.add(kinds[d.options.Provider])
		account := &d.accounts[len(d.accounts)-1]
		account.Currency, account.Status = "CHF", ledger.Active
	}
	accounts := d.accounts[first:]
	var journals []books.Journal
	for range 10 * len(accounts) {
		from, to := accounts[d.random.IntN(len(accounts))], accounts[d.random.IntN(len(accounts))]
		amount := ledger.NewAmount(d.random.Int64N(1_000_0000), 4)
		day := d.options.History.From.First().AddDays(d.random.IntN(d.options.History.Len() * 31))
		journals = append(journals, books.Journal{
			Date: day, Bases: books.Bases(3), Memo: fmt.Sprint("Transfer ", len(journals)+1),
			Lines: []books.Posting{{AccountID: from.ID, NetDebit: amount}, {AccountID: to.ID, NetDebit: amount.Neg()}},
		})
	}
	return journals
}
