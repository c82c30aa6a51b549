package store

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

var writeGolden = flag.Bool("write-golden", false, "write the store of the current schema to testdata")

// goldenMemory is what the stores in testdata hold, each written by a program of
// its schema version. Every later version must find all of it.
func goldenMemory() (Key, *Chart, *Series, Import) {
	chart := &Chart{
		ImportID: "20261121-120000-abcd", ReadAt: noon,
		Notes: []ChartNote{{AccountID: "a1", What: "renamed", Was: "Sale", Now: "Sales"}},
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
	series := &Series{
		OrganisationID: "tenant-main", Basis: ledger.Accrual, Months: []MonthRead{{24322, "20261121-120000-abcd", false}, {24323, "20261121-120000-abcd", true}},
		Lines: []SeriesLine{
			{"a1", "Sales", ledger.Revenue, ledger.ProfitAndLoss, []ledger.Amount{ledger.MustAmount("-1234.50"), ledger.MustAmount("0.00")}},
			{"a2", "Bank", ledger.Asset, ledger.BalanceSheet, []ledger.Amount{ledger.MustAmount("7"), ledger.MustAmount("-0.1234")}},
		},
	}
	run := Import{
		ID: "20261121-120000-abcd", Model: "acme", Kind: Actuals, ToolVersion: "1", StartedAt: noon, FinishedAt: noon, Basis: ledger.Accrual,
		Range: ledger.Range{From: 24322, To: 24323}, Layout: "long", Format: "csv", Rows: 4, Changes: 1, Calls: 5, Ties: true, File: "acme.csv", SHA256: "00",
		Entities: []ImportEntity{{
			Entity: MainEntity, Provider: ledger.Xero, Environment: "production", OrganisationID: "tenant-main", Organisation: "Acme main", Currency: "NZD",
			Calls: 5, RequestIDs: []string{"r1"}, Checks: []ledger.Check{{Name: "c", Statement: ledger.BalanceSheet, Compared: 3, LargestDifference: ledger.MustAmount("0.01")}},
		}},
	}
	return Key{"acme", MainEntity}, chart, series, run
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
		conn, signIn := acme(MainEntity)
		ok(t, s.Link(conn, signIn))
		ok(t, s.SaveApp(App{Provider: ledger.Xero, Environment: "production", ClientID: "id", ClientSecret: "SECRET-one"}))
		ok(t, s.Remember(func(w *Writer) error {
			return errors.Join(w.SetChart(key, chart), w.SetSeries(key, series), w.AddImport(run), w.SetMonthLock(key, noon, 24322, "board pack"),
				w.SetDecisions(key, map[string]Decision{"a1": {VariableType: "Revenue", Category: "c", Subcategory: "s", Branch: "b", DecidedAt: noon}}),
				w.AddChanges("acme", run.ID, []Change{{Entity: MainEntity, AccountID: "a1", Month: 24322, New: ledger.MustAmount("1.00"), ImportID: run.ID}}),
				w.SetImportOptions("acme", ImportOptions{Kind: Actuals, Layout: "long"}))
		}))
	}
	home := t.TempDir()
	ok(t, os.CopyFS(home, os.DirFS(folder)))
	s := openAt(t, home)
	conn, signIn := acme(MainEntity)
	conn.SignInID, conn.ProductionHistory = signIn.id(), true
	signIn.ID, signIn.State = signIn.id(), Connected
	for what, diff := range map[string]string{
		"connection": cmp.Diff(conn, get1[Connection](t)(s.Connection(key))),
		"sign-in":    cmp.Diff(signIn, get1[SignIn](t)(s.SignIn(signIn.ID))),
		"secret":     cmp.Diff("SECRET-one", get1[App](t)(s.App(ledger.Xero, "production")).ClientSecret),
		"chart":      cmp.Diff(chart, get1[*Chart](t)(s.Chart(key))),
		"series":     cmp.Diff(series, get1[*Series](t)(s.Series(key, ledger.Accrual)), sameAmount),
		"history":    cmp.Diff([]Import{run}, get1[[]Import](t)(s.Imports("acme")), sameAmount),
		"decision":   cmp.Diff("Revenue c s b", words(get1[map[string]Decision](t)(s.Decisions(key))["a1"])),
		"change":     cmp.Diff("1.00", get1[[]Change](t)(s.Changes("acme", run.ID))[0].New.String()),
		"lock":       cmp.Diff("2026-11", get1[MonthLock](t)(s.MonthLock(key)).Through.String()),
		"options":    cmp.Diff("long", get1[ImportOptions](t)(s.ImportOptions("acme", Actuals)).Layout),
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
	ok(t, s.Remember(func(w *Writer) error { return w.AddImport(Import{ID: "next", Model: "acme"}) }))
	if history := get1[[]Import](t)(s.Imports("acme")); len(history) != 2 || history[1].ID != "next" {
		t.Errorf("the next import is not the last: %v", history)
	}
}

func words(d Decision) string {
	return d.VariableType + " " + d.Category + " " + d.Subcategory + " " + d.Branch
}
