package memstore

import (
	"errors"

	"github.com/ledgerlink/ledgerlink/internal/model"
)

// Link stores a connection and its sign-in and ties them together; see
// store.Store.Link.
func (s *Store) Link(c model.Connection, with model.SignIn) error {
	c, with, err := model.Link(c, with)
	if err != nil {
		return err
	}
	return s.Update(func(w model.Writer) error {
		before, err := w.Connection(c.Key)
		if err == nil {
			err = c.InheritFrom(before)
		}
		if err != nil && !errors.Is(err, model.ErrNotFound) {
			return err
		}
		if err := w.(*writer).put(connectionOf(c.Key), c); err != nil {
			return err
		}
		s.signIns[with.ID] = copyOf(with)
		_, err = s.dropUnused(w, before.SignInID)
		return err
	})
}

// Unlink removes a connection, and its sign-in if no other connection uses it,
// which it reports. What was imported stays.
func (s *Store) Unlink(key model.Key) (signInOrphaned bool, err error) {
	err = s.Update(func(w model.Writer) error {
		c, err := w.Connection(key)
		if err != nil {
			return err
		}
		w.(*writer).remove(connectionOf(key))
		signInOrphaned, err = s.dropUnused(w, c.SignInID)
		return err
	})
	return signInOrphaned && err == nil, err
}

// dropUnused removes a sign-in that no connection uses any more.
func (s *Store) dropUnused(r model.Reader, signInID string) (bool, error) {
	users, err := r.ConnectionsOf(signInID)
	if err != nil || len(users) > 0 {
		return false, err
	}
	delete(s.signIns, signInID)
	return true, nil
}
