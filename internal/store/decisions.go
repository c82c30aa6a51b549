package store

import "github.com/ledgerlink/ledgerlink/internal/model"

// Decisions is as Reader.Decisions, on its own.
func (s *Store) Decisions(key model.Key) (map[string]model.Decision, error) {
	return read(s, func(r *Reader) (map[string]model.Decision, error) { return r.Decisions(key) })
}

// Decisions are an entity's decisions by account id; empty where there are none.
func (r *Reader) Decisions(key model.Key) (map[string]model.Decision, error) {
	decisions := map[string]model.Decision{}
	_, err := get(r.tx, decisionsTable, entityKey(key), &decisions)
	return decisions, err
}

// SetDecisions replaces all of an entity's decisions, by account id.
func (w *Writer) SetDecisions(key model.Key, decisions map[string]model.Decision) error {
	return put(w.tx, decisionsTable, entityKey(key), decisions)
}
