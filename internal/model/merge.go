package model

import (
	"cmp"
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Reading is what an import read of one entity.
type Reading struct {
	Entity   string
	ImportID string
	Range    ledger.Range
	Lines    []ledger.Line           // amounts: one per month of the range
	Partial  func(ledger.Month) bool // whether the month is still running; nil: none is
}

// Merge takes what a ledger now says for a run of months into the series: months
// that are new are added, months in memory get the new amounts, except where the
// month is not after lockedThrough, which keeps the old ones. Accounts that the
// ledger did not name are zero in the run. An account that was moved to the other
// statement gets a line there and keeps the old one for months that are not read
// again: a movement never poses as a balance. It returns every amount in memory
// that is now another, in order of account, statement and month, with AccountCode
// empty.
func (s *Series) Merge(read Reading, lockedThrough ledger.Month) []Change {
	slots := s.addMonths(read, lockedThrough)
	named := s.addLines(read.Lines)
	var changes []Change
	for i := range s.Lines {
		line := &s.Lines[i]
		for offset, slot := range slots {
			old := line.NetDebit[slot.at]
			now := amountOf(named[placeOf(*line)], offset, old)
			if !slot.held {
				line.NetDebit[slot.at] = now
			}
			if slot.readBy == "" || now.Equal(old) {
				continue
			}
			changes = append(changes, Change{
				Entity: read.Entity, Basis: s.Basis,
				AccountID: line.AccountID, AccountName: line.Name, Class: line.Class, Statement: line.Statement,
				Month: read.Range.From + ledger.Month(offset), Old: old, New: now,
				ImportID: read.ImportID, PreviousImportID: slot.readBy, Held: slot.held,
			})
		}
	}
	return changes
}

// slot is the place of one month of a reading in the series.
type slot struct {
	at     int    // index into Months
	readBy string // the import that read the month before; empty for a new month
	held   bool   // a lock keeps the old amounts
}

// amountOf is what the ledger says for the month at an offset of the range. What
// it does not name is zero, written as the zero before it was.
func amountOf(line *ledger.Line, offset int, before ledger.Amount) ledger.Amount {
	switch {
	case line != nil:
		return line.NetDebit[offset]
	case before.IsZero():
		return before
	}
	return ledger.Amount{}
}

// addMonths makes room for months that are new, notes who read the others unless
// a lock holds them, and returns the place of each month of the range.
func (s *Series) addMonths(read Reading, lockedThrough ledger.Month) []slot {
	slots := make([]slot, 0, read.Range.Len())
	for _, month := range read.Range.Months() {
		note := MonthRead{Month: month, ImportID: read.ImportID, Partial: read.Partial != nil && read.Partial(month)}
		at, found := slices.BinarySearchFunc(s.Months, month, compareMonth)
		place := slot{at: at}
		switch {
		case !found:
			s.Months = slices.Insert(s.Months, at, note)
			for i := range s.Lines {
				s.Lines[i].NetDebit = slices.Insert(s.Lines[i].NetDebit, at, ledger.Amount{})
			}
		case month <= lockedThrough:
			place.readBy, place.held = s.Months[at].ImportID, true
		default:
			place.readBy = s.Months[at].ImportID
			s.Months[at] = note
		}
		slots = append(slots, place)
	}
	return slots
}

// addLines gives every line of the reading a place in the series, with its newest
// label, and returns the reading's lines by their place.
func (s *Series) addLines(lines []ledger.Line) map[linePlace]*ledger.Line {
	named := make(map[linePlace]*ledger.Line, len(lines))
	for i := range lines {
		named[placeOf(lines[i])] = &lines[i]
	}
	seen := make(map[linePlace]bool, len(s.Lines))
	for i := range s.Lines {
		line := &s.Lines[i]
		seen[placeOf(*line)] = true
		if now := named[placeOf(*line)]; now != nil {
			line.Name, line.Class = now.Name, now.Class
		}
	}
	for _, line := range lines {
		if !seen[placeOf(line)] {
			s.Lines = append(s.Lines, ledger.Line{
				AccountID: line.AccountID, Name: line.Name, Class: line.Class, Statement: line.Statement,
				NetDebit: make([]ledger.Amount, len(s.Months)),
			})
		}
	}
	slices.SortFunc(s.Lines, func(a, b ledger.Line) int {
		return cmp.Or(cmp.Compare(a.AccountID, b.AccountID), cmp.Compare(a.Statement, b.Statement))
	})
	return named
}

// linePlace is what a line of a series is found by.
type linePlace struct {
	accountID string
	statement ledger.Statement
}

func placeOf(l ledger.Line) linePlace { return linePlace{l.AccountID, l.Statement} }

func compareMonth(m MonthRead, month ledger.Month) int { return cmp.Compare(m.Month, month) }
