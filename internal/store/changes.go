package store

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// Change is one amount of an earlier import that a later import found to be
// another. Old and New are net debits.
type Change struct {
	Entity           string
	Basis            ledger.Basis
	AccountID        string
	AccountCode      string // as of the import that found it
	AccountName      string // as of the import that found it
	Class            ledger.Class
	Statement        ledger.Statement
	Month            ledger.Month
	Old, New         ledger.Amount
	ImportID         string // the import that found it
	PreviousImportID string // the import that had read the old amount
	Held             bool   // a lock kept the old amount
}

// Changes is as Reader.Changes, on its own.
func (s *Store) Changes(model string, importIDs ...string) ([]Change, error) {
	return read(s, func(r *Reader) ([]Change, error) { return r.Changes(model, importIDs...) })
}

// Changes are what the named imports of a model found, in the order given; an
// import that found nothing, or that there never was, adds nothing.
func (r *Reader) Changes(model string, importIDs ...string) ([]Change, error) {
	var all []Change
	for _, id := range importIDs {
		var found []Change
		if _, err := get(r.tx, changesTable, model+"/"+id, &found); err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// AddChanges adds what an import of a model found to what it found before.
func (w *Writer) AddChanges(model, importID string, changes []Change) error {
	if len(changes) == 0 {
		return nil
	}
	before, err := w.Changes(model, importID)
	if err != nil {
		return err
	}
	return put(w.tx, changesTable, model+"/"+importID, append(before, changes...))
}
