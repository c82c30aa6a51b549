package model

import (
	"errors"
	"maps"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Snapshot is the last imported values of entities as of one moment.
type Snapshot struct {
	Entities []*EntityState // in the order asked for; those that are not connected are left out
	Imports  []Import       // of the model, oldest first, each as it was added last

	versions []version // of Entities
}

// version is what changes with the last imported values of an entity, and with
// what decides how files show them.
type version struct {
	key           Key
	organisation  string
	chart, series string // the imports they are from
	decisions     map[string]Decision
	lockedThrough ledger.Month
}

// ReadSnapshot reads the last imported values of entities of a model; the amounts
// on the basis, if there is one. Values of another organisation are discarded.
func ReadSnapshot(r Reader, name string, basis ledger.Basis, entities ...Key) (*Snapshot, error) {
	imports, err := ReadImports(r, name)
	if err != nil {
		return nil, err
	}
	s := &Snapshot{Imports: imports}
	for _, key := range entities {
		v, c, err := readVersion(r, key)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		e := &EntityState{Connection: c, Decisions: v.decisions, LockedThrough: v.lockedThrough}
		if err := e.readValues(r, basis); err != nil {
			return nil, err
		}
		e.discardOtherOrganisation()
		s.Entities, s.versions = append(s.Entities, e), append(s.versions, v)
	}
	return s, nil
}

func (e *EntityState) readValues(r Reader, basis ledger.Basis) (err error) {
	if e.Chart, err = optional(r.Chart(e.Key)); err == nil && basis != "" {
		e.Series, err = optional(r.Series(e.Key, basis))
	}
	return err
}

// optional makes nothing of a record that is not there.
func optional[T any](record *T, err error) (*T, error) {
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	return record, err
}

func readVersion(r Reader, key Key) (version, Connection, error) {
	c, err := r.Connection(key)
	if err != nil {
		return version{}, c, err
	}
	lock, err := r.MonthLock(key)
	if err != nil {
		return version{}, c, err
	}
	decisions, err := r.Decisions(key)
	return version{
		key: key, organisation: c.Organisation.ID, chart: c.LastCOA.id(), series: c.LastActuals.id(),
		decisions: decisions, lockedThrough: lock.Through,
	}, c, err
}

// id returns the id of an import, empty if there was none.
func (s *ImportSummary) id() string {
	if s == nil {
		return ""
	}
	return s.ID
}

// IsCurrent reports whether nothing was imported, decided, locked or connected
// since the snapshot was read.
func (s *Snapshot) IsCurrent(r Reader) (bool, error) {
	for _, before := range s.versions {
		now, _, err := readVersion(r, before.key)
		switch {
		case errors.Is(err, ErrNotFound):
			return false, nil
		case err != nil:
			return false, err
		case !now.equal(before):
			return false, nil
		}
	}
	return true, nil
}

func (v version) equal(other version) bool {
	return v.organisation == other.organisation && v.chart == other.chart && v.series == other.series &&
		v.lockedThrough == other.lockedThrough && maps.EqualFunc(v.decisions, other.decisions, Decision.equal)
}

func (d Decision) equal(other Decision) bool {
	decided := d.DecidedAt.Equal(other.DecidedAt)
	d.DecidedAt = other.DecidedAt
	return decided && d == other
}

// Entity returns the state of an entity, nil if it is not connected.
func (s *Snapshot) Entity(key Key) *EntityState {
	for _, e := range s.Entities {
		if e.Key == key {
			return e
		}
	}
	return nil
}
