package books

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// Movement is the net debit of what was posted to the account from the first to
// the last day, both included. The year-end roll is no posting: retained
// earnings move by what was booked to them only.
func (b *Books) Movement(basis ledger.Basis, accountID string, from, to ledger.Date) ledger.Amount {
	view := b.view(basis)
	return rounded(view.account(accountID).between(from, to))
}

// Balance is the net debit balance at the end of the day. Income and expense
// accounts count from the first day of the financial year; retained earnings
// hold the profit of all earlier years; all others count from the beginning. Each
// balance is rounded to the cent on its own, so that balances in foreign
// currencies, which have fractions of cents, need not add up to nothing (observed).
func (b *Books) Balance(basis ledger.Basis, accountID string, at ledger.Date) ledger.Amount {
	return rounded(b.exactBalance(basis, accountID, at))
}

// rounded returns an amount to the cent, half a cent away from zero.
func rounded(amount ledger.Amount) ledger.Amount {
	if amount.Places() <= 2 {
		return amount
	}
	unit := int64(1)
	for range amount.Places() - 2 {
		unit *= 10
	}
	half := unit / 2
	if amount.Sign() < 0 {
		half = -half
	}
	return ledger.NewAmount((amount.Units()+half)/unit, 2)
}

func (b *Books) exactBalance(basis ledger.Basis, accountID string, at ledger.Date) ledger.Amount {
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
