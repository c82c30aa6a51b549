package store

import (
	"errors"

	"go.etcd.io/bbolt"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store/seal"
)

// Link stores a connection and its sign-in in one transaction and ties them
// together. A sign-in that is there already takes over the new tokens, scopes
// and state: a new consent is always the newer chain. A connection that is there
// already is replaced, but keeps LastCOA and LastActuals; if it is to another
// organisation Link changes nothing and returns model.ErrLinked. A sign-in left
// without connections by the change is removed. Hold the sign-in's lock.
func (s *Store) Link(c model.Connection, with model.SignIn) error {
	c, with, err := model.Link(c, with)
	if err != nil {
		return err
	}
	return s.updateSealed(func(tx *bbolt.Tx, box *seal.Box) error {
		before, err := (&reader{tx}).Connection(c.Key)
		if err == nil {
			err = c.InheritFrom(before)
		}
		if err != nil && !errors.Is(err, model.ErrNotFound) {
			return err
		}
		if err := putSignIn(tx, box, with); err != nil {
			return err
		}
		if err := put(tx, connectionsTable, entityKey(c.Key), c); err != nil {
			return err
		}
		_, err = dropUnused(tx, before.SignInID)
		return err
	})
}

// Unlink removes a connection, and its sign-in if no other connection uses it,
// which it reports. What was imported stays.
func (s *Store) Unlink(key model.Key) (signInOrphaned bool, err error) {
	err = s.update(func(tx *bbolt.Tx) error {
		c, err := (&reader{tx}).Connection(key)
		if err != nil {
			return err
		}
		if err := remove(tx, connectionsTable, entityKey(key)); err != nil {
			return err
		}
		signInOrphaned, err = dropUnused(tx, c.SignInID)
		return err
	})
	return signInOrphaned && err == nil, err
}

// dropUnused removes a sign-in that no connection uses any more.
func dropUnused(tx *bbolt.Tx, signInID string) (bool, error) {
	users, err := (&reader{tx}).ConnectionsOf(signInID)
	if err != nil || len(users) > 0 {
		return false, err
	}
	return true, remove(tx, signInsTable, signInID)
}
