package store

import (
	"fmt"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Series is all amounts in memory of one entity on one basis.
type Series struct {
	OrganisationID string
	Basis          ledger.Basis
	// Months lists the months in memory in order; a month that is not listed
	// was never read.
	Months []MonthRead
	// Lines are the accounts, and the lines that are no account, in order of
	// AccountID and Statement. An account has a line on each statement it was on.
	Lines []SeriesLine
}

// MonthRead says which import read a month last.
type MonthRead struct {
	Month    ledger.Month
	ImportID string
	Partial  bool // the month was running when it was read
}

// SeriesLine is one line of a Series. Zero throughout is a line like any other.
type SeriesLine struct {
	AccountID string // or a synthetic id
	Name      string // the ledger's label
	Class     ledger.Class
	Statement ledger.Statement
	NetDebit  []ledger.Amount // debit minus credit, one per month in memory
}

// Series is as Reader.Series, on its own.
func (s *Store) Series(key Key, basis ledger.Basis) (*Series, error) {
	return read(s, func(r *Reader) (*Series, error) { return r.Series(key, basis) })
}

// Series is an entity's amounts on a basis, or ErrNotFound.
func (r *Reader) Series(key Key, basis ledger.Basis) (*Series, error) {
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
func (w *Writer) SetSeries(key Key, s *Series) error {
	data, err := encodeSeries(s)
	if err != nil {
		return fmt.Errorf("cannot store the amounts of %s: %w", key, err)
	}
	return putBytes(w.tx, seriesTable, seriesKey(key, s.Basis), data)
}

func seriesKey(key Key, basis ledger.Basis) string { return key.record() + "/" + string(basis) }
