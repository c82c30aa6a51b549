package importer

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// group is a model of three entities, two of Xero's and one of QuickBooks'.
func group(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, t.TempDir())
	for i, entity := range []string{"uk", "nz", "us"} {
		provider := []ledger.Provider{ledger.Xero, ledger.Xero, ledger.QuickBooks}[i]
		w.connect("acme", entity, drawBooks(t, uint64(i+1), bookstest.RandomOptions{Provider: provider}))
	}
	return w
}

func (w *world) of(entity string) *fakeLedger {
	return w.ledgers[model.Key{Model: "acme", Entity: entity}]
}

var expired = &ledger.Error{Kind: ledger.SignInNeeded, Provider: ledger.Xero, Op: "read the profit and loss", Message: "the sign-in has expired"}

func entitiesIn(t *testing.T, text string) []string {
	t.Helper()
	var found []string
	for _, row := range records(t, text) {
		if !slices.Contains(found, row["entity"]) {
			found = append(found, row["entity"])
		}
	}
	return found
}

func TestGroupIsOneFileWhoeverFinishesFirst(t *testing.T) {
	w := group(t)
	first := w.actuals(summer(w))
	text := w.read("actuals.csv")
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
		w.of(entity).tamper = func(*ledger.Actuals) {
			<-turn[entity]
			if _, done := once.LoadOrStore(entity, true); !done && next[entity] != "" {
				close(turn[next[entity]])
			}
		}
	}
	w.actuals(summer(w))
	if w.read("actuals.csv") != text {
		t.Error("the bytes depend on who finishes first")
	}
	o := summer(w)
	o.Entity, o.Layout = "uk", export.Series
	if result := w.actuals(o); len(result.Entities) != 1 {
		t.Errorf("one entity of several: %+v", result.Entities)
	}
	for _, row := range records(t, w.read("actuals.csv")) {
		if !strings.HasPrefix(row["SeriesName"], "uk: ") {
			t.Fatalf("series %q does not name its entity", row["SeriesName"])
		}
	}
}

func TestOneEntityFails(t *testing.T) {
	w := group(t)
	w.actuals(summer(w))
	before := w.read("actuals.csv")
	post(t, w.of("nz").Books, ledger.Date{Year: 2026, Month: 8, Day: 5}, anAccount(w.of("nz"), books.Bank), anAccount(w.of("nz"), books.RetainedEarnings), "7.77")
	w.of("uk").fail = expired

	result, err := w.importer.ImportActuals(t.Context(), summer(w))
	refused(t, err, fault.SignIn, "acme/uk", "the sign-in has expired")
	if w.read("actuals.csv") != before || len(result.Files) != 0 {
		t.Error("the file was written")
	}
	if len(result.Changes) == 0 {
		t.Error("what changed in nz is not reported")
	}
	if history, err := History(w.store, "acme"); err != nil || len(history) != 1 {
		t.Errorf("history %d, %v, want the first import alone", len(history), err)
	}
	if changes, err := Changes(w.store, "acme", "nz", ""); err != nil || len(changes) != len(result.Changes) {
		t.Errorf("nz succeeded but is not remembered: %v, %v", changes, err)
	}

	o := summer(w)
	o.KeepGoing, o.File = true, Output{Path: w.path("actuals.json")}
	result, err = w.importer.ImportActuals(t.Context(), o)
	refused(t, err, fault.SignIn, "acme/uk")
	if len(result.Files) != 1 || !result.Entities[1].FromMemory {
		t.Fatalf("result %+v", result)
	}
	var file struct {
		Import export.Import
		Rows   []map[string]any
	}
	if err := json.Unmarshal([]byte(w.read("actuals.json")), &file); err != nil {
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

func anAccount(l *fakeLedger, role books.Role) string {
	for _, account := range l.Accounts() {
		if account.Role == role {
			return account.ID
		}
	}
	return ""
}

func TestStaleEntityHasNoRowsForMonthsItNeverRead(t *testing.T) {
	w := group(t)
	w.actuals(summer(w))
	w.of("uk").fail = expired
	w.connect("acme", "za", shop(t, ledger.QuickBooks, june)).fail = &ledger.Error{Kind: ledger.Unavailable, Provider: ledger.QuickBooks, Op: "read the company", Message: "it is down"}
	o := summer(w)
	o.To, o.KeepGoing = ledger.NewMonth(2026, time.October), true
	_, err := w.importer.ImportActuals(t.Context(), o)
	refused(t, err, fault.Unavailable, "acme/uk", "acme/za")
	text := w.read("actuals.csv")
	if got := entitiesIn(t, text); !slices.Equal(got, []string{"nz", "uk", "us"}) {
		t.Errorf("entities %v: za was never imported", got)
	}
	for at := range figures(t, text) {
		if at.entity == "uk" && at.period == "2026-10" {
			t.Fatalf("a row for a month that was never read: %v", at)
		}
	}
}

func TestAllFail(t *testing.T) {
	w := group(t)
	w.actuals(summer(w))
	before := w.read("actuals.csv")
	for _, entity := range []string{"uk", "nz", "us"} {
		w.of(entity).fail = expired
	}
	o := summer(w)
	o.KeepGoing = true
	result, err := w.importer.ImportActuals(t.Context(), o)
	refused(t, err, fault.SignIn, "acme/uk", "acme/nz", "acme/us")
	if w.read("actuals.csv") != before || len(result.Files) != 0 || len(result.Entities) != 3 {
		t.Errorf("result %+v", result)
	}
}

func TestRefreshOfOneEntityKeepsTheOthers(t *testing.T) {
	w := group(t)
	o := summer(w)
	o.To = 0
	w.actuals(o)
	if _, err := w.importer.ImportCOA(t.Context(), COAOptions{Model: "acme", File: Output{Path: w.path("coa.csv")}}); err != nil {
		t.Fatal(err)
	}
	actuals, coa := w.read("actuals.csv"), w.read("coa.csv")
	asked := len(w.of("nz").asked)
	result, err := w.importer.Refresh(t.Context(), RefreshOptions{Model: "acme", Entity: "uk"})
	if err != nil || len(result.Files) != 2 {
		t.Fatalf("%+v, %v", result, err)
	}
	if len(w.of("nz").asked) != asked || len(w.of("uk").asked) != 2 {
		t.Error("asked the wrong entities")
	}
	if w.read("actuals.csv") != actuals || w.read("coa.csv") != coa {
		t.Error("the files of an unchanged ledger changed")
	}
	if result.Entities[1].Calls != 1 {
		t.Errorf("%d calls: chart and actuals share theirs", result.Entities[1].Calls)
	}
}

func TestRefreshNeedsImports(t *testing.T) {
	w := group(t)
	_, err := w.importer.Refresh(t.Context(), RefreshOptions{Model: "acme"})
	refused(t, err, fault.Usage, "nothing was imported yet")
	var out bytes.Buffer
	o := summer(w)
	o.File = toBuffer(&out)
	w.actuals(o)
	if _, err := w.importer.ImportCOA(t.Context(), COAOptions{Model: "acme", File: toBuffer(&out)}); err != nil {
		t.Fatal(err)
	}
	_, err = w.importer.Refresh(t.Context(), RefreshOptions{Model: "acme", Stdout: &out})
	refused(t, err, fault.Usage, "both went to -")
}

func TestAnotherOrganisationsMemoryIsSetAside(t *testing.T) {
	w := newWorld(t, t.TempDir())
	w.connect("acme", "main", shop(t, ledger.Xero, june))
	w.actuals(summer(w))
	if _, err := w.store.Unlink(main); err != nil {
		t.Fatal(err)
	}
	w.connect("acme", "main", shop(t, ledger.QuickBooks, june))
	_, err := w.importer.ExportActuals(t.Context(), summer(w))
	refused(t, err, fault.Usage, "not in memory")
	result := w.actuals(summer(w))
	if len(result.Changes) != 0 || result.Entities[0].SetAside != "Shop" {
		t.Errorf("%d changes, set aside %q", len(result.Changes), result.Entities[0].SetAside)
	}
}

func TestReaderThatCannotBeOpened(t *testing.T) {
	w := newWorld(t, t.TempDir())
	w.connect("acme", "main", shop(t, ledger.Xero, june))
	w.importer.Open = func(model.Connection, func(readonly.Call)) (Reader, error) {
		return nil, fault.New(fault.SignIn, "the sign-in was revoked", "", "ledgerlink reconnect --model acme")
	}
	_, err := w.importer.ImportActuals(t.Context(), summer(w))
	refused(t, err, fault.SignIn, "revoked")
}
