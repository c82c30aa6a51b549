package model

import (
	"cmp"
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// CompareCharts lists what is different in a chart of accounts from the one
// before it, in order of account id. Was and Now of new and vanished accounts
// are their names.
func CompareCharts(before, now []ledger.Account) []ChartNote {
	old := make(map[string]ledger.Account, len(before))
	for _, account := range before {
		old[account.ID] = account
	}
	var notes []ChartNote
	for _, account := range now {
		was, known := old[account.ID]
		delete(old, account.ID)
		if !known {
			notes = append(notes, ChartNote{AccountID: account.ID, What: NoteNew, Now: account.Name})
			continue
		}
		notes = append(notes, compareAccounts(was, account)...)
	}
	for _, account := range old {
		notes = append(notes, ChartNote{AccountID: account.ID, What: NoteVanished, Was: account.Name})
	}
	sortNotes(notes)
	return notes
}

func compareAccounts(was, now ledger.Account) []ChartNote {
	var notes []ChartNote
	note := func(what, before, after string) {
		if before != after {
			notes = append(notes, ChartNote{AccountID: now.ID, What: what, Was: before, Now: after})
		}
	}
	note(NoteRenamed, was.Name, now.Name)
	note(NoteRenumbered, was.Code, now.Code)
	note(NoteRetyped, typeOf(was), typeOf(now))
	if now.Status == ledger.Archived {
		note(NoteArchived, string(was.Status), string(now.Status))
	} else {
		note(NoteRestored, string(was.Status), string(now.Status))
	}
	return notes
}

// typeOf is the provider's type with its subtype.
func typeOf(account ledger.Account) string {
	if account.Subtype == "" {
		return account.Type
	}
	return account.Type + " / " + account.Subtype
}

// JoinNotes joins two comparisons that follow each other into one: what was
// undone is no difference.
func JoinNotes(earlier, later []ChartNote) []ChartNote {
	type key struct{ account, aspect string }
	joined := map[key]ChartNote{}
	for _, note := range slices.Concat(earlier, later) {
		at := key{note.AccountID, aspect(note.What)}
		if before, ok := joined[at]; ok {
			note.Was = before.Was
		}
		joined[at] = note
		if note.Was == note.Now {
			delete(joined, at)
		}
	}
	notes := make([]ChartNote, 0, len(joined))
	for at, note := range joined {
		if existence, ok := joined[key{at.account, NoteNew}]; ok && at.aspect != NoteNew && existence.What == NoteNew {
			continue // an account that is new is not renamed as well
		}
		notes = append(notes, note)
	}
	sortNotes(notes)
	return notes
}

// aspect is what of an account a note is about, so that opposites meet.
func aspect(what string) string {
	switch what {
	case NoteVanished:
		return NoteNew
	case NoteRestored:
		return NoteArchived
	}
	return what
}

func sortNotes(notes []ChartNote) {
	slices.SortFunc(notes, func(a, b ChartNote) int {
		return cmp.Or(cmp.Compare(a.AccountID, b.AccountID), cmp.Compare(a.What, b.What))
	})
}
