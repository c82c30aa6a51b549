// Package memstore is a store in memory. It behaves as package store does, with
// no file and no key, for tests of the packages that use a store.
package memstore

import (
	"fmt"
	"maps"
	"sync"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Store is a store in memory. It is safe for concurrent use.
type Store struct {
	now func() time.Time

	mu       sync.Mutex // guards what follows
	records  records
	sequence int
	signIns  map[string]model.SignIn
	apps     map[appKey]model.App
	locks    map[string]chan struct{} // by sign-in; full while it is locked
}

// records are the encoded records by table and key. A record is never changed,
// only replaced, so that a copy of the map is a copy of everything in it.
type records map[string][]byte

type appKey struct {
	provider    ledger.Provider
	environment string
}

// New returns an empty store with a clock.
func New(now func() time.Time) *Store {
	return &Store{
		now: now, records: records{}, signIns: map[string]model.SignIn{}, apps: map[appKey]model.App{},
		locks: map[string]chan struct{}{},
	}
}

// View lets read see the store as of one moment.
func (s *Store) View(read func(model.Reader) error) error {
	s.mu.Lock()
	seen := maps.Clone(s.records)
	s.mu.Unlock()
	return read(&reader{seen})
}

// Update stores what write changes: all of it, or nothing if write returns an
// error, which Update then returns. write must not call the Store.
func (s *Store) Update(write func(model.Writer) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := &writer{reader{maps.Clone(s.records)}, s.sequence}
	if err := write(w); err != nil {
		return err
	}
	s.records, s.sequence = w.records, w.sequence
	return nil
}

// App returns the user's app for a provider and environment, or
// model.ErrNotFound.
func (s *Store) App(p ledger.Provider, environment string) (model.App, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	app, ok := s.apps[appKey{p, environment}]
	if !ok {
		return model.App{}, missing(fmt.Sprintf("an app for %s (%s)", p.Title(), environment))
	}
	return app, nil
}

// SaveApp stores the user's app, in place of the one before.
func (s *Store) SaveApp(a model.App) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	a.SavedAt = s.now().UTC()
	s.apps[appKey{a.Provider, a.Environment}] = a
	return nil
}

// DeleteApp removes the user's app; it is no error if there is none.
func (s *Store) DeleteApp(p ledger.Provider, environment string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.apps, appKey{p, environment})
	return nil
}

// missing returns model.ErrNotFound with the name of what is missing.
func missing(what string) error { return fmt.Errorf("%s is %w", what, model.ErrNotFound) }
