package store

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"github.com/ledgerlink/ledgerlink/internal/store/seal"
)

// KeyChoice says where the key of a new store is to be kept. An existing store
// keeps to the source it recorded until Rekey.
type KeyChoice string

// The choices. Auto takes the keyring where one answers, else the passphrase
// where one is given, else a key file beside the store.
const (
	Auto       KeyChoice = "auto"
	Keyring    KeyChoice = seal.NameKeyring
	Passphrase KeyChoice = seal.NamePassphrase
	KeyFile    KeyChoice = seal.NameFile
)

// check returns ErrKeyChoice if there is no such choice; an empty one is Auto.
func (c KeyChoice) check() error {
	switch c {
	case "", Auto, Keyring, Passphrase, KeyFile:
		return nil
	}
	return &Error{Op: fmt.Sprintf("cannot keep the key in %q", string(c)), Err: ErrKeyChoice}
}

const keyKey = "key" // of seal.Wrapped in the meta table

// errRekeyed says that another process changed the data key meanwhile.
var errRekeyed = errors.New("rekeyed meanwhile")

// KeyInfo says where the key in force is kept.
type KeyInfo struct {
	Source    string // keyring, passphrase or file; empty before the first secret
	CreatedAt time.Time
}

// KeyInfo says where the key in force is kept; it needs no key.
func (s *Store) KeyInfo() (KeyInfo, error) {
	key, _, err := s.storedKey(s.lockTimeout)
	return KeyInfo{key.Source, key.CreatedAt}, err
}

func keyOf(tx *bbolt.Tx) (key seal.Wrapped, found bool, err error) {
	found, err = get(tx, metaTable, keyKey, &key)
	return key, found, err
}

// unlockedKey is a data key this process has unwrapped.
type unlockedKey struct {
	wrapped seal.Wrapped
	box     *seal.Box
}

// updateSealed is update for transactions that seal or unseal.
func (s *Store) updateSealed(write func(*bbolt.Tx, *seal.Box) error) error {
	return s.updateSealedWithin(s.lockTimeout, write)
}

// updateSealedWithin has the key before the transaction begins, so that the file
// is not held while a keyring thinks, and starts over if another process changed
// the key in between.
func (s *Store) updateSealedWithin(wait time.Duration, write func(*bbolt.Tx, *seal.Box) error) error {
	for {
		unlocked, err := s.unlock(wait)
		if err != nil {
			return err
		}
		err = s.transact(true, wait, func(tx *bbolt.Tx) error {
			now, _, err := keyOf(tx)
			if err != nil {
				return err
			}
			if !bytes.Equal(now.Key, unlocked.wrapped.Key) {
				return errRekeyed
			}
			return write(tx, unlocked.box)
		})
		if !errors.Is(err, errRekeyed) {
			return err
		}
		s.keep(nil)
	}
}

// unlock returns the key this process has unwrapped before, or unwraps the store's.
func (s *Store) unlock(wait time.Duration) (*unlockedKey, error) {
	s.mu.Lock()
	unlocked := s.unlocked
	s.mu.Unlock()
	if unlocked != nil {
		return unlocked, nil
	}
	key, err := s.ensureKey(wait)
	if err != nil {
		return nil, err
	}
	box, err := s.unwrap(key)
	if err != nil {
		return nil, err
	}
	return &unlockedKey{key, box}, nil
}

// ensureKey is the data key as wrapped in the store; the first caller makes it.
func (s *Store) ensureKey(wait time.Duration) (seal.Wrapped, error) {
	key, found, err := s.storedKey(wait)
	if err != nil || found {
		return key, err
	}
	unlock, err := s.lockFile("key")
	if err != nil {
		return seal.Wrapped{}, err
	}
	defer unlock()
	if key, found, err = s.storedKey(wait); err != nil || found {
		return key, err
	}
	key, box, err := s.wrap(s.choice, s.passphrase)
	if err != nil {
		return seal.Wrapped{}, err
	}
	if err := s.update(func(tx *bbolt.Tx) error { return put(tx, metaTable, keyKey, key) }); err != nil {
		return seal.Wrapped{}, errors.Join(err, s.source(key.Source, s.passphrase).Forget(key.Hint))
	}
	s.keep(&unlockedKey{key, box})
	return key, nil
}

func (s *Store) storedKey(wait time.Duration) (key seal.Wrapped, found bool, err error) {
	err = s.transact(false, wait, func(tx *bbolt.Tx) (err error) {
		key, found, err = keyOf(tx)
		return err
	})
	return key, found, err
}

// wrap makes a new data key under a new key of what the choice allows.
func (s *Store) wrap(choice KeyChoice, passphrase string) (seal.Wrapped, *seal.Box, error) {
	key, box, err := seal.Wrap(s.now(), s.sources(choice, passphrase)...)
	if err != nil {
		return seal.Wrapped{}, nil, noKeyError(s.path, err)
	}
	return key, box, nil
}

// unwrap opens a data key with the source that wrapped it and with no other.
func (s *Store) unwrap(key seal.Wrapped) (*seal.Box, error) {
	s.mu.Lock()
	unlocked, passphrase := s.unlocked, s.passphrase
	s.mu.Unlock()
	if unlocked != nil && bytes.Equal(unlocked.wrapped.Key, key.Key) {
		return unlocked.box, nil
	}
	box, err := key.Unwrap(s.source(key.Source, passphrase))
	if err != nil {
		return nil, sealedError(s.path, key.Source, err)
	}
	s.keep(&unlockedKey{key, box})
	return box, nil
}

// keep saves asking the source again; nil asks it again next time.
func (s *Store) keep(key *unlockedKey) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unlocked = key
}

// sources are what a choice allows, the best first.
func (s *Store) sources(choice KeyChoice, passphrase string) []seal.Source {
	if s.tests != nil {
		return []seal.Source{s.tests}
	}
	switch choice {
	case Keyring, Passphrase, KeyFile:
		return []seal.Source{s.source(string(choice), passphrase)}
	}
	names := []string{seal.NameKeyring, seal.NamePassphrase, seal.NameFile}
	if passphrase == "" {
		names = []string{seal.NameKeyring, seal.NameFile}
	}
	all := make([]seal.Source, len(names))
	for i, name := range names {
		all[i] = s.source(name, passphrase)
	}
	return all
}

func (s *Store) source(name, passphrase string) seal.Source {
	switch {
	case s.tests != nil && s.tests.Name() == name:
		return s.tests
	case name == seal.NameKeyring:
		return seal.Keyring()
	case name == seal.NamePassphrase:
		return seal.Passphrase(passphrase)
	}
	return seal.KeyFile(s.home)
}
