package storetest

import (
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func everyRecord(t *testing.T, s Store) {
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
		"chart":     cmp.Diff(chart, get1[*model.Chart](t)(Each(s).Chart(key))),
		"decisions": cmp.Diff(decisions, get1[map[string]model.Decision](t)(Each(s).Decisions(key))),
		"changes":   cmp.Diff(changes, get1[[]model.Change](t)(Each(s).Changes("acme", "i0", "i1", "i2")), sameAmount()),
		"options":   cmp.Diff(options, get1[model.ImportOptions](t)(Each(s).ImportOptions("acme", model.Actuals))),
		"imports":   cmp.Diff([]model.Import{first, {ID: "i0", Model: "acme"}}, get1[[]model.Import](t)(Each(s).Imports("acme")), sameAmount()),
		"lock": cmp.Diff(model.MonthLock{Log: []model.LockEvent{{At: noon, Through: 24305, Reason: "board pack"}, {At: noon, Reason: "an invoice was wrong"}}},
			get1[model.MonthLock](t)(Each(s).MonthLock(key))),
	} {
		if diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	ok(t, s.Update(func(w model.Writer) error { return w.Forget(key) }))
	for what, err := range map[string]error{"chart": second(Each(s).Chart(key)), "series": second(Each(s).Series(key, ledger.Cash))} {
		if !errors.Is(err, model.ErrNotFound) {
			t.Errorf("%s after Forget: %v", what, err)
		}
	}
	if d := get1[map[string]model.Decision](t)(Each(s).Decisions(key)); len(d) != 0 || len(get1[[]model.Import](t)(Each(s).Imports("acme"))) != 2 {
		t.Error("Forget keeps decisions or drops the history")
	}
}

func updateIsAllOrNothing(t *testing.T, s Store) {
	ok(t, s.Update(func(w model.Writer) error {
		return w.SetChart(model.Key{Model: "acme", Entity: model.MainEntity}, &model.Chart{ImportID: "3"})
	}))
	stop := errors.New("stop")
	err := s.Update(func(w model.Writer) error {
		ok(t, w.SetChart(model.Key{Model: "acme", Entity: model.MainEntity}, &model.Chart{ImportID: "lost"}))
		if got := get1[*model.Chart](t)(w.Chart(model.Key{Model: "acme", Entity: model.MainEntity})); got.ImportID != "lost" {
			t.Error("a writer does not read what it wrote")
		}
		return stop
	})
	if !errors.Is(err, stop) || get1[*model.Chart](t)(Each(s).Chart(model.Key{Model: "acme", Entity: model.MainEntity})).ImportID != "3" {
		t.Errorf("a failed Update was kept (%v)", err)
	}
}

func setSeriesRefuses(t *testing.T, s Store) {
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

func valuesAreCopies(t *testing.T, s Store) {
	key := model.Key{Model: "acme", Entity: model.MainEntity}
	chart := &model.Chart{Notes: []model.ChartNote{{AccountID: "a"}}}
	series := &model.Series{
		Basis: ledger.Accrual, Months: []model.MonthRead{{Month: 24300}},
		Lines: []ledger.Line{{AccountID: "a", NetDebit: []ledger.Amount{ledger.MustAmount("1.00")}}},
	}
	var read *model.Series
	ok(t, s.Update(func(w model.Writer) error {
		err := errors.Join(w.SetChart(key, chart), w.SetSeries(key, series))
		chart.Notes[0].AccountID = "changed"
		series.Lines[0].NetDebit[0] = ledger.MustAmount("2.00")
		read = get1[*model.Series](t)(w.Series(key, ledger.Accrual))
		return err
	}))
	read.Lines[0].NetDebit[0] = ledger.MustAmount("3.00")
	if got := get1[*model.Chart](t)(Each(s).Chart(key)); got.Notes[0].AccountID != "a" {
		t.Error("the store shares a chart with whoever stored it")
	}
	if got := get1[*model.Series](t)(Each(s).Series(key, ledger.Accrual)); got.Lines[0].NetDebit[0] != ledger.MustAmount("1.00") {
		t.Errorf("the store shares amounts: %s", got.Lines[0].NetDebit[0])
	}
}
