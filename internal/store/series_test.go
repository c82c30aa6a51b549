package store

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store/storetest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

var sameAmount = cmp.Comparer(func(a, b ledger.Amount) bool { return a == b })

func drawSeries(t *rapid.T) *model.Series {
	text := rapid.StringN(0, 12, 40)
	s := &model.Series{OrganisationID: text.Draw(t, "organisation"), Basis: rapid.SampledFrom([]ledger.Basis{ledger.Accrual, ledger.Cash}).Draw(t, "basis")}
	months := rapid.SliceOfNDistinct(rapid.Int32Range(22800, 24400), 0, 40, rapid.ID).Draw(t, "months")
	slices.Sort(months)
	for _, m := range months {
		s.Months = append(s.Months, model.MonthRead{Month: ledger.Month(m), ImportID: text.Draw(t, "import"), Partial: rapid.Bool().Draw(t, "partial")})
	}
	units := rapid.OneOf(rapid.Int64Range(-1e7, 1e7), rapid.Int64(), rapid.SampledFrom([]int64{0, math.MaxInt64, math.MinInt64}))
	for i := range rapid.IntRange(0, 12).Draw(t, "lines") {
		line := ledger.Line{
			AccountID: fmt.Sprint(i), Name: text.Draw(t, "name"), Class: ledger.Asset,
			Statement: rapid.SampledFrom([]ledger.Statement{ledger.BalanceSheet, ledger.ProfitAndLoss}).Draw(t, "statement"),
		}
		most := rapid.SampledFrom([]int{2, 6}).Draw(t, "most places")
		for range months {
			line.NetDebit = append(line.NetDebit, ledger.NewAmount(units.Draw(t, "units"), rapid.IntRange(min(2, most), most).Draw(t, "places")))
		}
		s.Lines = append(s.Lines, line)
	}
	return s
}

func TestSeriesSurvivesTheDisk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSeries(t)
		data, err := encodeRecord(recordOf(s))
		if err != nil {
			t.Fatal(err)
		}
		var record seriesRecord
		if err := decodeRecord(data, &record); err != nil {
			t.Fatal(err)
		}
		got, err := record.series()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s, got, sameAmount, cmp.Transformer("nil", func(in []ledger.Line) []ledger.Line { return append([]ledger.Line{}, in...) }),
			cmp.Transformer("nilMonths", func(in []model.MonthRead) []model.MonthRead { return append([]model.MonthRead{}, in...) }),
			cmp.Transformer("nilAmounts", func(in []ledger.Amount) []ledger.Amount { return append([]ledger.Amount{}, in...) })); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestMemoryStaysSmall is the contract's size, over a few nightly imports
// that each change something.
func TestMemoryStaysSmall(t *testing.T) {
	s := newStore(t)
	key, series := model.Key{Model: "acme", Entity: model.MainEntity}, large(5000, 60)
	chart := &model.Chart{}
	for _, line := range series.Lines {
		chart.Accounts = append(chart.Accounts, ledger.Account{ID: line.AccountID, Name: line.Name, FullName: line.Name, Type: "EXPENSE", Class: line.Class, Status: ledger.Active, Currency: "NZD"})
	}
	for night := range 4 {
		series.Lines[night].NetDebit[59] = ledger.NewAmount(int64(night), 2)
		ok(t, s.Update(func(w model.Writer) error {
			return errors.Join(w.SetChart(key, chart), w.SetSeries(key, series))
		}))
	}
	info, err := os.Stat(s.Path())
	ok(t, err)
	t.Logf("%d accounts × %d months after 4 nights: %.2f MB on disk", len(series.Lines), len(series.Months), float64(info.Size())/1e6)
	if info.Size() > 6e6 {
		t.Errorf("%d bytes are more than 6 MB", info.Size())
	}
}

func BenchmarkSeries(b *testing.B) {
	s, key, series := newStore(b), model.Key{Model: "acme", Entity: model.MainEntity}, large(5000, 60)
	set := func(w model.Writer) error { return w.SetSeries(key, series) }
	ok(b, s.Update(set))
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			get1[*model.Series](b)(storetest.Each(s).Series(key, ledger.Accrual))
		}
	})
	b.Run("save", func(b *testing.B) {
		for night := int64(0); b.Loop(); night++ {
			series.Lines[0].NetDebit[0] = ledger.NewAmount(night, 2)
			ok(b, s.Update(set))
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		for b.Loop() {
			ok(b, s.Update(set))
		}
	})
}

func BenchmarkSaveTokens(b *testing.B) {
	s := newStore(b)
	conn, signIn := acme(model.MainEntity)
	ok(b, s.Link(conn, signIn))
	for b.Loop() {
		ok(b, s.SaveTokens(idOf(signIn), tokens("two")))
	}
}

// large is an entity with accounts of the sort ledgers have: one in three quiet,
// ids as Xero's, balances that drift.
func large(accounts, months int) *model.Series {
	random := rand.New(rand.NewPCG(5, 60))
	s := &model.Series{OrganisationID: "0f8fad5b-d9cb-469f-a165-70867728950e", Basis: ledger.Accrual}
	for m := range months {
		s.Months = append(s.Months, model.MonthRead{Month: ledger.Month(24260 + m), ImportID: "20261121-191503-k4vq"})
	}
	for i := range accounts {
		line := ledger.Line{
			AccountID: fmt.Sprintf("%08x-%04x-4%03x-a%03x-%012x", random.Uint32(), random.UintN(1<<16), random.UintN(1<<12), random.UintN(1<<12), random.Uint64N(1<<48)),
			Name:      fmt.Sprintf("Account %d of the ledger", i), Class: ledger.Expense, Statement: ledger.ProfitAndLoss,
		}
		if i%2 == 0 {
			line.Class, line.Statement = ledger.Asset, ledger.BalanceSheet
		}
		var units int64
		for range months {
			if i%3 != 0 || random.IntN(12) == 0 {
				units = units*int64((i+1)%2) + random.Int64N(10_000_000) - 5_000_000
			}
			line.NetDebit = append(line.NetDebit, ledger.NewAmount(units, 2))
		}
		s.Lines = append(s.Lines, line)
	}
	slices.SortFunc(s.Lines, func(a, b ledger.Line) int { return cmpText(a.AccountID, b.AccountID) })
	return s
}

func cmpText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
