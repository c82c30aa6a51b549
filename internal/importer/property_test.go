package importer

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

var providers = rapid.SampledFrom([]ledger.Provider{ledger.Xero, ledger.QuickBooks})

func drawRange(t *rapid.T) ledger.Range {
	to := ledger.NewMonth(2026, 10) - ledger.Month(rapid.IntRange(0, 14).Draw(t, "back"))
	return ledger.Range{From: to - ledger.Month(rapid.IntRange(0, 17).Draw(t, "months")), To: to}
}

func TestFilesHoldWhatTheBooksSay(t *testing.T) {
	folder := t.TempDir()
	runs := 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		w := newWorld(t, sub(t, folder, runs))
		b := drawBooks(t, rapid.Uint64().Draw(t, "seed"), bookstest.RandomOptions{Provider: providers.Draw(t, "provider")})
		w.connect("acme", "main", b)
		request := ledger.Request{Range: drawRange(t), Basis: rapid.SampledFrom([]ledger.Basis{ledger.Accrual, ledger.Cash}).Draw(t, "basis")}
		result := w.actuals(ActualsOptions{
			Model: "acme", From: request.Range.From, To: request.Range.To, Basis: request.Basis,
			Layout: export.Long, File: Output{Path: w.path("long.csv")},
		})
		text := w.read("long.csv")
		if wrong := difference(figures(t, text), truth("main", b, request)); wrong != "" {
			t.Fatal(wrong)
		}
		balanced(t, records(t, text), b, request)
		if len(result.Changes) != 0 {
			t.Fatalf("%d changes on the first import", len(result.Changes))
		}
	})
}

// balanced: over a period, balance-sheet rows sum to 0.00 and profit-and-loss
// rows to minus the net profit; the natural amount has the sign of the class.
func balanced(t tester, rows []map[string]string, b *books.Books, request ledger.Request) {
	t.Helper()
	sums := map[[2]string]ledger.Amount{}
	for _, row := range rows {
		at := [2]string{row["statement"], row["period"]}
		netDebit := ledger.MustAmount(row["net_debit"])
		sums[at] = sums[at].Add(netDebit)
		if natural := ledger.Class(row["account_class"]).Natural(netDebit).String(); natural != row["amount"] {
			t.Fatalf("amount %s of a net debit %s in class %s", row["amount"], row["net_debit"], row["account_class"])
		}
	}
	for _, month := range request.Range.Months() {
		if sum := sums[[2]string{"balance_sheet", month.String()}]; !sum.IsZero() {
			t.Fatalf("the balance sheet of %s sums to %s", month, sum)
		}
		want := b.Earnings(request.Basis, month.First(), month.Last())
		if sum := sums[[2]string{"profit_and_loss", month.String()}]; !sum.Equal(want) {
			t.Fatalf("profit and loss of %s sums to %s, want %s", month, sum, want)
		}
	}
}
