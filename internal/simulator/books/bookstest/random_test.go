package bookstest_test

import (
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"pgregory.net/rapid"
)

// reference works a balance out the long way, journal by journal.
func reference(b *books.Books, basis ledger.Basis, account books.Account, at ledger.Date) ledger.Amount {
	onProfit := map[string]bool{}
	for _, other := range b.Accounts() {
		onProfit[other.ID] = other.OnProfitAndLoss()
	}
	start := b.Organisation().FiscalYearStart(at)
	var total ledger.Amount
	for _, journal := range b.Journals() {
		if at.Before(journal.Date) || !journal.Bases.Has(basis) {
			continue
		}
		earlier := journal.Date.Before(start)
		for _, line := range journal.Lines {
			rolled := account.Role == books.RetainedEarnings && earlier && onProfit[line.AccountID]
			own := line.AccountID == account.ID && !(earlier && account.OnProfitAndLoss())
			if rolled || own {
				total = total.Add(line.NetDebit)
			}
		}
	}
	return total
}

func TestRandomBooksBalance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, err := bookstest.Random(rapid.Uint64().Draw(t, "seed"), bookstest.RandomOptions{})
		if err != nil {
			t.Fatal(err)
		}
		at := b.Company().Founded.AddDays(rapid.IntRange(-60, 1400).Draw(t, "day"))
		if err := b.Check(at); err != nil {
			t.Fatal(err)
		}
		basis := rapid.SampledFrom([]ledger.Basis{ledger.Accrual, ledger.Cash}).Draw(t, "basis")
		var earnings ledger.Amount
		for _, account := range b.Accounts() {
			got, want := b.Balance(basis, account.ID, at), reference(b, basis, account, at)
			if !got.Equal(want) {
				t.Fatalf("%s at %s: %s, the long way %s", account.Name, at, got, want)
			}
			if account.OnProfitAndLoss() {
				earnings = earnings.Add(got)
			}
		}
		if got := b.CurrentYearEarnings(basis, at); !got.Equal(earnings) {
			t.Fatalf("earnings at %s: %s, the accounts add up to %s", at, got, earnings)
		}
	})
}

func TestMovementsAreDifferencesOfBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, err := bookstest.Random(rapid.Uint64().Draw(t, "seed"), bookstest.RandomOptions{})
		if err != nil {
			t.Fatal(err)
		}
		from := b.Company().Founded.AddDays(rapid.IntRange(-60, 900).Draw(t, "from"))
		to := from.AddDays(rapid.IntRange(0, 400).Draw(t, "days"))
		for _, account := range b.Accounts() {
			if account.OnProfitAndLoss() || account.Role == books.RetainedEarnings {
				continue
			}
			moved := b.Balance(ledger.Cash, account.ID, to).Sub(b.Balance(ledger.Cash, account.ID, from.AddDays(-1)))
			if got := b.Movement(ledger.Cash, account.ID, from, to); !got.Equal(moved) {
				t.Fatalf("%s moved by %s, its balance by %s", account.Name, got, moved)
			}
		}
	})
}

func TestRandomBooksFollowTheirOptions(t *testing.T) {
	history := ledger.Range{From: ledger.NewMonth(2025, 1), To: ledger.NewMonth(2025, 2)}
	for _, provider := range []ledger.Provider{ledger.Xero, ledger.QuickBooks} {
		for seed := range uint64(50) {
			b, err := bookstest.Random(seed, bookstest.RandomOptions{Provider: provider, History: history, Accounts: 30, Journals: 10})
			if err != nil {
				t.Fatal(err)
			}
			if b.Organisation().Provider != provider || len(b.Journals()) != 10 || b.Company().Founded != history.From.First() {
				t.Errorf("seed %d of %s: %+v", seed, provider, b.Company())
			}
			for _, account := range b.Accounts() {
				if provider == ledger.QuickBooks && account.ParentID != "" {
					return
				}
			}
		}
	}
	t.Error("no random chart has a sub-account")
}

func BenchmarkTwoThousandAccountsThreeYears(b *testing.B) {
	opened, err := bookstest.Random(1, bookstest.RandomOptions{Provider: ledger.Xero, Accounts: 2000, Journals: 40_000})
	if err != nil {
		b.Fatal(err)
	}
	accounts := opened.Accounts()
	to := ledger.NewMonth(2026, 10)
	for b.Loop() {
		for _, account := range accounts {
			for month := to - 35; month <= to; month++ {
				opened.Balance(ledger.Accrual, account.ID, month.Last())
			}
		}
	}
}
