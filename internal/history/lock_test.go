package history_test

import (
	"slices"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/history"
	"github.com/ledgerlink/ledgerlink/internal/importer/importertest"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestClosedThroughIsTheEarliestWholeMonth(t *testing.T) {
	t.Parallel()
	closed := func(days ...string) []model.Connection {
		var connections []model.Connection
		for _, day := range days {
			var date ledger.Date
			if err := date.UnmarshalText([]byte(day)); err != nil {
				t.Fatal(err)
			}
			connections = append(connections, model.Connection{Organisation: ledger.Organisation{LockedThrough: date}})
		}
		return connections
	}
	for want, connections := range map[string][]model.Connection{
		"2026-06": closed("2026-06-30", "2026-07-15"),
		"2026-05": closed("2026-06-29"),
		"":        closed("2026-06-30", ""),
	} {
		if got := history.ClosedThrough(connections).String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestLockAndUnlock(t *testing.T) {
	t.Parallel()
	h := importertest.New(t, t.TempDir())
	uk, nz := importertest.Key("uk"), importertest.Key("nz")
	october := ledger.NewMonth(2026, 10)
	importertest.WantError[*history.NotCompletedError](t, history.Lock(h.Store, []model.Key{uk}, october+1, h.Time), "2026-11")
	if err := history.Lock(h.Store, []model.Key{uk}, october, h.Time); err != nil {
		t.Fatal(err)
	}
	refused := importertest.WantError[*history.LockedError](t, history.Lock(h.Store, []model.Key{nz, uk}, october-1, h.Time), "2026-10")
	if refused.Key != uk || refused.Through != october {
		t.Errorf("error %+v", refused)
	}
	lockOf := func(key model.Key) model.MonthLock {
		lock, err := model.Read(h.Store, func(r model.Reader) (model.MonthLock, error) { return r.MonthLock(key) })
		if err != nil {
			t.Fatal(err)
		}
		return lock
	}
	if lockOf(nz).Through != 0 || lockOf(uk).Through != october {
		t.Errorf("locks %+v, %+v: all or none", lockOf(nz), lockOf(uk))
	}
	unlocked, err := history.Unlock(h.Store, []model.Key{nz, uk}, "restated by the auditor", h.Time)
	if err != nil || !slices.Equal(unlocked, []model.Key{uk}) {
		t.Errorf("unlocked %v, %v", unlocked, err)
	}
	if lock := lockOf(uk); lock.Through != 0 || len(lock.Log) != 2 || lock.Log[1].Reason != "restated by the auditor" {
		t.Errorf("lock %+v", lock)
	}
}
