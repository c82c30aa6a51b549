package importer

import (
	"slices"
	"strconv"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// ChangesTable lists changes as `changes` shows them: old and new amounts in the
// account's natural sign, and what the difference does to the net profit, which
// is nothing for a balance-sheet account.
func ChangesTable(model string, changes []store.Change) export.Table {
	return export.Table{
		Columns: []export.Column{
			{Name: "model"}, {Name: "entity"}, {Name: "basis"},
			{Name: "account_id"}, {Name: "account_code"}, {Name: "account_name"},
			{Name: "period", Kind: export.Figure},
			{Name: "old_amount", Kind: export.Figure}, {Name: "new_amount", Kind: export.Figure},
			{Name: "difference", Kind: export.Figure}, {Name: "effect_on_net_profit", Kind: export.Figure},
			{Name: "import_id"}, {Name: "previous_import_id"},
			{Name: "held", Kind: export.Flag},
		},
		Rows: func(yield func([]string) bool) {
			for i := range changes {
				if !yield(changeRow(model, &changes[i])) {
					return
				}
			}
		},
	}
}

func changeRow(model string, c *store.Change) []string {
	before, after := c.Class.Natural(c.Old), c.Class.Natural(c.New)
	return []string{
		model, c.Entity, string(c.Basis), c.AccountID, c.AccountCode, c.AccountName, c.Month.String(),
		before.String(), after.String(), after.Sub(before).String(), ProfitEffect(*c).String(),
		c.ImportID, c.PreviousImportID, strconv.FormatBool(c.Held),
	}
}

// ProfitEffect is what a change does to the month's net profit, profit positive.
func ProfitEffect(c store.Change) ledger.Amount {
	if c.Statement != ledger.ProfitAndLoss {
		return ledger.Amount{}
	}
	return c.Old.Sub(c.New)
}

// History is the model's imports that wrote a file, oldest first.
func History(s *store.Store, model string) ([]store.Import, error) {
	imports, err := s.Imports(model)
	return slices.DeleteFunc(imports, func(entry store.Import) bool { return entry.File == "" }), err
}

// HistoryEntry is an import as `history --format json` shows it; times are UTC.
// Basis, From and To belong to actuals only.
type HistoryEntry struct {
	ID         string           `json:"id"`
	Kind       store.ImportKind `json:"kind"`
	StartedAt  time.Time        `json:"started_at"`
	FinishedAt time.Time        `json:"finished_at"`
	Entities   []string         `json:"entities"`
	Basis      ledger.Basis     `json:"basis"`
	From       ledger.Month     `json:"from"`
	To         ledger.Month     `json:"to"`
	Rows       int              `json:"rows"`
	Changes    int              `json:"changes"`
	Calls      int              `json:"calls"`
	Ties       bool             `json:"ties"`
	File       string           `json:"file"`
	SHA256     string           `json:"sha256"`
	User       string           `json:"user,omitzero"`
	Host       string           `json:"host,omitzero"`
}

// HistoryEntries is imports as `history` shows them.
func HistoryEntries(imports []store.Import) []HistoryEntry {
	entries := make([]HistoryEntry, 0, len(imports))
	for i := range imports {
		entry := &imports[i]
		entities := make([]string, 0, len(entry.Entities))
		for _, block := range entry.Entities {
			entities = append(entities, block.Entity)
		}
		entries = append(entries, HistoryEntry{
			ID: entry.ID, Kind: entry.Kind, StartedAt: entry.StartedAt, FinishedAt: entry.FinishedAt,
			Entities: entities, Basis: entry.Basis, From: entry.Range.From, To: entry.Range.To,
			Rows: entry.Rows, Changes: entry.Changes, Calls: entry.Calls, Ties: entry.Ties,
			File: entry.File, SHA256: entry.SHA256, User: entry.User, Host: entry.Host,
		})
	}
	return entries
}
