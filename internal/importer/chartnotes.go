package importer

import (
	"cmp"
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// What a store.ChartNote says about an account.
const (
	NoteNew        = "new"
	NoteVanished   = "vanished"
	NoteRenamed    = "renamed"
	NoteRenumbered = "renumbered"
	NoteRetyped    = "retyped"
	NoteArchived   = "archived"
	NoteRestored   = "restored"
)

// compareCharts lists what is different in a chart of accounts from the one
// before it, in order of account id. Was and Now of new and vanished accounts
// are their names.
func compareCharts(before, now []ledger.Account) []store.ChartNote {
	old := make(map[string]ledger.Account, len(before))
	for _, account := range before {
		old[account.ID] = account
	}
	var notes []store.ChartNote
	for _, account := range now {
		was, known := old[account.ID]
		delete(old, account.ID)
		if !known {
			notes = append(notes, store.ChartNote{AccountID: account.ID, What: NoteNew, Now: account.Name})
			continue
		}
		notes = append(notes, compareAccounts(was, account)...)
	}
	for _, account := range old {
		notes = append(notes, store.ChartNote{AccountID: account.ID, What: NoteVanished, Was: account.Name})
	}
	sortNotes(notes)
	return notes
}

func compareAccounts(was, now ledger.Account) []store.ChartNote {
	var notes []store.ChartNote
	note := func(what, before, after string) {
		if before != after {
			notes = append(notes, store.ChartNote{AccountID: now.ID, What: what, Was: before, Now: after})
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

// foldNotes joins two comparisons that follow each other into one: what was
// undone is no difference.
func foldNotes(earlier, later []store.ChartNote) []store.ChartNote {
	type key struct{ account, aspect string }
	folded := map[key]store.ChartNote{}
	for _, note := range slices.Concat(earlier, later) {
		at := key{note.AccountID, aspect(note.What)}
		if before, ok := folded[at]; ok {
			note.Was = before.Was
		}
		folded[at] = note
		if note.Was == note.Now {
			delete(folded, at)
		}
	}
	notes := make([]store.ChartNote, 0, len(folded))
	for at, note := range folded {
		if existence, ok := folded[key{at.account, NoteNew}]; ok && at.aspect != NoteNew && existence.What == NoteNew {
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

func sortNotes(notes []store.ChartNote) {
	slices.SortFunc(notes, func(a, b store.ChartNote) int {
		return cmp.Or(cmp.Compare(a.AccountID, b.AccountID), cmp.Compare(a.What, b.What))
	})
}
