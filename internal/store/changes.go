package store

import "github.com/ledgerlink/ledgerlink/internal/model"

// Changes is as Reader.Changes, on its own.
func (s *Store) Changes(name string, importIDs ...string) ([]model.Change, error) {
	return read(s, func(r *Reader) ([]model.Change, error) { return r.Changes(name, importIDs...) })
}

// Changes are what the named imports of a model found, in the order given; an
// import that found nothing, or that there never was, adds nothing.
func (r *Reader) Changes(name string, importIDs ...string) ([]model.Change, error) {
	var all []model.Change
	for _, id := range importIDs {
		var found []model.Change
		if _, err := get(r.tx, changesTable, name+"/"+id, &found); err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// AddChanges adds what an import of a model found to what it found before.
func (w *Writer) AddChanges(name, importID string, changes []model.Change) error {
	if len(changes) == 0 {
		return nil
	}
	before, err := w.Changes(name, importID)
	if err != nil {
		return err
	}
	return put(w.tx, changesTable, name+"/"+importID, append(before, changes...))
}
