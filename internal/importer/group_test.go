package importer_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/history"
	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/internal/importer/importertest"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// group is a model of three entities, two of Xero's and one of QuickBooks'.
func group(t *testing.T) *importertest.Harness {
	t.Helper()
	h := importertest.New(t, t.TempDir())
	for i, entity := range []string{"uk", "nz", "us"} {
		provider := []ledger.Provider{ledger.Xero, ledger.Xero, ledger.QuickBooks}[i]
		h.Connect(entity, importertest.DrawBooks(t, uint64(i+1), bookstest.RandomOptions{Provider: provider}))
	}
	return h
}

var expired = &ledger.Error{Kind: ledger.SignInNeeded, Provider: ledger.Xero, Op: "read the profit and loss", Message: "the sign-in has expired"}

func entitiesIn(t *testing.T, text string) []string {
	t.Helper()
	var found []string
	for _, row := range importertest.Records(t, text) {
		if !slices.Contains(found, row["entity"]) {
			found = append(found, row["entity"])
		}
	}
	return found
}

func TestGroupIsOneFileWhoeverFinishesFirst(t *testing.T) {
	t.Parallel()
	h := group(t)
	first := h.MustImport(h.Actuals(importertest.Summer()))
	text := h.File("actuals.csv")
	if got := entitiesIn(t, text); !slices.Equal(got, []string{"nz", "uk", "us"}) {
		t.Errorf("entities %v", got)
	}
	if len(first.Entities) != 3 || first.Entities[0].Key.Entity != "nz" {
		t.Errorf("entities %+v", first.Entities)
	}
	// let them finish in the opposite order
	turn := map[string]chan struct{}{"us": make(chan struct{}), "uk": make(chan struct{}), "nz": make(chan struct{})}
	close(turn["us"])
	next := map[string]string{"us": "uk", "uk": "nz"}
	var once sync.Map
	for entity := range turn {
		h.Of(entity).Tamper = func(*ledger.Actuals) {
			<-turn[entity]
			if _, done := once.LoadOrStore(entity, true); !done && next[entity] != "" {
				close(turn[next[entity]])
			}
		}
	}
	h.MustImport(h.Actuals(importertest.Summer()))
	if h.File("actuals.csv") != text {
		t.Error("the bytes depend on who finishes first")
	}
	o := h.Actuals(importertest.Summer())
	o.Entity, o.Layout = "uk", export.Series
	if result := h.MustImport(o); len(result.Entities) != 1 {
		t.Errorf("one entity of several: %+v", result.Entities)
	}
	for _, row := range importertest.Records(t, h.File("actuals.csv")) {
		if !strings.HasPrefix(row["SeriesName"], "uk: ") {
			t.Fatalf("series %q does not name its entity", row["SeriesName"])
		}
	}
}

func TestOneEntityFails(t *testing.T) {
	t.Parallel()
	h := group(t)
	h.MustImport(h.Actuals(importertest.Summer()))
	before := h.File("actuals.csv")
	importertest.Post(t, h.Of("nz").Books, ledger.Date{Year: 2026, Month: 8, Day: 5}, anAccount(h.Of("nz"), books.Bank), anAccount(h.Of("nz"), books.RetainedEarnings), "7.77")
	h.Of("uk").Fail = expired

	result, err := h.ImportActuals(t.Context(), h.Actuals(importertest.Summer()))
	importertest.WantError[*importer.ReadError](t, err, "acme/uk", "the sign-in has expired")
	if h.File("actuals.csv") != before || len(result.Files) != 0 {
		t.Error("the file was written")
	}
	if len(result.Changes) == 0 {
		t.Error("what changed in nz is not reported")
	}
	if imports := h.Imports(); len(imports) != 1 {
		t.Errorf("history %d, want the first import alone", len(imports))
	}
	if changes, err := history.Changes(h.Store, "acme", "nz", ""); err != nil || len(changes) != len(result.Changes) {
		t.Errorf("nz succeeded but is not saved: %v, %v", changes, err)
	}

	o := h.Actuals(importertest.Summer())
	o.KeepGoing, o.File = true, h.To("actuals.json")
	result, err = h.ImportActuals(t.Context(), o)
	importertest.WantError[*importer.ReadError](t, err, "acme/uk")
	if len(result.Files) != 1 || !result.Entities[1].LastImported {
		t.Fatalf("result %+v", result)
	}
	var file struct {
		Import struct {
			Entities []struct {
				Entity, Error string
				Stale         bool
			}
		}
		Rows []map[string]any
	}
	if err := json.Unmarshal([]byte(h.File("actuals.json")), &file); err != nil {
		t.Fatal(err)
	}
	stale := file.Import.Entities[1]
	if !stale.Stale || stale.Entity != "uk" || !strings.Contains(stale.Error, "expired") || file.Import.Entities[0].Stale {
		t.Errorf("entities %+v", file.Import.Entities)
	}
	if !slices.ContainsFunc(file.Rows, func(row map[string]any) bool { return row["entity"] == "uk" }) {
		t.Error("the last good values of uk are missing")
	}
}

func anAccount(l *importertest.Ledger, role books.Role) string {
	for _, account := range l.Accounts() {
		if account.Role == role {
			return account.ID
		}
	}
	return ""
}

func TestStaleEntityHasNoRowsForMonthsItNeverRead(t *testing.T) {
	t.Parallel()
	h := group(t)
	h.MustImport(h.Actuals(importertest.Summer()))
	h.Of("uk").Fail = expired
	h.Connect("za", importertest.Shop(t, ledger.QuickBooks)).Fail = &ledger.Error{Kind: ledger.Unavailable, Provider: ledger.QuickBooks, Op: "read the company", Message: "it is down"}
	o := h.Actuals(importertest.Summer())
	o.Months.To, o.KeepGoing = ledger.NewMonth(2026, time.October), true
	_, err := h.ImportActuals(t.Context(), o)
	importertest.WantError[*importer.ReadError](t, err, "acme/uk", "acme/za")
	text := h.File("actuals.csv")
	if got := entitiesIn(t, text); !slices.Equal(got, []string{"nz", "uk", "us"}) {
		t.Errorf("entities %v: za was never imported", got)
	}
	for at := range importertest.Figures(t, text) {
		if at.Entity == "uk" && at.Period == "2026-10" {
			t.Fatalf("a row for a month that was never read: %v", at)
		}
	}
}

func TestAllFail(t *testing.T) {
	t.Parallel()
	h := group(t)
	h.MustImport(h.Actuals(importertest.Summer()))
	before := h.File("actuals.csv")
	for _, entity := range []string{"uk", "nz", "us"} {
		h.Of(entity).Fail = expired
	}
	o := h.Actuals(importertest.Summer())
	o.KeepGoing = true
	result, err := h.ImportActuals(t.Context(), o)
	importertest.WantError[*importer.ReadError](t, err, "acme/uk", "acme/nz", "acme/us")
	if h.File("actuals.csv") != before || len(result.Files) != 0 || len(result.Entities) != 3 {
		t.Errorf("result %+v", result)
	}
}

func TestRefreshOfOneEntityKeepsTheOthers(t *testing.T) {
	t.Parallel()
	h := group(t)
	o := h.Actuals(importertest.Summer())
	o.Months.To = 0
	h.MustImport(o)
	if _, err := h.ImportCOA(t.Context(), importer.COAOptions{Model: "acme", File: h.To("coa.csv")}); err != nil {
		t.Fatal(err)
	}
	actuals, coa := h.File("actuals.csv"), h.File("coa.csv")
	asked := len(h.Of("nz").Asked)
	result, err := h.Refresh(t.Context(), importer.RefreshOptions{Model: "acme", Entity: "uk"})
	if err != nil || len(result.Files) != 2 {
		t.Fatalf("%+v, %v", result, err)
	}
	if len(h.Of("nz").Asked) != asked || len(h.Of("uk").Asked) != 2 {
		t.Error("asked the wrong entities")
	}
	if h.File("actuals.csv") != actuals || h.File("coa.csv") != coa {
		t.Error("the files of an unchanged ledger changed")
	}
	if result.Entities[1].Calls != 1 {
		t.Errorf("%d calls: chart and actuals share theirs", result.Entities[1].Calls)
	}
}

func TestRefreshNeedsImports(t *testing.T) {
	t.Parallel()
	h := group(t)
	_, err := h.Refresh(t.Context(), importer.RefreshOptions{Model: "acme"})
	importertest.WantError[*importer.NothingImportedError](t, err, "nothing was imported yet")
	var out bytes.Buffer
	o := h.Actuals(importertest.Summer())
	o.File = export.Target{Path: "-", Stdout: &out}
	h.MustImport(o)
	if _, err := h.ImportCOA(t.Context(), importer.COAOptions{Model: "acme", File: export.Target{Path: "-", Stdout: &out}}); err != nil {
		t.Fatal(err)
	}
	_, err = h.Refresh(t.Context(), importer.RefreshOptions{Model: "acme", Stdout: &out})
	importertest.WantError[*importer.SameFileError](t, err, "both went to -")
}

func TestValuesOfAnotherOrganisationAreDiscarded(t *testing.T) {
	t.Parallel()
	h := importertest.New(t, t.TempDir())
	h.Connect("main", importertest.Shop(t, ledger.Xero))
	h.MustImport(h.Actuals(importertest.Summer()))
	if _, err := h.Store.Unlink(importertest.Main()); err != nil {
		t.Fatal(err)
	}
	h.Connect("main", importertest.Shop(t, ledger.QuickBooks))
	_, err := h.Export(history.ActualsOptions{Months: model.Months{From: importertest.Summer().From, To: importertest.Summer().To}})
	importertest.WantError[*history.NotImportedError](t, err, "never imported")
	result := h.MustImport(h.Actuals(importertest.Summer()))
	if len(result.Changes) != 0 || result.Entities[0].Discarded != "Shop" {
		t.Errorf("%d changes, discarded %q", len(result.Changes), result.Entities[0].Discarded)
	}
}

func TestReaderThatCannotBeOpened(t *testing.T) {
	t.Parallel()
	h := importertest.New(t, t.TempDir())
	h.Connect("main", importertest.Shop(t, ledger.Xero))
	h.Open = func(model.Connection, func(readonly.Call)) (importer.Reader, error) {
		return nil, errors.New("the sign-in was revoked")
	}
	_, err := h.ImportActuals(t.Context(), h.Actuals(importertest.Summer()))
	importertest.WantError[*importer.ReadError](t, err, "revoked")
}
