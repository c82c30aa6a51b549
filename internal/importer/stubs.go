package importer

import (
	"context"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/store"
)

// reading is one entity while it is read.
type reading struct {
	store.Connection
	err error
}

// ImportCOA reads the charts of accounts and writes the COA file.
func (im *Importer) ImportCOA(ctx context.Context, o COAOptions) (*Result, error) { return nil, nil }

// ImportActuals reads the actuals, proves them and writes the actuals file.
func (im *Importer) ImportActuals(ctx context.Context, o ActualsOptions) (*Result, error) {
	return nil, nil
}

// Refresh repeats the model's last import of the chart and of the actuals, in
// one reading of each ledger.
func (im *Importer) Refresh(ctx context.Context, o RefreshOptions) (*Result, error) { return nil, nil }

// ExportCOA writes the COA file from memory, as ImportCOA wrote it.
func (im *Importer) ExportCOA(o COAOptions) (*Result, error) { return nil, nil }

// ExportActuals writes an actuals file from memory, as ImportActuals wrote it.
// Without From and To it takes the months of the last import on that basis.
// Months that are not in memory are a fault with exit code 2.
func (im *Importer) ExportActuals(o ActualsOptions) (*Result, error) { return nil, nil }

// History is the model's imports that wrote a file, oldest first.
func History(s *store.Store, model string) ([]store.Import, error) { return nil, nil }

// HistoryTable lists imports as `history` shows them.
func HistoryTable(imports []store.Import) export.Table { return export.Table{} }

// Changes lists what the imports since one found (after the import with the id
// since; or from the day since on, YYYY-MM-DD), what the last one found where
// since is empty. An empty entity means all.
func Changes(s *store.Store, model, entity, since string) ([]store.Change, error) { return nil, nil }

// Diff lists the amounts that differ between two imports of a model: what
// changed after the first up to the second, amounts held by a lock left out.
func Diff(s *store.Store, model, first, second string) ([]store.Change, error) { return nil, nil }

// ChangesTable lists changes as `changes` shows them: amounts in the account's
// natural sign.
func ChangesTable(model string, changes []store.Change) export.Table { return export.Table{} }
