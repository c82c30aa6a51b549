package store

import (
	"errors"
	"fmt"

	"go.etcd.io/bbolt"
)

// errMigrated says that another process migrated the file first.
var errMigrated = errors.New("migrated meanwhile")

// migrate brings an older file to the layout's version in one transaction,
// having kept a copy of it as it was beside it.
func (s *Store) migrate(from int) error {
	unlock, err := s.lockFile("migrate")
	if err != nil {
		return err
	}
	defer unlock()
	err = s.open(false, s.lockTimeout, func(tx *bbolt.Tx) error {
		if err := s.expect(tx, from); err != nil {
			return err
		}
		if err := copyTo(tx, fmt.Sprintf("%s.v%d.bak", s.path, from)); err != nil {
			return folderError(s.home, err)
		}
		return nil
	})
	if err == nil {
		err = s.open(true, s.lockTimeout, func(tx *bbolt.Tx) error { return s.step(tx, from) })
	}
	if errors.Is(err, errMigrated) {
		return nil
	}
	return err
}

// expect is errMigrated where the file no longer has the version.
func (s *Store) expect(tx *bbolt.Tx, version int) error {
	if older, ok := errors.AsType[*olderError](s.layout.check(tx)); ok && older.version == version {
		return nil
	}
	return errMigrated
}

// step runs the steps from a version to the layout's.
func (s *Store) step(tx *bbolt.Tx, from int) error {
	if err := s.expect(tx, from); err != nil {
		return err
	}
	for version := from; version < s.layout.version; version++ {
		if err := s.layout.steps[version](tx); err != nil {
			return fmt.Errorf("cannot bring %s from layout %d to %d: %w", s.path, version, version+1, err)
		}
	}
	var record schemaRecord
	if _, err := get(tx, metaTable, schemaKey, &record); err != nil {
		return err
	}
	record.Version = s.layout.version
	return put(tx, metaTable, schemaKey, record)
}
