package store

import (
	"fmt"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func (r *reader) Series(key model.Key, basis ledger.Basis) (*model.Series, error) {
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

func (w *writer) SetSeries(key model.Key, s *model.Series) error {
	if err := s.Check(); err != nil {
		return fmt.Errorf("cannot store the amounts of %s: %w", key, err)
	}
	data, err := encodeSeries(s)
	if err != nil {
		return fmt.Errorf("cannot store the amounts of %s: %w", key, err)
	}
	return putBytes(w.tx, seriesTable, seriesKey(key, s.Basis), data)
}

func seriesKey(key model.Key, basis ledger.Basis) string { return entityKey(key) + "/" + string(basis) }
