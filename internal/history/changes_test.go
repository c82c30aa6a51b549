package history_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/history"
	"github.com/ledgerlink/ledgerlink/internal/importer/importertest"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestChangesSinceAndDiff(t *testing.T) {
	t.Parallel()
	h := importertest.New(t, t.TempDir())
	fake := h.Connect("main", importertest.Shop(t, ledger.Xero))
	var ids []string
	run := func() {
		t.Helper()
		h.Time = h.Time.Add(24 * time.Hour)
		ids = append(ids, h.MustImport(h.Actuals(importertest.Summer())).Files[0].Import)
	}
	run()
	importertest.Post(t, fake.Books, ledger.Date{Year: 2026, Month: 8, Day: 15}, "rent", "bank", "1.00")
	run()
	importertest.Post(t, fake.Books, ledger.Date{Year: 2026, Month: 8, Day: 16}, "rent", "bank", "2.00")
	run()
	rents := func(changes []model.Change, err error) []string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, c := range changes {
			if c.AccountID == "rent" {
				was, is := c.Class.Natural(c.Old), c.Class.Natural(c.New)
				found = append(found, fmt.Sprint(c.Month, " ", was, " ", is, " ", is.Sub(was), " ", history.EffectOnNetProfit(c), " ", c.Held))
			}
		}
		return found
	}
	first, second := "2026-08 30.00 31.00 1.00 -1.00 false", "2026-08 31.00 33.00 2.00 -2.00 false"
	for since, want := range map[string][]string{"": {second}, ids[0]: {first, second}, ids[1]: {second}, ids[2]: nil, "2026-11-23": {first, second}, "2026-11-24": {second}, "2026-12-24": nil} {
		if got := rents(history.Changes(h.Store, "acme", "", since)); !slices.Equal(got, want) {
			t.Errorf("since %q: %q, want %q", since, got, want)
		}
	}
	if got := rents(history.Changes(h.Store, "acme", "other", "")); got != nil {
		t.Errorf("another entity: %q", got)
	}
	if got := rents(history.Diff(h.Store, "acme", ids[0], ids[2])); !slices.Equal(got, []string{"2026-08 30.00 33.00 3.00 -3.00 false"}) {
		t.Errorf("diff %q", got)
	}
	if got := rents(history.Diff(h.Store, "acme", ids[2], ids[0])); !slices.Equal(got, []string{"2026-08 33.00 30.00 -3.00 3.00 false"}) {
		t.Errorf("diff the other way round %q", got)
	}
	_, err := history.Changes(h.Store, "acme", "", "yesterday")
	importertest.WantError[*history.UnknownImportError](t, err, "yesterday")
	_, err = history.Diff(h.Store, "acme", ids[0], "nothing")
	importertest.WantError[*history.UnknownImportError](t, err, "nothing")
}
