package store

import "time"

// Decision is what the analyst decided an account is. A decision is always
// confirmed; one without a VariableType says that the account is unmapped.
type Decision struct {
	VariableType string
	Category     string
	Subcategory  string
	Branch       string
	DecidedAt    time.Time
}

// Decisions is as Reader.Decisions, on its own.
func (s *Store) Decisions(key Key) (map[string]Decision, error) {
	return read(s, func(r *Reader) (map[string]Decision, error) { return r.Decisions(key) })
}

// Decisions are an entity's decisions by account id; empty where there are none.
func (r *Reader) Decisions(key Key) (map[string]Decision, error) {
	decisions := map[string]Decision{}
	_, err := get(r.tx, decisionsTable, key.record(), &decisions)
	return decisions, err
}

// SetDecisions replaces all of an entity's decisions, by account id.
func (w *Writer) SetDecisions(key Key, decisions map[string]Decision) error {
	return put(w.tx, decisionsTable, key.record(), decisions)
}
