package store

import (
	"fmt"

	"github.com/ledgerlink/ledgerlink/internal/model"
)

// Imports is as Reader.Imports, on its own.
func (s *Store) Imports(name string) ([]model.Import, error) {
	return read(s, func(r *Reader) ([]model.Import, error) { return r.Imports(name) })
}

// Imports is a model's history, in the order in which it was remembered.
func (r *Reader) Imports(name string) ([]model.Import, error) {
	return list[model.Import](r.tx, importsTable, name+"/")
}

// AddImport adds to a model's history. An entity that was read from a production
// organisation that is no demo company gets its production history by it.
func (w *Writer) AddImport(i model.Import) error {
	for _, e := range i.Entities {
		if e.Environment != "production" || e.Demo || e.Stale {
			continue
		}
		if err := w.markProduction(model.Key{Model: i.Model, Entity: e.Entity}, i.ID); err != nil {
			return err
		}
	}
	next, err := recordsOf(w.tx).NextSequence()
	if err != nil {
		return err
	}
	return put(w.tx, importsTable, fmt.Sprintf("%s/%016x", i.Model, next), i)
}

func (w *Writer) markProduction(key model.Key, importID string) error {
	marked, err := get(w.tx, productionTable, entityKey(key), new(string))
	if err != nil || marked {
		return err
	}
	return put(w.tx, productionTable, entityKey(key), importID)
}

// ImportOptions is as Reader.ImportOptions, on its own.
func (s *Store) ImportOptions(name string, kind model.ImportKind) (model.ImportOptions, error) {
	return read(s, func(r *Reader) (model.ImportOptions, error) { return r.ImportOptions(name, kind) })
}

// ImportOptions is how the model's last import of a kind was asked for, or
// ErrNotFound.
func (r *Reader) ImportOptions(name string, kind model.ImportKind) (model.ImportOptions, error) {
	var o model.ImportOptions
	found, err := get(r.tx, optionsTable, name+"/"+string(kind), &o)
	if err == nil && !found {
		err = missing(fmt.Sprintf("an import %s of %s", kind, name))
	}
	return o, err
}

// SetImportOptions remembers how an import of a model was asked for.
func (w *Writer) SetImportOptions(name string, o model.ImportOptions) error {
	return put(w.tx, optionsTable, name+"/"+string(o.Kind), o)
}
