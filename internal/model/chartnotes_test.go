package model

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestJoinNotes(t *testing.T) {
	t.Parallel()
	note := func(id, what, was, now string) ChartNote {
		return ChartNote{AccountID: id, What: what, Was: was, Now: now}
	}
	got := JoinNotes(
		[]ChartNote{note("a", NoteRenamed, "A", "B"), note("b", NoteNew, "", "N"), note("c", NoteArchived, "ACTIVE", "ARCHIVED"), note("d", NoteRenamed, "X", "Y"), note("e", NoteNew, "", "E")},
		[]ChartNote{note("a", NoteRenamed, "B", "C"), note("b", NoteVanished, "N", ""), note("c", NoteRestored, "ARCHIVED", "ACTIVE"), note("d", NoteRenamed, "Y", "X"), note("e", NoteRenamed, "E", "F")})
	want := []ChartNote{note("a", NoteRenamed, "A", "C"), note("e", NoteNew, "", "E")}
	if difference := cmp.Diff(want, got); difference != "" {
		t.Error(difference)
	}
}
