package model

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// reference keeps one amount a cell, to compare Merge with.
type reference map[string]map[ledger.Month]ledger.Amount

func TestMergeIsTheTrueDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		series := &Series{Basis: ledger.Accrual}
		memory, readBy := reference{}, map[ledger.Month]string{}
		for run := range rapid.IntRange(1, 6).Draw(t, "runs") {
			from := ledger.Month(rapid.IntRange(24300, 24310).Draw(t, "from"))
			read := Reading{Entity: "main", ImportID: fmt.Sprint("i", run), Range: ledger.Range{From: from, To: from + ledger.Month(rapid.IntRange(0, 5).Draw(t, "len"))}}
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
			if diff := cmp.Diff(want, got, sameAmount()); diff != "" {
				t.Fatal(diff)
			}
			memory.compare(t, series, readBy)
		}
	})
}

func (n reference) merge(read Reading, readBy map[ledger.Month]string, locked ledger.Month) []Change {
	now := reference{}
	for _, line := range read.Lines {
		now[line.AccountID] = map[ledger.Month]ledger.Amount{}
		for i, m := range read.Range.Months() {
			now[line.AccountID][m] = line.NetDebit[i]
		}
		if n[line.AccountID] == nil {
			n[line.AccountID] = map[ledger.Month]ledger.Amount{}
		}
	}
	var changes []Change
	for _, id := range []string{"a", "b", "c", "d"} {
		for _, m := range read.Range.Months() {
			if n[id] == nil {
				continue
			}
			known, held := readBy[m] != "", readBy[m] != "" && m <= locked
			if before := n[id][m]; known && !before.Equal(now[id][m]) {
				changes = append(changes, Change{
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

func (n reference) compare(t *rapid.T, s *Series, readBy map[ledger.Month]string) {
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
	s := &Series{}
	read := Reading{
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

func sameAmount() cmp.Option { return cmp.Comparer(func(a, b ledger.Amount) bool { return a == b }) }
