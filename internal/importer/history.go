package importer

import (
	"slices"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// recorded is a model's imports, oldest first, each as it was recorded last: one
// whose file could not be put in its place is recorded again without it.
func recorded(r model.Reader, name string) ([]model.Import, error) {
	all, err := r.Imports(name)
	at := make(map[string]int, len(all))
	imports := make([]model.Import, 0, len(all))
	for _, entry := range all {
		if position, again := at[entry.ID]; again {
			imports[position] = entry
			continue
		}
		at[entry.ID] = len(imports)
		imports = append(imports, entry)
	}
	return imports, err
}

// History is the model's imports that wrote a file, oldest first.
func History(s model.Viewer, name string) ([]model.Import, error) {
	var imports []model.Import
	err := s.View(func(r model.Reader) (err error) {
		imports, err = recorded(r, name)
		return err
	})
	return slices.DeleteFunc(imports, func(entry model.Import) bool { return entry.File == "" }), err
}

// HistoryEntry is an import as `history --format json` shows it; times are UTC.
// Basis, From and To belong to actuals only.
type HistoryEntry struct {
	ID         string           `json:"id"`
	Kind       model.ImportKind `json:"kind"`
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
func HistoryEntries(imports []model.Import) []HistoryEntry {
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
