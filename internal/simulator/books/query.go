package books

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// Movement is the net debit of what was posted to the account from the first to
// the last day, both included. The year-end roll is no posting: retained
// earnings move by what was booked to them only.
func (b *Books) Movement(basis ledger.Basis, accountID string, from, to ledger.Date) ledger.Amount {
	view := b.view(basis)
	return view.account(accountID).between(from, to)
}

// Balance is the net debit balance at the end of the day. Income and expense
// accounts count from the first day of the financial year; retained earnings
// hold the profit of all earlier years; all others count from the beginning.
func (b *Books) Balance(basis ledger.Basis, accountID string, at ledger.Date) ledger.Amount {
	view := b.view(basis)
	sums := view.account(accountID)
	start := view.organisation.FiscalYearStart(at)
	switch {
	case sums.profit:
		return sums.between(start, at)
	case sums.retained:
		return sums.upTo(at).Add(view.earnings.upTo(start.AddDays(-1)))
	}
	return sums.upTo(at)
}

// CurrentYearEarnings is the net debit of all income and expenses from the
// first day of the financial year to the day: a profit is negative.
func (b *Books) CurrentYearEarnings(basis ledger.Basis, at ledger.Date) ledger.Amount {
	view := b.view(basis)
	return view.earnings.between(view.organisation.FiscalYearStart(at), at)
}

// Earnings is the net debit of all income and expenses from the first to the
// last day: a profit is negative.
func (b *Books) Earnings(basis ledger.Basis, from, to ledger.Date) ledger.Amount {
	return b.view(basis).earnings.between(from, to)
}
