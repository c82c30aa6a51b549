package store

import (
	"fmt"

	"github.com/ledgerlink/ledgerlink/internal/model"
)

func (r *reader) Imports(name string) ([]model.Import, error) {
	return list[model.Import](r.tx, importsTable, name+"/")
}

func (w *writer) AddImport(i model.Import) error {
	for _, key := range i.ProductionKeys() {
		if err := w.markProduction(key, i.ID); err != nil {
			return err
		}
	}
	next, err := recordsOf(w.tx).NextSequence()
	if err != nil {
		return err
	}
	return put(w.tx, importsTable, fmt.Sprintf("%s/%016x", i.Model, next), i)
}

func (w *writer) markProduction(key model.Key, importID string) error {
	marked, err := get(w.tx, productionTable, entityKey(key), new(string))
	if err != nil || marked {
		return err
	}
	return put(w.tx, productionTable, entityKey(key), importID)
}

func (r *reader) ImportOptions(name string, kind model.ImportKind) (model.ImportOptions, error) {
	var o model.ImportOptions
	found, err := get(r.tx, optionsTable, name+"/"+string(kind), &o)
	if err == nil && !found {
		err = missing(fmt.Sprintf("an import %s of %s", kind, name))
	}
	return o, err
}

func (w *writer) SetImportOptions(name string, o model.ImportOptions) error {
	return put(w.tx, optionsTable, name+"/"+string(o.Kind), o)
}
