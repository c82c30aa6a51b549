package importer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

var main = model.Key{Model: "acme", Entity: "main"}

// summer is the shop's months as flags.
func summer(w *world) ActualsOptions {
	return ActualsOptions{Model: "acme", From: ledger.NewMonth(2026, time.July), To: ledger.NewMonth(2026, time.September), File: Output{Path: w.path("actuals.csv")}}
}

func refused(t *testing.T, err error, code fault.Code, texts ...string) {
	t.Helper()
	if err == nil || Code(err) != code {
		t.Fatalf("error %v has code %d, want %d", err, Code(err), code)
	}
	for _, text := range texts {
		if !strings.Contains(err.Error(), text) {
			t.Errorf("error %q does not say %q", err, text)
		}
	}
}

func TestImportActualsTellsWhatItDid(t *testing.T) {
	w := newWorld(t, t.TempDir())
	w.connect("acme", "main", shop(t, ledger.Xero, june))
	result := w.actuals(summer(w))
	entity := result.Entities[0]
	if entity.NetProfit.String() != "210.00" || entity.Lines != 5 || entity.Calls != 1 || entity.Accounts != 4 || len(entity.Checks) != 7 {
		t.Errorf("entity %+v", entity)
	}
	if len(entity.Unconfirmed) != 4 || entity.Unconfirmed[0].Account.ID != "bank" || entity.Unconfirmed[0].Money.String() != "350.00" {
		t.Errorf("at stake: %+v", entity.Unconfirmed)
	}
	history, err := History(w.store, "acme")
	if err != nil || len(history) != 1 {
		t.Fatalf("history %v, %v", history, err)
	}
	file := result.Files[0]
	if file.Rows != 15 || history[0].Rows != 15 || history[0].SHA256 != file.SHA256 || history[0].File != w.path("actuals.csv") || !history[0].Ties || history[0].Calls != 1 {
		t.Errorf("file %+v, history %+v", file, history[0])
	}
	if len(w.progress) != 1 || w.progress[0].Done != 1 || w.progress[0].Planned != 1 || w.progress[0].Key != main {
		t.Errorf("progress %+v", w.progress)
	}
	connection, err := model.Read(w.store, func(r model.Reader) (model.Connection, error) { return r.Connection(main) })
	if err != nil || connection.LastActuals == nil || connection.LastActuals.Range != months("2026-07", "2026-09") || connection.LastCOA != nil {
		t.Errorf("connection %+v, %v", connection, err)
	}
}

func TestRunningMonthIsPartialUntilItIsReadAgain(t *testing.T) {
	w := newWorld(t, t.TempDir())
	w.connect("acme", "main", shop(t, ledger.Xero, june))
	o := ActualsOptions{Model: "acme", From: ledger.NewMonth(2026, time.October), ToCurrent: true, Layout: export.Wide, File: Output{Path: w.path("wide.csv")}}
	w.actuals(o)
	if text := w.read("wide.csv"); !strings.Contains(text, ",2026-10,2026-11 (partial)\n") {
		t.Errorf("header of %s", text)
	}
	w.now = w.now.AddDate(0, 1, 0)
	var again bytes.Buffer
	o.File, o.To, o.ToCurrent = toBuffer(&again), ledger.NewMonth(2026, time.November), false
	if _, err := w.importer.ExportActuals(t.Context(), o); err != nil || again.String() != w.read("wide.csv") {
		t.Errorf("a month later the export differs, %v:\n%s", err, again.String())
	}
	result, err := w.importer.Refresh(t.Context(), RefreshOptions{Model: "acme"})
	if err != nil || result.Range != months("2026-10", "2026-12") {
		t.Fatalf("refreshed %v, %v", result, err)
	}
	if text := w.read("wide.csv"); !strings.Contains(text, ",2026-10,2026-11,2026-12 (partial)\n") {
		t.Errorf("header of %s", text)
	}
}

func TestNothingIsWrittenWhereTheNumbersDoNotTie(t *testing.T) {
	w := newWorld(t, t.TempDir())
	fake := w.connect("acme", "main", shop(t, ledger.Xero, june))
	w.actuals(summer(w))
	before := w.read("actuals.csv")
	post(t, fake.Books, ledger.Date{Year: 2026, Month: 8, Day: 1}, "bank", "sales", "1.00")
	fake.tamper = func(a *ledger.Actuals) { lineOf(a, "bank").NetDebit[1] = ledger.Amount{} }
	result, err := w.importer.ImportActuals(t.Context(), summer(w))
	refused(t, err, fault.Mismatch, "acme", "2026-08", "assets equal liabilities and equity")
	if result == nil || result.Entities[0].Err == nil || len(result.Files) != 0 {
		t.Errorf("result %+v", result)
	}
	var out bytes.Buffer
	o := summer(w)
	o.File = toBuffer(&out)
	_, err = w.importer.ImportActuals(t.Context(), o)
	refused(t, err, fault.Mismatch)
	if out.Len() != 0 || w.read("actuals.csv") != before {
		t.Error("something was written")
	}
	fake.tamper = nil
	if result := w.actuals(summer(w)); len(result.Changes) == 0 {
		t.Error("the refused numbers were remembered: the change is not reported")
	}
}

func TestAnotherOrganisationIsRefused(t *testing.T) {
	w := newWorld(t, t.TempDir())
	w.connect("acme", "main", shop(t, ledger.Xero, june))
	w.ledgers[main] = &fakeLedger{Books: shop(t, ledger.QuickBooks, june)}
	_, err := w.importer.ImportActuals(t.Context(), summer(w))
	refused(t, err, fault.WrongOrganisation, "another organisation")
}

func TestStrictWantsConfirmedMappings(t *testing.T) {
	w := newWorld(t, t.TempDir())
	w.connect("acme", "main", shop(t, ledger.Xero, june))
	o := summer(w)
	o.Strict = true
	_, err := w.importer.ImportActuals(t.Context(), o)
	refused(t, err, fault.Unmapped, "bank", "rent", "sales", "retained")
	if strings.Contains(err.Error(), "Current Year Earnings") {
		t.Error("a line that is no account counts")
	}
	if imports, _ := model.Read(w.store, func(r model.Reader) ([]model.Import, error) { return r.Imports("acme") }); len(imports) != 0 {
		t.Error("the refused import is remembered")
	}
	decide(t, w, main, "bank", "rent", "sales", "retained")
	w.actuals(o)
	if text := w.read("actuals.csv"); !strings.Contains(text, ",Asset,Mine,,main\n") {
		t.Errorf("the decisions are not in the file:\n%s", text)
	}
}

func decide(t *testing.T, w *world, key model.Key, accounts ...string) {
	t.Helper()
	decisions := map[string]model.Decision{}
	for _, id := range accounts {
		decisions[id] = model.Decision{VariableType: "Asset", Category: "Mine", DecidedAt: w.now}
	}
	if err := w.store.Update(func(tx model.Writer) error { return tx.SetDecisions(key, decisions) }); err != nil {
		t.Fatal(err)
	}
}

func TestFailOnRestatement(t *testing.T) {
	for name, test := range map[string]struct {
		lock    ledger.Month // the model's
		ledgers ledger.Date  // the ledger's own
		fails   bool
	}{
		"no lock at all":                           {},
		"locked in the model":                      {lock: ledger.NewMonth(2026, 8), fails: true},
		"locked before the change":                 {lock: ledger.NewMonth(2026, 7), ledgers: ledger.Date{Year: 2026, Month: 9, Day: 30}},
		"closed in the ledger":                     {ledgers: ledger.Date{Year: 2026, Month: 8, Day: 31}, fails: true},
		"closed in the ledger but for a day of it": {ledgers: ledger.Date{Year: 2026, Month: 8, Day: 30}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, t.TempDir())
			fake := w.connect("acme", "main", shop(t, ledger.Xero, june))
			w.actuals(summer(w))
			before := w.read("actuals.csv")
			fake.LockThrough(test.ledgers)
			lockMonths(t, w, main, test.lock)
			post(t, fake.Books, ledger.Date{Year: 2026, Month: 8, Day: 15}, "rent", "bank", "12.34")
			o := summer(w)
			o.FailOnRestatement = true
			_, err := w.importer.ImportActuals(t.Context(), o)
			if !test.fails {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			refused(t, err, fault.Restated, "rent in 2026-08 was 30.00 and is 42.34")
			if w.read("actuals.csv") != before {
				t.Error("the file was written")
			}
			o.FailOnRestatement = false
			if result := w.actuals(o); len(result.Changes) == 0 {
				t.Error("the refused numbers were remembered")
			}
		})
	}
}

func lockMonths(t *testing.T, w *world, key model.Key, through ledger.Month) {
	t.Helper()
	if err := w.store.Update(func(tx model.Writer) error { return tx.SetMonthLock(key, w.now, through, "") }); err != nil {
		t.Fatal(err)
	}
}

func TestChangesSinceAndDiff(t *testing.T) {
	w := newWorld(t, t.TempDir())
	fake := w.connect("acme", "main", shop(t, ledger.Xero, june))
	var ids []string
	run := func() {
		t.Helper()
		w.now = w.now.Add(24 * time.Hour)
		ids = append(ids, w.actuals(summer(w)).Files[0].Import)
	}
	run()
	post(t, fake.Books, ledger.Date{Year: 2026, Month: 8, Day: 15}, "rent", "bank", "1.00")
	run()
	post(t, fake.Books, ledger.Date{Year: 2026, Month: 8, Day: 16}, "rent", "bank", "2.00")
	run()
	rents := func(changes []model.Change, err error) []string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for row := range ChangesTable("acme", changes).Rows {
			if row[3] == "rent" {
				found = append(found, strings.Join([]string{row[6], row[7], row[8], row[9], row[10], row[13]}, " "))
			}
		}
		return found
	}
	first, second := "2026-08 30.00 31.00 1.00 -1.00 false", "2026-08 31.00 33.00 2.00 -2.00 false"
	for since, want := range map[string][]string{"": {second}, ids[0]: {first, second}, ids[1]: {second}, ids[2]: nil, "2026-11-23": {first, second}, "2026-11-24": {second}, "2026-12-24": nil} {
		if got := rents(Changes(w.store, "acme", "", since)); !slices.Equal(got, want) {
			t.Errorf("since %q: %q, want %q", since, got, want)
		}
	}
	if got := rents(Changes(w.store, "acme", "other", "")); got != nil {
		t.Errorf("another entity: %q", got)
	}
	if got := rents(Diff(w.store, "acme", ids[0], ids[2])); !slices.Equal(got, []string{"2026-08 30.00 33.00 3.00 -3.00 false"}) {
		t.Errorf("diff %q", got)
	}
	if got := rents(Diff(w.store, "acme", ids[2], ids[0])); !slices.Equal(got, []string{"2026-08 33.00 30.00 -3.00 3.00 false"}) {
		t.Errorf("diff the other way round %q", got)
	}
	_, err := Changes(w.store, "acme", "", "yesterday")
	refused(t, err, fault.Usage, "yesterday")
	_, err = Diff(w.store, "acme", ids[0], "nothing")
	refused(t, err, fault.Usage, "nothing")
}

func TestChartNotes(t *testing.T) {
	w := newWorld(t, t.TempDir())
	fake := w.connect("acme", "main", shop(t, ledger.Xero, june))
	coa := COAOptions{Model: "acme", File: Output{Path: w.path("coa.csv")}}
	notes := func() []model.ChartNote {
		t.Helper()
		result, err := w.importer.ImportCOA(t.Context(), coa)
		if err != nil {
			t.Fatal(err)
		}
		return result.Entities[0].Notes
	}
	if got := notes(); len(got) != 0 {
		t.Errorf("the first chart differs from nothing: %v", got)
	}
	account, _ := fake.Account("rent")
	account.ID, account.Name = "power", "Power"
	for _, err := range []error{fake.Rename("rent", "Rent and rates"), fake.Archive("sales"), fake.AddAccount(account)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	w.actuals(summer(w)) // reads the chart as well, but tells nobody
	if err := fake.Renumber("bank", "090"); err != nil {
		t.Fatal(err)
	}
	want := []model.ChartNote{
		{AccountID: "bank", What: model.NoteRenumbered, Was: "bank", Now: "090"},
		{AccountID: "power", What: model.NoteNew, Now: "Power"},
		{AccountID: "rent", What: model.NoteRenamed, Was: "rent", Now: "Rent and rates"},
		{AccountID: "sales", What: model.NoteArchived, Was: "ACTIVE", Now: "ARCHIVED"},
	}
	if difference := cmp.Diff(want, notes()); difference != "" {
		t.Error(difference)
	}
	if got := notes(); len(got) != 0 {
		t.Errorf("told twice: %v", got)
	}
	if text := w.read("coa.csv"); !strings.Contains(text, "ARCHIVED") || len(records(t, text)) != 5 {
		t.Errorf("chart:\n%s", text)
	}
	coa.OmitArchived = true
	notes()
	if text := w.read("coa.csv"); strings.Contains(text, "ARCHIVED") {
		t.Errorf("archived accounts are in\n%s", text)
	}
}

func TestFoldNotes(t *testing.T) {
	note := func(id, what, was, now string) model.ChartNote {
		return model.ChartNote{AccountID: id, What: what, Was: was, Now: now}
	}
	got := model.JoinNotes(
		[]model.ChartNote{note("a", model.NoteRenamed, "A", "B"), note("b", model.NoteNew, "", "N"), note("c", model.NoteArchived, "ACTIVE", "ARCHIVED"), note("d", model.NoteRenamed, "X", "Y"), note("e", model.NoteNew, "", "E")},
		[]model.ChartNote{note("a", model.NoteRenamed, "B", "C"), note("b", model.NoteVanished, "N", ""), note("c", model.NoteRestored, "ARCHIVED", "ACTIVE"), note("d", model.NoteRenamed, "Y", "X"), note("e", model.NoteRenamed, "E", "F")})
	want := []model.ChartNote{note("a", model.NoteRenamed, "A", "C"), note("e", model.NoteNew, "", "E")}
	if difference := cmp.Diff(want, got); difference != "" {
		t.Error(difference)
	}
}

func TestExportWantsMemory(t *testing.T) {
	w := newWorld(t, t.TempDir())
	_, err := w.importer.ExportActuals(t.Context(), summer(w))
	refused(t, err, fault.SignIn, "acme is not connected")
	w.connect("acme", "main", shop(t, ledger.Xero, june))
	_, err = w.importer.ExportActuals(t.Context(), ActualsOptions{Model: "acme", File: Output{Path: w.path("x.csv")}})
	refused(t, err, fault.Usage, "no accrual actuals are in memory")
	_, err = w.importer.ExportCOA(t.Context(), COAOptions{Model: "acme", File: Output{Path: w.path("x.csv")}})
	refused(t, err, fault.Usage, "not in memory")
	w.actuals(summer(w))
	o := summer(w)
	o.From = ledger.NewMonth(2026, time.June)
	_, err = w.importer.ExportActuals(t.Context(), o)
	refused(t, err, fault.Usage, "2026-06 is not in memory")
	_, err = w.importer.ImportCOA(t.Context(), COAOptions{Model: "ac/me"})
	refused(t, err, fault.Usage, "ac/me")
	_, err = w.importer.Refresh(t.Context(), RefreshOptions{Model: "acme", Entity: "uk"})
	refused(t, err, fault.Usage, "uk")
}

// TestExportIsTheImportsFile covers every layout and format, the JSON's import
// block included.
func TestExportIsTheImportsFile(t *testing.T) {
	w := newWorld(t, t.TempDir())
	w.connect("acme", "main", shop(t, ledger.Xero, june))
	w.connect("acme", "uk", shop(t, ledger.QuickBooks, june))
	for _, layout := range []export.Layout{export.Long, export.Wide, export.Series} {
		for _, format := range []export.Format{export.CSV, export.JSON} {
			o := summer(w)
			o.Layout, o.File.Format = layout, format
			w.actuals(o)
			var again bytes.Buffer
			o.File = toBuffer(&again)
			o.File.Format = format
			if _, err := w.importer.ExportActuals(t.Context(), o); err != nil {
				t.Fatal(err)
			}
			if difference := cmp.Diff(w.read("actuals.csv"), again.String()); difference != "" {
				t.Errorf("%s %s: %s", layout, format, difference)
			}
		}
	}
	coa := COAOptions{Model: "acme", File: Output{Path: w.path("coa.json")}}
	if _, err := w.importer.ImportCOA(t.Context(), coa); err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	coa.File = toBuffer(&again)
	coa.File.Format = export.JSON
	if _, err := w.importer.ExportCOA(t.Context(), coa); err != nil || again.String() != w.read("coa.json") {
		t.Errorf("%v: %s\nis not\n%s", err, again.String(), w.read("coa.json"))
	}
	var file struct {
		Import struct {
			Entities []struct{ Checks []any }
			Basis    *string
		}
		Rows []map[string]any
	}
	if err := json.Unmarshal(again.Bytes(), &file); err != nil || len(file.Rows) != 8 || len(file.Import.Entities) != 2 || file.Import.Basis != nil {
		t.Errorf("%v: %+v", err, file)
	}
}

func TestFileThatCannotBeReplacedLeavesTheHistory(t *testing.T) {
	w := newWorld(t, t.TempDir())
	w.connect("acme", "main", shop(t, ledger.Xero, june))
	o := summer(w)
	o.File = Output{Path: "-", Stdout: brokenPipe{}}
	_, err := w.importer.ImportActuals(t.Context(), o)
	refused(t, err, fault.Failure, "broken pipe")
	if history, err := History(w.store, "acme"); err != nil || len(history) != 0 {
		t.Errorf("history lists a file that is not there: %v, %v", history, err)
	}
	o.File = Output{Path: w.path("actuals.csv")}
	if _, err := w.importer.ExportActuals(t.Context(), o); err != nil {
		t.Errorf("what was read is not in memory: %v", err)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestAPlaceThatCannotBeWrittenCostsNoCall(t *testing.T) {
	w := newWorld(t, t.TempDir())
	fake := w.connect("acme", "main", shop(t, ledger.Xero, june))
	o := summer(w)
	o.File.Path = w.path("no/such/folder.csv")
	_, err := w.importer.ImportActuals(t.Context(), o)
	refused(t, err, fault.Usage, "there is no folder")
	if len(fake.asked) != 0 {
		t.Error("the ledger was asked all the same")
	}
}

func TestInterruptionLeavesEverythingAsItWas(t *testing.T) {
	w := newWorld(t, t.TempDir())
	fake := w.connect("acme", "main", shop(t, ledger.Xero, june))
	ctx, cancel := context.WithCancel(t.Context())
	fake.tamper = func(*ledger.Actuals) { cancel() }
	_, err := w.importer.ImportActuals(ctx, summer(w))
	refused(t, err, fault.Interrupted)
	if _, err := os.Stat(w.path("actuals.csv")); err == nil {
		t.Error("a file was written")
	}
	if imports, err := model.Read(w.store, func(r model.Reader) ([]model.Import, error) { return r.Imports("acme") }); err != nil || len(imports) != 0 {
		t.Errorf("imports %v, %v", imports, err)
	}
}
