package store

import (
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Chart is an entity's chart of accounts as it was last read.
type Chart struct {
	ledger.Chart
	ImportID string
	ReadAt   time.Time
	Notes    []ChartNote // what was different from the chart before it
}

// ChartNote is one difference between two readings of a chart.
type ChartNote struct {
	AccountID string
	What      string // e.g. new, vanished, renamed, renumbered, retyped, archived, restored
	Was, Now  string // the name, code, type or status; empty where there is none
}

// Chart is as Reader.Chart, on its own.
func (s *Store) Chart(key Key) (*Chart, error) {
	return read(s, func(r *Reader) (*Chart, error) { return r.Chart(key) })
}

// Chart is an entity's chart as last read, or ErrNotFound.
func (r *Reader) Chart(key Key) (*Chart, error) {
	var c Chart
	found, err := get(r.tx, chartsTable, key.record(), &c)
	switch {
	case err != nil:
		return nil, err
	case !found:
		return nil, missing("a chart of accounts of " + key.String())
	}
	return &c, nil
}

// SetChart replaces an entity's chart.
func (w *Writer) SetChart(key Key, c *Chart) error {
	return put(w.tx, chartsTable, key.record(), c)
}
