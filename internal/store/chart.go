package store

import "github.com/ledgerlink/ledgerlink/internal/model"

// Chart is as Reader.Chart, on its own.
func (s *Store) Chart(key model.Key) (*model.Chart, error) {
	return read(s, func(r *Reader) (*model.Chart, error) { return r.Chart(key) })
}

// Chart is an entity's chart as last read, or ErrNotFound.
func (r *Reader) Chart(key model.Key) (*model.Chart, error) {
	var c model.Chart
	found, err := get(r.tx, chartsTable, entityKey(key), &c)
	switch {
	case err != nil:
		return nil, err
	case !found:
		return nil, missing("a chart of accounts of " + key.String())
	}
	return &c, nil
}

// SetChart replaces an entity's chart.
func (w *Writer) SetChart(key model.Key, c *model.Chart) error {
	return put(w.tx, chartsTable, entityKey(key), c)
}
