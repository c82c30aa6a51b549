package store

import (
	"fmt"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// seriesRecord is a series on disk.
type seriesRecord struct {
	OrganisationID string
	Basis          ledger.Basis
	Months         []model.MonthRead
	Lines          []lineRecord
}

// lineRecord is a line of a series on disk. An amount is a whole number of
// 10^-places; Places has one number where they are the same for all amounts,
// else one per amount.
type lineRecord struct {
	AccountID string
	Name      string
	Class     ledger.Class
	Statement ledger.Statement
	Places    []int
	Units     []int64
}

func (r *reader) Series(key model.Key, basis ledger.Basis) (*model.Series, error) {
	name := seriesKey(key, basis)
	var record seriesRecord
	found, err := get(r.tx, seriesTable, name, &record)
	switch {
	case err != nil:
		return nil, err
	case !found:
		return nil, missing(fmt.Sprintf("an import actuals of %s (%s)", key, basis))
	}
	series, err := record.series()
	return series, placed(seriesTable, name, err)
}

func (w *writer) SetSeries(key model.Key, s *model.Series) error {
	if err := s.Check(); err != nil {
		return fmt.Errorf("cannot store the amounts of %s: %w", key, err)
	}
	return put(w.tx, seriesTable, seriesKey(key, s.Basis), recordOf(s))
}

func seriesKey(key model.Key, basis ledger.Basis) string { return entityKey(key) + "/" + string(basis) }

func recordOf(s *model.Series) *seriesRecord {
	record := &seriesRecord{
		OrganisationID: s.OrganisationID, Basis: s.Basis, Months: s.Months,
		Lines: make([]lineRecord, 0, len(s.Lines)),
	}
	for _, line := range s.Lines {
		l := lineRecord{AccountID: line.AccountID, Name: line.Name, Class: line.Class, Statement: line.Statement}
		l.setAmounts(line.NetDebit)
		record.Lines = append(record.Lines, l)
	}
	return record
}

func (l *lineRecord) setAmounts(amounts []ledger.Amount) {
	l.Units = make([]int64, len(amounts))
	same := true
	for i, amount := range amounts {
		l.Units[i] = amount.Units()
		same = same && amount.Places() == amounts[0].Places()
	}
	if same {
		amounts = amounts[:min(1, len(amounts))]
	}
	for _, amount := range amounts {
		l.Places = append(l.Places, amount.Places())
	}
}

// series returns what the record holds. Its errors wrap errRecord.
func (r *seriesRecord) series() (*model.Series, error) {
	s := &model.Series{
		OrganisationID: r.OrganisationID, Basis: r.Basis, Months: r.Months,
		Lines: make([]ledger.Line, 0, len(r.Lines)),
	}
	for _, l := range r.Lines {
		amounts, err := l.amounts()
		if err != nil {
			return nil, err
		}
		s.Lines = append(s.Lines, ledger.Line{
			AccountID: l.AccountID, Name: l.Name, Class: l.Class, Statement: l.Statement, NetDebit: amounts,
		})
	}
	if err := s.Check(); err != nil {
		return nil, fmt.Errorf("%w: %w", errRecord, err)
	}
	return s, nil
}

func (l *lineRecord) amounts() ([]ledger.Amount, error) {
	if len(l.Units) > 0 && len(l.Places) != 1 && len(l.Places) != len(l.Units) {
		return nil, fmt.Errorf("%w: %d amounts have %d numbers of places", errRecord, len(l.Units), len(l.Places))
	}
	amounts := make([]ledger.Amount, len(l.Units))
	for i, units := range l.Units {
		amounts[i] = ledger.NewAmount(units, l.Places[min(i, len(l.Places)-1)])
	}
	return amounts, nil
}
