package store

import (
	"fmt"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Series is as Reader.Series, on its own.
func (s *Store) Series(key model.Key, basis ledger.Basis) (*model.Series, error) {
	return read(s, func(r *Reader) (*model.Series, error) { return r.Series(key, basis) })
}

// Series is an entity's amounts on a basis, or ErrNotFound.
func (r *Reader) Series(key model.Key, basis ledger.Basis) (*model.Series, error) {
	name := seriesKey(key, basis)
	data := getBytes(r.tx, seriesTable, name)
	if data == nil {
		return nil, missing(fmt.Sprintf("an import actuals of %s (%s)", key, basis))
	}
	series, err := decodeSeries(data)
	if err != nil {
		return nil, damageAt(seriesTable, name, err)
	}
	return series, nil
}

// SetSeries replaces an entity's amounts on the series' basis; nothing is
// written where nothing changed. A line with another number of amounts than
// there are months is an error, an amount that is not valid too.
func (w *Writer) SetSeries(key model.Key, s *model.Series) error {
	data, err := encodeSeries(s)
	if err != nil {
		return fmt.Errorf("cannot store the amounts of %s: %w", key, err)
	}
	return putBytes(w.tx, seriesTable, seriesKey(key, s.Basis), data)
}

func seriesKey(key model.Key, basis ledger.Basis) string { return entityKey(key) + "/" + string(basis) }
