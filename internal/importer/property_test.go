package importer_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/ledgerlink/ledgerlink/internal/importer/importertest"
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
	t.Parallel()
	folder := t.TempDir()
	runs := 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		h := importertest.New(t, sub(t, folder, runs))
		b := importertest.DrawBooks(t, rapid.Uint64().Draw(t, "seed"), bookstest.RandomOptions{Provider: providers.Draw(t, "provider")})
		h.Connect("main", b)
		request := ledger.Request{Range: drawRange(t), Basis: rapid.SampledFrom([]ledger.Basis{ledger.Accrual, ledger.Cash}).Draw(t, "basis")}
		o := h.Actuals(request.Range)
		o.Basis = request.Basis
		result := h.MustImport(o)
		text := h.File("actuals.csv")
		if wrong := importertest.Difference(importertest.Figures(t, text), importertest.Expected("main", b, request)); wrong != "" {
			t.Fatal(wrong)
		}
		balanced(t, importertest.Records(t, text), b, request)
		if len(result.Changes) != 0 {
			t.Fatalf("%d changes on the first import", len(result.Changes))
		}
	})
}

// balanced: over a period, balance-sheet rows sum to 0.00 and profit-and-loss
// rows to minus the net profit; the natural amount has the sign of the class.
func balanced(t importertest.T, rows []map[string]string, b *books.Books, request ledger.Request) {
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
