package store

import (
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store/seal"
)

// Link stores a connection and its sign-in in one transaction and ties them
// together. A sign-in that is there already takes over the new tokens, scopes
// and state: a new consent is always the newer chain. A connection that is there
// already is replaced, but keeps LastCOA and LastActuals; if it is to another
// organisation Link changes nothing and returns ErrLinked. A sign-in left
// without connections by the change is removed. Hold the sign-in's lock.
func (s *Store) Link(c model.Connection, with model.SignIn) error {
	if err := c.Check(); err != nil {
		return err
	}
	if c.Provider != with.Provider || c.Environment != with.Environment || c.BaseURL != with.BaseURL {
		return fmt.Errorf("the connection of %s and its sign-in are not of the same ledger", c.Key)
	}
	with.ID = model.SignInID(with.Provider, with.Environment, with.BaseURL, with.ClientID, with.Subject)
	with.State, with.Attempt, with.LastProblem = model.Connected, nil, ""
	c.SignInID = with.ID
	return s.updateSealed(func(tx *bbolt.Tx, box *seal.Box) error {
		before, err := (&Reader{tx}).Connection(c.Key)
		if err == nil {
			err = inheritFrom(&c, before)
		}
		if err != nil && !errors.Is(err, ErrNotFound) {
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

// inheritFrom takes over what a connection keeps when consent is given again.
func inheritFrom(c *model.Connection, before model.Connection) error {
	if before.Provider != c.Provider || before.Organisation.ID != c.Organisation.ID {
		return fmt.Errorf("%s is %w: %s", c.Key, ErrLinked, before.Organisation.Name)
	}
	if c.LastCOA == nil {
		c.LastCOA = before.LastCOA
	}
	if c.LastActuals == nil {
		c.LastActuals = before.LastActuals
	}
	return nil
}

// Unlink removes a connection, and its sign-in if no other connection uses it,
// which it reports. The model's memory stays.
func (s *Store) Unlink(key model.Key) (signInOrphaned bool, err error) {
	err = s.update(func(tx *bbolt.Tx) error {
		c, err := (&Reader{tx}).Connection(key)
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
	users, err := (&Reader{tx}).connectionsOf(signInID)
	if err != nil || len(users) > 0 {
		return false, err
	}
	return true, remove(tx, signInsTable, signInID)
}
