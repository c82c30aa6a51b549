package importer_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/internal/atomicfile"
	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/history"
	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/internal/importer/importertest"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestImportActualsTellsWhatItDid(t *testing.T) {
	t.Parallel()
	h := importertest.New(t, t.TempDir())
	h.Connect("main", importertest.Shop(t, ledger.Xero))
	result := h.MustImport(h.Actuals(importertest.Summer()))
	entity := result.Entities[0]
	if entity.NetProfit.String() != "210.00" || entity.Lines != 5 || entity.Calls != 1 || entity.Accounts != 4 || len(entity.Checks) != 8 {
		t.Errorf("entity %+v", entity)
	}
	if len(entity.Unconfirmed) != 4 || entity.Unconfirmed[0].Account.ID != "bank" || entity.Unconfirmed[0].Exposure.String() != "350.00" {
		t.Errorf("unconfirmed: %+v", entity.Unconfirmed)
	}
	history := h.Imports()
	if len(history) != 1 {
		t.Fatalf("history %v", history)
	}
	file := result.Files[0]
	if file.Rows != 15 || history[0].Rows != 15 || history[0].SHA256 != file.SHA256 || history[0].File != h.Path("actuals.csv") || !history[0].Ties || history[0].Calls != 1 {
		t.Errorf("file %+v, history %+v", file, history[0])
	}
	if len(h.Progress) != 1 || h.Progress[0].Done != 1 || h.Progress[0].Planned != 1 || h.Progress[0].Key != importertest.Main() {
		t.Errorf("progress %+v", h.Progress)
	}
	connection, err := model.Read(h.Store, func(r model.Reader) (model.Connection, error) { return r.Connection(importertest.Main()) })
	if err != nil || connection.LastActuals == nil || connection.LastActuals.Range != importertest.Summer() || connection.LastCOA != nil {
		t.Errorf("connection %+v, %v", connection, err)
	}
}

func TestNothingIsWrittenWhereTheNumbersDoNotTie(t *testing.T) {
	t.Parallel()
	h := importertest.New(t, t.TempDir())
	fake := h.Connect("main", importertest.Shop(t, ledger.Xero))
	h.MustImport(h.Actuals(importertest.Summer()))
	before := h.File("actuals.csv")
	importertest.Post(t, fake.Books, ledger.Date{Year: 2026, Month: 8, Day: 1}, "bank", "sales", "1.00")
	fake.Tamper = func(a *ledger.Actuals) {
		bank := slices.IndexFunc(a.Lines, func(l ledger.Line) bool { return l.AccountID == "bank" })
		a.Lines[bank].NetDebit[1] = ledger.Amount{}
	}
	result, err := h.ImportActuals(t.Context(), h.Actuals(importertest.Summer()))
	importertest.WantError[*ledger.MismatchError](t, err, "acme", "2026-08", "assets equal liabilities and equity")
	if result == nil || result.Entities[0].Err == nil || len(result.Files) != 0 {
		t.Errorf("result %+v", result)
	}
	var out bytes.Buffer
	o := h.Actuals(importertest.Summer())
	o.File = export.Target{Path: "-", Stdout: &out}
	_, err = h.ImportActuals(t.Context(), o)
	importertest.WantError[*ledger.MismatchError](t, err)
	if out.Len() != 0 || h.File("actuals.csv") != before {
		t.Error("something was written")
	}
	fake.Tamper = nil
	if result := h.MustImport(h.Actuals(importertest.Summer())); len(result.Changes) == 0 {
		t.Error("the refused numbers were remembered: the change is not reported")
	}
}

func TestAnotherOrganisationIsRefused(t *testing.T) {
	t.Parallel()
	h := importertest.New(t, t.TempDir())
	h.Connect("main", importertest.Shop(t, ledger.Xero))
	h.Of("main").Books = importertest.Shop(t, ledger.QuickBooks)
	_, err := h.ImportActuals(t.Context(), h.Actuals(importertest.Summer()))
	importertest.WantError[*importer.OtherOrganisationError](t, err, "another organisation")
}

func TestStrictWantsConfirmedMappings(t *testing.T) {
	t.Parallel()
	h := importertest.New(t, t.TempDir())
	h.Connect("main", importertest.Shop(t, ledger.Xero))
	o := h.Actuals(importertest.Summer())
	o.Strict = true
	_, err := h.ImportActuals(t.Context(), o)
	importertest.WantError[*importer.UnconfirmedAccountsError](t, err, "bank", "rent", "sales", "retained")
	if strings.Contains(err.Error(), "Current Year Earnings") {
		t.Error("a line that is no account counts")
	}
	if imports, _ := model.Read(h.Store, func(r model.Reader) ([]model.Import, error) { return r.Imports("acme") }); len(imports) != 0 {
		t.Error("the refused import is saved")
	}
	decide(t, h, importertest.Main(), "bank", "rent", "sales", "retained")
	h.MustImport(o)
	if text := h.File("actuals.csv"); !strings.Contains(text, ",Asset,Mine,,main\n") {
		t.Errorf("the decisions are not in the file:\n%s", text)
	}
}

func decide(t *testing.T, h *importertest.Harness, key model.Key, accounts ...string) {
	t.Helper()
	decisions := map[string]model.Decision{}
	for _, id := range accounts {
		decisions[id] = model.Decision{VariableType: "Asset", Category: "Mine", DecidedAt: h.Time}
	}
	h.Update(func(w model.Writer) error { return w.SetDecisions(key, decisions) })
}

func TestChartNotes(t *testing.T) {
	t.Parallel()
	h := importertest.New(t, t.TempDir())
	fake := h.Connect("main", importertest.Shop(t, ledger.Xero))
	coa := importer.COAOptions{Model: "acme", File: h.To("coa.csv")}
	notes := func() []model.ChartNote {
		t.Helper()
		result, err := h.ImportCOA(t.Context(), coa)
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
	h.MustImport(h.Actuals(importertest.Summer())) // reads the chart as well, but tells nobody
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
	if text := h.File("coa.csv"); !strings.Contains(text, "ARCHIVED") || len(importertest.Records(t, text)) != 5 {
		t.Errorf("chart:\n%s", text)
	}
	coa.OmitArchived = true
	notes()
	if text := h.File("coa.csv"); strings.Contains(text, "ARCHIVED") {
		t.Errorf("archived accounts are in\n%s", text)
	}
}

func TestFileThatCannotBeReplacedLeavesTheHistory(t *testing.T) {
	t.Parallel()
	h := importertest.New(t, t.TempDir())
	h.Connect("main", importertest.Shop(t, ledger.Xero))
	o := h.Actuals(importertest.Summer())
	o.File = export.Target{Path: "-", Stdout: brokenPipe{}}
	_, err := h.ImportActuals(t.Context(), o)
	importertest.WantError[*atomicfile.Error](t, err, "broken pipe")
	if history := h.Imports(); len(history) != 0 {
		t.Errorf("history lists a file that is not there: %v", history)
	}
	if _, err := h.Export(history.ActualsOptions{Months: o.Months}); err != nil {
		t.Errorf("what was read is not saved: %v", err)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestAPlaceThatCannotBeWrittenCostsNoCall(t *testing.T) {
	t.Parallel()
	h := importertest.New(t, t.TempDir())
	fake := h.Connect("main", importertest.Shop(t, ledger.Xero))
	o := h.Actuals(importertest.Summer())
	o.File.Path = h.Path("no/such/folder.csv")
	_, err := h.ImportActuals(t.Context(), o)
	if !errors.Is(err, atomicfile.ErrNoFolder) {
		t.Errorf("error %v, want that there is no folder", err)
	}
	if len(fake.Asked) != 0 {
		t.Error("the ledger was asked all the same")
	}
}

func TestInterruptionLeavesEverythingAsItWas(t *testing.T) {
	t.Parallel()
	h := importertest.New(t, t.TempDir())
	fake := h.Connect("main", importertest.Shop(t, ledger.Xero))
	ctx, cancel := context.WithCancel(t.Context())
	fake.Tamper = func(*ledger.Actuals) { cancel() }
	_, err := h.ImportActuals(ctx, h.Actuals(importertest.Summer()))
	importertest.WantError[*importer.InterruptedError](t, err)
	if _, err := os.Stat(h.Path("actuals.csv")); err == nil {
		t.Error("a file was written")
	}
	if imports, err := model.Read(h.Store, func(r model.Reader) ([]model.Import, error) { return r.Imports("acme") }); err != nil || len(imports) != 0 {
		t.Errorf("imports %v, %v", imports, err)
	}
}

// An account that the reports show and the chart does not have is part of the
// statements: without its amounts they would not add up.
func TestAccountsOutsideTheChartAreKeptAndSaid(t *testing.T) {
	t.Parallel()
	h := importertest.New(t, t.TempDir())
	h.Connect("main", importertest.Shop(t, ledger.Xero)).Tamper = func(a *ledger.Actuals) {
		a.Accounts = slices.DeleteFunc(a.Accounts, func(account ledger.Account) bool { return account.ID == "rent" })
	}
	result := h.MustImport(h.Actuals(importertest.Summer()))
	found := result.Entities[0].NotInChart
	if len(found) != 1 || found[0].ID != "rent" || found[0].Class != ledger.Expense {
		t.Errorf("not in the chart: %+v", found)
	}
	if text := h.File("actuals.csv"); strings.Count(text, ",rent,,rent,,EXPENSE,profit_and_loss,movement,30.00,30.00,NZD,") != 3 {
		t.Errorf("the amounts are missing: %s", text)
	}
}
