package store

import "github.com/ledgerlink/ledgerlink/internal/model"

func (r *reader) Changes(name string, importIDs ...string) ([]model.Change, error) {
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

func (w *writer) AddChanges(name, importID string, changes []model.Change) error {
	if len(changes) == 0 {
		return nil
	}
	before, err := w.Changes(name, importID)
	if err != nil {
		return err
	}
	return put(w.tx, changesTable, name+"/"+importID, append(before, changes...))
}
