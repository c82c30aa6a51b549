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
		data, err := encodeSeries(s)
		if err != nil {
			t.Fatal(err)
		}
		got, err := decodeSeries(data)
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

func TestSetSeriesRefuses(t *testing.T) {
	s := newStore(t)
	invalid := ledger.NewAmount(math.MaxInt64, 2).Add(ledger.NewAmount(1, 2))
	one := []model.MonthRead{{Month: 24300}}
	for _, c := range []struct {
		months  []model.MonthRead
		amounts []ledger.Amount
		want    error
	}{
		{one, nil, model.ErrRagged},
		{one, []ledger.Amount{invalid}, ledger.ErrAmount},
		{[]model.MonthRead{{Month: 24301}, {Month: 24300}}, make([]ledger.Amount, 2), model.ErrMonthOrder},
		{[]model.MonthRead{{Month: 0}}, make([]ledger.Amount, 1), model.ErrMonthOrder},
	} {
		err := s.Update(func(w model.Writer) error {
			return w.SetSeries(model.Key{Model: "a", Entity: "b"}, &model.Series{Months: c.months, Lines: []ledger.Line{{NetDebit: c.amounts}}})
		})
		if !errors.Is(err, c.want) {
			t.Errorf("got %v, want %v", err, c.want)
		}
	}
}

// naive is a memory that keeps one amount a cell, to compare Merge with.
type naive map[string]map[ledger.Month]ledger.Amount

func TestMergeIsTheTrueDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		series := &model.Series{Basis: ledger.Accrual}
		memory, readBy := naive{}, map[ledger.Month]string{}
		for run := range rapid.IntRange(1, 6).Draw(t, "runs") {
			from := ledger.Month(rapid.IntRange(24300, 24310).Draw(t, "from"))
			read := model.Reading{Entity: "main", ImportID: fmt.Sprint("i", run), Range: ledger.Range{From: from, To: from + ledger.Month(rapid.IntRange(0, 5).Draw(t, "len"))}}
			locked := ledger.Month(rapid.SampledFrom([]int{0, 0, 24303, 24306}).Draw(t, "locked"))
			for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 0, 4, rapid.ID).Draw(t, "accounts") {
				line := ledger.Line{AccountID: id, Name: id + read.ImportID, Class: ledger.Expense, Statement: ledger.ProfitAndLoss}
				for range read.Range.Months() {
					line.NetDebit = append(line.NetDebit, ledger.NewAmount(rapid.Int64Range(-2, 2).Draw(t, "units"), 2))
				}
				read.Lines = append(read.Lines, line)
			}
			want := memory.merge(read, readBy, locked)
			got := series.Merge(read, locked)
			for i := range got {
				got[i].AccountName = ""
			}
			if diff := cmp.Diff(want, got, sameAmount); diff != "" {
				t.Fatal(diff)
			}
			memory.compare(t, series, readBy)
		}
	})
}

func (n naive) merge(read model.Reading, readBy map[ledger.Month]string, locked ledger.Month) []model.Change {
	now := naive{}
	for _, line := range read.Lines {
		now[line.AccountID] = map[ledger.Month]ledger.Amount{}
		for i, m := range read.Range.Months() {
			now[line.AccountID][m] = line.NetDebit[i]
		}
		if n[line.AccountID] == nil {
			n[line.AccountID] = map[ledger.Month]ledger.Amount{}
		}
	}
	var changes []model.Change
	for _, id := range []string{"a", "b", "c", "d"} {
		for _, m := range read.Range.Months() {
			if n[id] == nil {
				continue
			}
			known, held := readBy[m] != "", readBy[m] != "" && m <= locked
			if before := n[id][m]; known && !before.Equal(now[id][m]) {
				changes = append(changes, model.Change{
					Entity: "main", Basis: ledger.Accrual, AccountID: id, Class: ledger.Expense, Statement: ledger.ProfitAndLoss,
					Month: m, Old: before, New: now[id][m], ImportID: read.ImportID, PreviousImportID: readBy[m], Held: held,
				})
			}
			if !held {
				n[id][m] = now[id][m]
			}
		}
	}
	for _, m := range read.Range.Months() {
		if readBy[m] == "" || m > locked {
			readBy[m] = read.ImportID
		}
	}
	return changes
}

func (n naive) compare(t *rapid.T, s *model.Series, readBy map[ledger.Month]string) {
	if len(s.Months) != len(readBy) || len(s.Lines) != len(n) {
		t.Fatalf("%d months and %d lines, want %d and %d", len(s.Months), len(s.Lines), len(readBy), len(n))
	}
	for i, m := range s.Months {
		if readBy[m.Month] != m.ImportID || (i > 0 && s.Months[i-1].Month >= m.Month) {
			t.Fatalf("%s was read by %s, want %s", m.Month, m.ImportID, readBy[m.Month])
		}
		for _, line := range s.Lines {
			if want := n[line.AccountID][m.Month]; line.NetDebit[i] != want {
				t.Fatalf("%s %s is %s, want %s", line.AccountID, m.Month, line.NetDebit[i], want)
			}
		}
	}
}

func TestMergeKeepsPlacesAndPartialMonths(t *testing.T) {
	whole := func(units int64) []ledger.Amount { return []ledger.Amount{ledger.NewAmount(units, 0)} }
	s := &model.Series{}
	read := model.Reading{
		ImportID: "i1", Range: ledger.Range{From: 24300, To: 24300}, Partial: func(ledger.Month) bool { return true },
		Lines: []ledger.Line{{AccountID: "b", NetDebit: whole(0)}, {AccountID: "a", NetDebit: whole(7)}},
	}
	s.Merge(read, 0)
	if !s.Months[0].Partial || s.Lines[0].AccountID != "a" {
		t.Errorf("%+v", s)
	}
	read.Lines, read.Partial = read.Lines[1:], nil
	if changes := s.Merge(read, 0); len(changes) != 0 || s.Lines[1].NetDebit[0] != whole(0)[0] || s.Months[0].Partial {
		t.Errorf("a zero that is not named any more: %v, %+v", changes, s)
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
			get1[*model.Series](b)(each(s).Series(key, ledger.Accrual))
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
