package store

import (
	"errors"

	"go.etcd.io/bbolt"

	"github.com/ledgerlink/ledgerlink/internal/store/seal"
)

// Rekey seals everything anew, in one transaction, under a new data key that a
// new key of the chosen source wraps, and then ends the old key. The passphrase
// is the new one; it counts for the choices Passphrase and Auto. Backups made
// before need the old key, so take a new one.
func (s *Store) Rekey(choice KeyChoice, passphrase string) error {
	if err := choice.check(); err != nil {
		return err
	}
	if _, err := s.ensureKey(s.lockTimeout); err != nil {
		return err
	}
	unlock, err := s.lockFile("key")
	if err != nil {
		return err
	}
	defer unlock()
	old, _, err := s.storedKey(s.lockTimeout)
	if err != nil {
		return err
	}
	oldBox, err := s.unwrap(old)
	if err != nil {
		return err
	}
	fresh, box, err := s.wrap(choice, passphrase)
	if err != nil {
		return err
	}
	err = s.update(func(tx *bbolt.Tx) error { return reseal(tx, oldBox, box, fresh) })
	if err != nil {
		if errors.Is(err, seal.ErrOpen) {
			err = sealedError(s.path, old.Source, err)
		}
		return errors.Join(err, s.source(fresh.Source, passphrase).Forget(fresh.Hint))
	}
	s.mu.Lock()
	s.unlocked, s.passphrase = &unlockedKey{fresh, box}, passphrase
	s.mu.Unlock()
	return s.source(old.Source, "").Forget(old.Hint)
}

// reseal opens every secret with the old box and seals it with the new one.
func reseal(tx *bbolt.Tx, old, fresh *seal.Box, key seal.Wrapped) error {
	signIns, err := list[signInRecord](tx, signInsTable, "")
	if err != nil {
		return err
	}
	for _, record := range signIns {
		if err := record.unseal(old, record.ID); err != nil {
			return err
		}
		if err := putSignIn(tx, fresh, record.SignIn); err != nil {
			return err
		}
	}
	apps, err := list[appRecord](tx, appsTable, "")
	if err != nil {
		return err
	}
	for _, record := range apps {
		if err := record.unseal(old, record.key()); err != nil {
			return err
		}
		record.seal(fresh)
		if err := put(tx, appsTable, record.key(), record); err != nil {
			return err
		}
	}
	return put(tx, metaTable, keyKey, key)
}
