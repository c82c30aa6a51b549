package model

import (
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// ShareOf returns the share of an entity in an import that has not read it.
func ShareOf(c *Connection) ImportEntity {
	return ImportEntity{
		Entity: c.Entity, Provider: c.Provider, Environment: c.Environment,
		OrganisationID: c.Organisation.ID, Organisation: c.Organisation.Name,
		Currency: c.Organisation.Currency, Demo: c.Organisation.Demo,
	}
}

// LastShare returns the share of an entity in the last import of a kind and basis
// that could read it, and whether there is one.
func LastShare(imports []Import, kind ImportKind, basis ledger.Basis, entity string) (ImportEntity, bool) {
	for _, entry := range slices.Backward(imports) {
		if entry.Kind != kind || entry.Basis != basis {
			continue
		}
		for _, share := range entry.Entities {
			if share.Entity == entity && share.Error == "" {
				return share, true
			}
		}
	}
	return ImportEntity{}, false
}

// latest returns imports, each as it was added last: one whose file could not be
// put in its place is added again without it.
func latest(imports []Import) []Import {
	at := make(map[string]int, len(imports))
	kept := make([]Import, 0, len(imports))
	for _, entry := range imports {
		if position, again := at[entry.ID]; again {
			kept[position] = entry
			continue
		}
		at[entry.ID] = len(kept)
		kept = append(kept, entry)
	}
	return kept
}

// ReadImports reads the imports of a model, oldest first, each as it was added
// last.
func ReadImports(r Reader, name string) ([]Import, error) {
	imports, err := r.Imports(name)
	return latest(imports), err
}
