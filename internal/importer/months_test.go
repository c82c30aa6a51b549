package importer_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/history"
	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/internal/importer/importertest"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestRunningMonthIsPartialUntilItIsReadAgain(t *testing.T) {
	t.Parallel()
	h := importertest.New(t, t.TempDir())
	h.Connect("main", importertest.Shop(t, ledger.Xero))
	october := ledger.NewMonth(2026, time.October)
	o := importer.ActualsOptions{
		Model: "acme", Months: model.Months{From: october, ToCurrent: true}, Basis: ledger.Accrual, Layout: export.Wide, File: h.To("wide.csv"),
	}
	h.MustImport(o)
	if text := h.File("wide.csv"); !strings.Contains(text, ",2026-10,2026-11 (partial)\n") {
		t.Errorf("header of %s", text)
	}
	h.Time = h.Time.AddDate(0, 1, 0)
	again, err := h.Export(history.ActualsOptions{Months: model.Months{From: october, To: october + 1}, Layout: export.Wide})
	if err != nil || again != h.File("wide.csv") {
		t.Errorf("a month later the export differs, %v:\n%s", err, again)
	}
	result, err := h.Refresh(t.Context(), importer.RefreshOptions{Model: "acme"})
	if err != nil || result.Range != (ledger.Range{From: october, To: october + 2}) {
		t.Fatalf("refreshed %v, %v", result, err)
	}
	if text := h.File("wide.csv"); !strings.Contains(text, ",2026-10,2026-11,2026-12 (partial)\n") {
		t.Errorf("header of %s", text)
	}
}

func TestFailOnRestatement(t *testing.T) {
	t.Parallel()
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
			t.Parallel()
			h := importertest.New(t, t.TempDir())
			fake := h.Connect("main", importertest.Shop(t, ledger.Xero))
			h.MustImport(h.Actuals(importertest.Summer()))
			before := h.File("actuals.csv")
			fake.LockThrough(test.ledgers)
			h.Lock(importertest.Main(), test.lock)
			importertest.Post(t, fake.Books, ledger.Date{Year: 2026, Month: 8, Day: 15}, "rent", "bank", "12.34")
			o := h.Actuals(importertest.Summer())
			o.FailOnRestatement = true
			_, err := h.ImportActuals(t.Context(), o)
			if !test.fails {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			importertest.WantError[*importer.RestatedError](t, err, "rent in 2026-08 was 30.00 and is 42.34")
			if h.File("actuals.csv") != before {
				t.Error("the file was written")
			}
			o.FailOnRestatement = false
			if result := h.MustImport(o); len(result.Changes) == 0 {
				t.Error("the refused numbers were remembered")
			}
		})
	}
}

// TestChangeBetweenMergeAndSave locks a month after an import has merged and
// before it saves: it merges again, so that the lock holds.
func TestChangeBetweenMergeAndSave(t *testing.T) {
	t.Parallel()
	h := importertest.New(t, t.TempDir())
	fake := h.Connect("main", importertest.Shop(t, ledger.Xero))
	h.MustImport(h.Actuals(importertest.Summer()))
	before := h.File("actuals.csv")
	importertest.Post(t, fake.Books, ledger.Date{Year: 2026, Month: 8, Day: 15}, "rent", "bank", "12.34")
	asked := 0
	h.Importer.Now = func() time.Time { // asked when it starts, and at each merge
		if asked++; asked == 2 {
			h.Lock(importertest.Main(), ledger.NewMonth(2026, 9))
		}
		return h.Time
	}
	result := h.MustImport(h.Actuals(importertest.Summer()))
	if asked != 3 {
		t.Errorf("merged %d times, want 2", asked-1)
	}
	if h.File("actuals.csv") != before {
		t.Error("the file has amounts of locked months")
	}
	for _, c := range result.Changes {
		if !c.Held {
			t.Errorf("change %+v is not held", c)
		}
	}
	if imports := h.Imports(); len(imports) != 2 || len(result.Changes) == 0 {
		t.Errorf("%d imports, %d changes", len(imports), len(result.Changes))
	}
}
