package store

import (
	"errors"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestMemory(t *testing.T) {
	s := newStore(t)
	key := Key{"acme", "uk"}
	chart := &Chart{
		Chart: ledger.Chart{
			Organisation: ledger.Organisation{Provider: ledger.Xero, ID: "t", Name: "Acme", YearEndMonth: 3, YearEndDay: 31, LockedThrough: ledger.Date{Year: 2026, Month: 6, Day: 30}},
			Accounts:     []ledger.Account{{ID: "a", Code: "0200", Name: "Sales", Class: ledger.Revenue, Status: ledger.Archived, Currency: "GBP"}},
		},
		ImportID: "i1", ReadAt: noon, Notes: []ChartNote{{AccountID: "a", What: "renamed", Was: "Sale", Now: "Sales"}},
	}
	decisions := map[string]Decision{"a": {VariableType: "Revenue", Branch: "London", DecidedAt: noon}, "b": {DecidedAt: noon}}
	changes := []Change{{Entity: "uk", Basis: ledger.Cash, AccountID: "a", Month: 24300, Old: ledger.MustAmount("1.50"), New: ledger.MustAmount("-2"), ImportID: "i1", Held: true}}
	options := ImportOptions{Kind: Actuals, Range: ledger.Range{From: 24300, To: 24311}, Basis: ledger.Cash, Layout: "wide", File: "x.csv"}
	first := Import{ID: "i1", Model: "acme", Kind: Actuals, StartedAt: noon, FinishedAt: noon, Ties: true, Entities: []ImportEntity{{Entity: "uk", Environment: "production", Checks: []ledger.Check{{Name: "c", Compared: 3}}}}}
	ok(t, s.Remember(func(w *Writer) error {
		return errors.Join(w.SetChart(key, chart), w.SetDecisions(key, decisions), w.AddChanges("acme", "i1", changes), w.AddChanges("acme", "i2", nil),
			w.SetImportOptions("acme", options), w.AddImport(first), w.AddImport(Import{ID: "i0", Model: "acme"}), w.AddImport(Import{ID: "x", Model: "acme.b"}),
			w.SetMonthLock(key, noon, 24305, "board pack"), w.SetMonthLock(key, noon, 0, "an invoice was wrong"),
			w.SetSeries(key, &Series{Basis: ledger.Cash, Months: []MonthRead{{Month: 24300}}}))
	}))
	for what, diff := range map[string]string{
		"chart":     cmp.Diff(chart, get1[*Chart](t)(s.Chart(key))),
		"decisions": cmp.Diff(decisions, get1[map[string]Decision](t)(s.Decisions(key))),
		"changes":   cmp.Diff(changes, get1[[]Change](t)(s.Changes("acme", "i0", "i1", "i2")), sameAmount),
		"options":   cmp.Diff(options, get1[ImportOptions](t)(s.ImportOptions("acme", Actuals))),
		"imports":   cmp.Diff([]Import{first, {ID: "i0", Model: "acme"}}, get1[[]Import](t)(s.Imports("acme")), sameAmount),
		"lock": cmp.Diff(MonthLock{Log: []LockEvent{{At: noon, Through: 24305, Reason: "board pack"}, {At: noon, Reason: "an invoice was wrong"}}},
			get1[MonthLock](t)(s.MonthLock(key))),
	} {
		if diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	ok(t, s.Remember(func(w *Writer) error { return w.Forget(key) }))
	for what, err := range map[string]error{"chart": second(s.Chart(key)), "series": second(s.Series(key, ledger.Cash))} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("%s after Forget: %v", what, err)
		}
	}
	if d := get1[map[string]Decision](t)(s.Decisions(key)); len(d) != 0 || len(get1[[]Import](t)(s.Imports("acme"))) != 2 {
		t.Error("Forget keeps decisions or drops the history")
	}
}

func TestProductionHistory(t *testing.T) {
	s := newStore(t)
	conn, signIn := acme("main")
	ok(t, s.Link(conn, signIn))
	for _, e := range []ImportEntity{{Environment: "sandbox"}, {Environment: "simulator"}, {Environment: "production", Demo: true}, {Environment: "production", Stale: true}} {
		e.Entity = "main"
		ok(t, s.Remember(func(w *Writer) error { return w.AddImport(Import{Model: "acme", Entities: []ImportEntity{e}}) }))
		if get1[bool](t)(s.ProductionHistory("acme")) {
			t.Errorf("%+v is taken for production", e)
		}
	}
	ok(t, s.Remember(func(w *Writer) error {
		return w.AddImport(Import{ID: "i", Model: "acme", Entities: []ImportEntity{{Entity: "main", Environment: "production"}}})
	}))
	if !get1[Connection](t)(s.Connection(conn.Key)).ProductionHistory || !get1[[]Connection](t)(s.Connections("acme"))[0].ProductionHistory {
		t.Error("the connection does not show it")
	}
	get1[bool](t)(s.Unlink(conn.Key))
	if !get1[bool](t)(s.ProductionHistory("acme")) || get1[bool](t)(s.ProductionHistory("acm")) {
		t.Error("the history did not outlive the connection, or is another model's")
	}
}

func TestNewImportID(t *testing.T) {
	first, second := NewImportID(noon), NewImportID(noon)
	if !regexp.MustCompile(`^20261121-120000-[a-z2-7]{4}$`).MatchString(first) || first == second {
		t.Errorf("%s, %s", first, second)
	}
}
