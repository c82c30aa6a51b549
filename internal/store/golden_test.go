package store

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store/storetest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

var writeGolden = flag.Bool("write-golden", false, "write the store of the current schema to testdata")

// goldenMemory is what the stores in testdata hold, each written by a program of
// its schema version. Every later version must find all of it.
func goldenMemory() (model.Key, *model.Chart, *model.Series, model.Import) {
	chart := &model.Chart{
		ImportID: "20261121-120000-abcd", ReadAt: noon,
		Notes: []model.ChartNote{{AccountID: "a1", What: "renamed", Was: "Sale", Now: "Sales"}},
		Chart: ledger.Chart{
			Organisation: ledger.Organisation{
				Provider: ledger.Xero, ID: "tenant-main", Name: "Acme main", Legal: "Acme Limited", Currency: "NZD", Country: "NZ",
				YearEndMonth: 3, YearEndDay: 31, LockedThrough: ledger.Date{Year: 2026, Month: 6, Day: 30},
			},
			Accounts: []ledger.Account{{
				ID: "a1", Code: "0200", Name: "Sales", FullName: "Sales", Type: "REVENUE", Subtype: "s", ParentID: "p",
				Class: ledger.Revenue, Status: ledger.Active, Currency: "NZD", SystemAccount: "x",
			}},
		},
	}
	series := &model.Series{
		OrganisationID: "tenant-main", Basis: ledger.Accrual,
		Months: []model.MonthRead{{Month: 24322, ImportID: "20261121-120000-abcd", Partial: false}, {Month: 24323, ImportID: "20261121-120000-abcd", Partial: true}},
		Lines: []ledger.Line{
			{AccountID: "a1", Name: "Sales", Class: ledger.Revenue, Statement: ledger.ProfitAndLoss, NetDebit: []ledger.Amount{ledger.MustAmount("-1234.50"), ledger.MustAmount("0.00")}},
			{AccountID: "a2", Name: "Bank", Class: ledger.Asset, Statement: ledger.BalanceSheet, NetDebit: []ledger.Amount{ledger.MustAmount("7"), ledger.MustAmount("-0.1234")}},
		},
	}
	run := model.Import{
		ID: "20261121-120000-abcd", Model: "acme", Kind: model.Actuals, ToolVersion: "1", StartedAt: noon, FinishedAt: noon, Basis: ledger.Accrual,
		Range: ledger.Range{From: 24322, To: 24323}, Layout: "long", Format: "csv", Rows: 4, Changes: 1, Calls: 5, Ties: true, File: "acme.csv", SHA256: "00",
		Entities: []model.ImportEntity{{
			Entity: model.MainEntity, Provider: ledger.Xero, Environment: "production", OrganisationID: "tenant-main", Organisation: "Acme main", Currency: "NZD",
			Calls: 5, RequestIDs: []string{"r1"}, Checks: []ledger.Check{{Name: "c", Statement: ledger.BalanceSheet, Compared: 3, LargestDifference: ledger.MustAmount("0.01")}},
		}},
	}
	return model.Key{Model: "acme", Entity: model.MainEntity}, chart, series, run
}

func TestStoresOfEveryVersionStillOpen(t *testing.T) {
	for version := 1; version <= current.version; version++ {
		t.Run(fmt.Sprint("v", version), func(t *testing.T) { testGolden(t, version) })
	}
}

func testGolden(t *testing.T, version int) {
	key, chart, series, run := goldenMemory()
	folder := filepath.Join("testdata", fmt.Sprint("v", version))
	if *writeGolden && version == current.version {
		ok(t, os.RemoveAll(folder))
		s := openAt(t, folder)
		conn, signIn := acme(model.MainEntity)
		ok(t, s.Link(conn, signIn))
		ok(t, s.SaveApp(model.App{Provider: ledger.Xero, Environment: "production", ClientID: "id", ClientSecret: "SECRET-one"}))
		ok(t, s.Update(func(w model.Writer) error {
			return errors.Join(w.SetChart(key, chart), w.SetSeries(key, series), w.AddImport(run), w.SetMonthLock(key, noon, 24322, "board pack"),
				w.SetDecisions(key, map[string]model.Decision{"a1": {VariableType: "Revenue", Category: "c", Subcategory: "s", Branch: "b", DecidedAt: noon}}),
				w.AddChanges("acme", run.ID, []model.Change{{Entity: model.MainEntity, AccountID: "a1", Month: 24322, New: ledger.MustAmount("1.00"), ImportID: run.ID}}),
				w.SetImportOptions("acme", model.ImportOptions{Kind: model.Actuals, Layout: "long"}))
		}))
	}
	home := t.TempDir()
	ok(t, os.CopyFS(home, os.DirFS(folder)))
	s := openAt(t, home)
	conn, signIn := acme(model.MainEntity)
	conn.SignInID, conn.ProductionHistory = idOf(signIn), true
	signIn.ID, signIn.State = idOf(signIn), model.Connected
	for what, diff := range map[string]string{
		"connection": cmp.Diff(conn, get1[model.Connection](t)(storetest.Each(s).Connection(key))),
		"sign-in":    cmp.Diff(signIn, get1[model.SignIn](t)(s.SignIn(signIn.ID))),
		"secret":     cmp.Diff("SECRET-one", get1[model.App](t)(s.App(ledger.Xero, "production")).ClientSecret),
		"chart":      cmp.Diff(chart, get1[*model.Chart](t)(storetest.Each(s).Chart(key))),
		"series":     cmp.Diff(series, get1[*model.Series](t)(storetest.Each(s).Series(key, ledger.Accrual)), sameAmount),
		"history":    cmp.Diff([]model.Import{run}, get1[[]model.Import](t)(storetest.Each(s).Imports("acme")), sameAmount),
		"decision":   cmp.Diff("Revenue c s b", words(get1[map[string]model.Decision](t)(storetest.Each(s).Decisions(key))["a1"])),
		"change":     cmp.Diff("1.00", get1[[]model.Change](t)(storetest.Each(s).Changes("acme", run.ID))[0].New.String()),
		"lock":       cmp.Diff("2026-11", get1[model.MonthLock](t)(storetest.Each(s).MonthLock(key)).Through.String()),
		"options":    cmp.Diff("long", get1[model.ImportOptions](t)(storetest.Each(s).ImportOptions("acme", model.Actuals)).Layout),
	} {
		if diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	if h := get1[Health](t)(s.Check()); len(h.Problems) > 0 {
		t.Error(h.Problems)
	}
	kept := fmt.Sprintf("%s.v%d.bak", s.Path(), version)
	if exists(kept) != (version < current.version) {
		t.Errorf("%s is there: %v", kept, exists(kept))
	}
	ok(t, s.Update(func(w model.Writer) error { return w.AddImport(model.Import{ID: "next", Model: "acme"}) }))
	if history := get1[[]model.Import](t)(storetest.Each(s).Imports("acme")); len(history) != 2 || history[1].ID != "next" {
		t.Errorf("the next import is not the last: %v", history)
	}
}

func words(d model.Decision) string {
	return d.VariableType + " " + d.Category + " " + d.Subcategory + " " + d.Branch
}
