package store

import (
	"errors"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestMemory(t *testing.T) {
	s := newStore(t)
	key := model.Key{Model: "acme", Entity: "uk"}
	chart := &model.Chart{
		Chart: ledger.Chart{
			Organisation: ledger.Organisation{Provider: ledger.Xero, ID: "t", Name: "Acme", YearEndMonth: 3, YearEndDay: 31, LockedThrough: ledger.Date{Year: 2026, Month: 6, Day: 30}},
			Accounts:     []ledger.Account{{ID: "a", Code: "0200", Name: "Sales", Class: ledger.Revenue, Status: ledger.Archived, Currency: "GBP"}},
		},
		ImportID: "i1", ReadAt: noon, Notes: []model.ChartNote{{AccountID: "a", What: "renamed", Was: "Sale", Now: "Sales"}},
	}
	decisions := map[string]model.Decision{"a": {VariableType: "Revenue", Branch: "London", DecidedAt: noon}, "b": {DecidedAt: noon}}
	changes := []model.Change{{Entity: "uk", Basis: ledger.Cash, AccountID: "a", Month: 24300, Old: ledger.MustAmount("1.50"), New: ledger.MustAmount("-2"), ImportID: "i1", Held: true}}
	options := model.ImportOptions{Kind: model.Actuals, Range: ledger.Range{From: 24300, To: 24311}, Basis: ledger.Cash, Layout: "wide", File: "x.csv"}
	first := model.Import{ID: "i1", Model: "acme", Kind: model.Actuals, StartedAt: noon, FinishedAt: noon, Ties: true, Entities: []model.ImportEntity{{Entity: "uk", Environment: "production", Checks: []ledger.Check{{Name: "c", Compared: 3}}}}}
	ok(t, s.Update(func(w model.Writer) error {
		return errors.Join(w.SetChart(key, chart), w.SetDecisions(key, decisions), w.AddChanges("acme", "i1", changes), w.AddChanges("acme", "i2", nil),
			w.SetImportOptions("acme", options), w.AddImport(first), w.AddImport(model.Import{ID: "i0", Model: "acme"}), w.AddImport(model.Import{ID: "x", Model: "acme.b"}),
			w.SetMonthLock(key, noon, 24305, "board pack"), w.SetMonthLock(key, noon, 0, "an invoice was wrong"),
			w.SetSeries(key, &model.Series{Basis: ledger.Cash, Months: []model.MonthRead{{Month: 24300}}}))
	}))
	for what, diff := range map[string]string{
		"chart":     cmp.Diff(chart, get1[*model.Chart](t)(each(s).Chart(key))),
		"decisions": cmp.Diff(decisions, get1[map[string]model.Decision](t)(each(s).Decisions(key))),
		"changes":   cmp.Diff(changes, get1[[]model.Change](t)(each(s).Changes("acme", "i0", "i1", "i2")), sameAmount),
		"options":   cmp.Diff(options, get1[model.ImportOptions](t)(each(s).ImportOptions("acme", model.Actuals))),
		"imports":   cmp.Diff([]model.Import{first, {ID: "i0", Model: "acme"}}, get1[[]model.Import](t)(each(s).Imports("acme")), sameAmount),
		"lock": cmp.Diff(model.MonthLock{Log: []model.LockEvent{{At: noon, Through: 24305, Reason: "board pack"}, {At: noon, Reason: "an invoice was wrong"}}},
			get1[model.MonthLock](t)(each(s).MonthLock(key))),
	} {
		if diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	ok(t, s.Update(func(w model.Writer) error { return w.Forget(key) }))
	for what, err := range map[string]error{"chart": second(each(s).Chart(key)), "series": second(each(s).Series(key, ledger.Cash))} {
		if !errors.Is(err, model.ErrNotFound) {
			t.Errorf("%s after Forget: %v", what, err)
		}
	}
	if d := get1[map[string]model.Decision](t)(each(s).Decisions(key)); len(d) != 0 || len(get1[[]model.Import](t)(each(s).Imports("acme"))) != 2 {
		t.Error("Forget keeps decisions or drops the history")
	}
}

func TestProductionHistory(t *testing.T) {
	s := newStore(t)
	conn, signIn := acme("main")
	ok(t, s.Link(conn, signIn))
	for _, e := range []model.ImportEntity{{Environment: "sandbox"}, {Environment: "simulator"}, {Environment: "production", Demo: true}, {Environment: "production", Stale: true}} {
		e.Entity = "main"
		ok(t, s.Update(func(w model.Writer) error {
			return w.AddImport(model.Import{Model: "acme", Entities: []model.ImportEntity{e}})
		}))
		if get1[bool](t)(each(s).ProductionHistory("acme")) {
			t.Errorf("%+v is taken for production", e)
		}
	}
	ok(t, s.Update(func(w model.Writer) error {
		return w.AddImport(model.Import{ID: "i", Model: "acme", Entities: []model.ImportEntity{{Entity: "main", Environment: "production"}}})
	}))
	if !get1[model.Connection](t)(each(s).Connection(conn.Key)).ProductionHistory || !get1[[]model.Connection](t)(each(s).Connections("acme"))[0].ProductionHistory {
		t.Error("the connection does not show it")
	}
	get1[bool](t)(s.Unlink(conn.Key))
	if !get1[bool](t)(each(s).ProductionHistory("acme")) || get1[bool](t)(each(s).ProductionHistory("acm")) {
		t.Error("the history did not outlive the connection, or is another model's")
	}
}

func TestNewImportID(t *testing.T) {
	first, second := model.NewImportID(noon), model.NewImportID(noon)
	if !regexp.MustCompile(`^20261121-120000-[a-z2-7]{4}$`).MatchString(first) || first == second {
		t.Errorf("%s, %s", first, second)
	}
}
