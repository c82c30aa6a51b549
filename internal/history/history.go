// Package history reads what was imported: the imports of a model, the amounts
// that changed between them, the lock of its months, and files of its last
// imported values. It asks no provider.
package history

import (
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/model"
)

// Store has what was imported. View runs a function in one transaction and
// returns its error.
type Store interface {
	View(read func(model.Reader) error) error
}

// Imports lists the imports of a model that wrote a file, oldest first; those of
// one entity unless its name is empty.
func Imports(s Store, name, entity string) ([]model.Import, error) {
	imports, err := model.Read(s, func(r model.Reader) ([]model.Import, error) { return model.ReadImports(r, name) })
	return slices.DeleteFunc(imports, func(i model.Import) bool { return i.File == "" || entity != "" && !has(i, entity) }), err
}

// has reports whether an import has an entity.
func has(i model.Import, entity string) bool {
	return slices.ContainsFunc(i.Entities, func(e model.ImportEntity) bool { return e.Entity == entity })
}
