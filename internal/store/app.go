package store

import (
	"fmt"

	"go.etcd.io/bbolt"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store/seal"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// appRecord is an app on disk. The seal binds the secret to provider,
// environment and client id.
type appRecord struct {
	model.App
	Sealed []byte
}

// App returns the user's app for a provider and environment, or model.ErrNotFound.
func (s *Store) App(p ledger.Provider, environment string) (model.App, error) {
	var record appRecord
	var key seal.Wrapped
	err := s.view(func(tx *bbolt.Tx) error {
		found, err := get(tx, appsTable, appKey(p, environment), &record)
		if err != nil {
			return err
		}
		if !found {
			return missing(fmt.Sprintf("an app for %s (%s)", p.Title(), environment))
		}
		key, _, err = keyOf(tx)
		return err
	})
	if err != nil {
		return model.App{}, err
	}
	box, err := s.unwrap(key)
	if err != nil {
		return model.App{}, err
	}
	if err := record.unseal(box, appKey(p, environment)); err != nil {
		return model.App{}, sealedError(s.path, key.Source, err)
	}
	return record.App, nil
}

// SaveApp stores the user's app, in place of the one before.
func (s *Store) SaveApp(a model.App) error {
	a.SavedAt = s.now().UTC()
	return s.updateSealed(func(tx *bbolt.Tx, box *seal.Box) error {
		record := appRecord{App: a}
		record.seal(box)
		return put(tx, appsTable, record.key(), record)
	})
}

// DeleteApp removes the user's app; it is no error if there is none.
func (s *Store) DeleteApp(p ledger.Provider, environment string) error {
	return s.update(func(tx *bbolt.Tx) error { return remove(tx, appsTable, appKey(p, environment)) })
}

func (r *appRecord) key() string { return appKey(r.Provider, r.Environment) }

func appKey(p ledger.Provider, environment string) string { return string(p) + "/" + environment }

func (r *appRecord) seal(box *seal.Box) {
	r.Sealed = box.Seal([]byte(r.ClientSecret), appsTable, r.key(), r.ClientID)
}

// unseal opens the secret, and refuses a record that was found under another key.
func (r *appRecord) unseal(box *seal.Box, key string) error {
	if r.key() != key {
		return seal.ErrOpen
	}
	secret, err := box.Open(r.Sealed, appsTable, key, r.ClientID)
	r.ClientSecret = string(secret)
	clear(secret)
	return err
}
