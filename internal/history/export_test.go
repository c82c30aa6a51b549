package history_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/history"
	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/internal/importer/importertest"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider/providers"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// exportCOA returns the COA file made from the last imported charts.
func exportCOA(t *testing.T, h *importertest.Harness, format export.Format) (string, error) {
	t.Helper()
	var out bytes.Buffer
	_, err := history.ExportCOA(t.Context(), h.Store, history.COAOptions{
		Model: "acme", IncludeArchived: true, Types: providers.All().AccountTypes, File: export.Target{Path: "-", Format: format, Stdout: &out},
	})
	return out.String(), err
}

func TestExportNeedsImports(t *testing.T) {
	t.Parallel()
	h := importertest.New(t, t.TempDir())
	_, err := h.Export(history.ActualsOptions{})
	importertest.WantError[*model.NotConnectedError](t, err, "acme is not connected")
	h.Connect("main", importertest.Shop(t, ledger.Xero))
	_, err = h.Export(history.ActualsOptions{})
	importertest.WantError[*history.NotImportedError](t, err, "no accrual actuals were imported")
	_, err = exportCOA(t, h, export.CSV)
	importertest.WantError[*history.NotImportedError](t, err, "its chart of accounts was never imported")
	h.MustImport(h.Actuals(importertest.Summer()))
	_, err = h.Export(history.ActualsOptions{Months: model.Months{From: ledger.NewMonth(2026, 6), To: ledger.NewMonth(2026, 9)}})
	missing := importertest.WantError[*history.NotImportedError](t, err, "2026-06 was never imported")
	if missing.Key != importertest.Main() || missing.Range.Len() != 4 || len(missing.Missing) != 1 {
		t.Errorf("error %+v", missing)
	}
}

// TestExportIsTheImportsFile covers every layout and format, the JSON's import
// block included.
func TestExportIsTheImportsFile(t *testing.T) {
	t.Parallel()
	h := importertest.New(t, t.TempDir())
	h.Connect("main", importertest.Shop(t, ledger.Xero))
	h.Connect("uk", importertest.Shop(t, ledger.QuickBooks))
	for _, layout := range []export.Layout{export.Long, export.Wide, export.Series} {
		for _, format := range []export.Format{export.CSV, export.JSON} {
			o := h.Actuals(importertest.Summer())
			o.Layout, o.File.Format = layout, format
			h.MustImport(o)
			again, err := h.Export(history.ActualsOptions{Months: o.Months, Layout: layout, File: export.Target{Format: format}})
			if err != nil {
				t.Fatal(err)
			}
			if difference := cmp.Diff(h.File("actuals.csv"), again); difference != "" {
				t.Errorf("%s %s: %s", layout, format, difference)
			}
		}
	}
	if _, err := h.ImportCOA(t.Context(), importer.COAOptions{Model: "acme", File: h.To("coa.json")}); err != nil {
		t.Fatal(err)
	}
	again, err := exportCOA(t, h, export.JSON)
	if err != nil || again != h.File("coa.json") {
		t.Errorf("%v: %s\nis not\n%s", err, again, h.File("coa.json"))
	}
	var file struct {
		Import struct {
			Entities []struct{ Checks []any }
			Basis    *string
		}
		Rows []map[string]any
	}
	if err := json.Unmarshal([]byte(again), &file); err != nil || len(file.Rows) != 8 || len(file.Import.Entities) != 2 || file.Import.Basis != nil {
		t.Errorf("%v: %+v", err, file)
	}
}
