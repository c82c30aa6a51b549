package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// pageStep is by how much the file grows: bbolt's own step doubles it.
const pageStep = 64 << 10

// view runs read in one transaction. A store that is not there yet is a nil
// transaction, in which every table is empty.
func (s *Store) view(read func(*bbolt.Tx) error) error {
	return s.transact(false, s.lockTimeout, read)
}

// update runs write in one transaction, which is on disk when update returns
// without an error and did not happen otherwise. It makes the store if need be.
func (s *Store) update(write func(*bbolt.Tx) error) error {
	return s.transact(true, s.lockTimeout, write)
}

func (s *Store) transact(write bool, wait time.Duration, do func(*bbolt.Tx) error) error {
	for {
		if err := s.tighten(); err != nil {
			return err
		}
		info, err := os.Stat(s.path)
		switch {
		case err == nil && info.Size() == 0:
			return damagedError(s.path, errors.New("it is empty"))
		case err == nil:
			err = s.open(write, wait, func(tx *bbolt.Tx) error {
				if err := s.layout.check(tx); err != nil {
					return err
				}
				return do(tx)
			})
			if older, ok := errors.AsType[*olderError](err); ok {
				if err := s.migrate(older.version); err != nil {
					return err
				}
				continue
			}
			return err
		case !errors.Is(err, fs.ErrNotExist):
			return folderError(s.home, err)
		case !write:
			return do(nil)
		}
		if err := s.create(); err != nil {
			return err
		}
	}
}

// open opens the file, runs one transaction and closes it. What bbolt and the
// system say becomes one of the store's own errors; what do says stays as it is.
func (s *Store) open(write bool, wait time.Duration, do func(*bbolt.Tx) error) error {
	var said error // by do
	err := openFile(s.path, write, wait, func(tx *bbolt.Tx) error {
		said = do(tx)
		return said
	})
	if err == nil {
		return nil
	}
	if damage, ok := errors.AsType[*damageError](err); ok {
		return damagedError(s.path, damage)
	}
	if newer, ok := errors.AsType[*newerError](err); ok {
		return tooNewError(s.path, newer.version, s.layout.version)
	}
	switch {
	case said != nil:
		return said
	case errors.Is(err, bolterrors.ErrTimeout):
		return busyError(s.path)
	case fromSystem(err):
		return folderError(s.home, err)
	}
	return damagedError(s.path, err)
}

// fromSystem tells a file that cannot be used from one that makes no sense.
func fromSystem(err error) bool {
	_, number := errors.AsType[syscall.Errno](err)
	_, path := errors.AsType[*fs.PathError](err)
	return number || path
}

// openFile runs one transaction on a bbolt file. A damaged file makes bbolt
// panic or fault, which becomes a *damageError; the file is let go in any case.
func openFile(path string, write bool, wait time.Duration, do func(*bbolt.Tx) error) (err error) {
	var file *os.File
	release := guard(&err, func() { letGo(file) })
	defer release()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout:         wait,
		ReadOnly:        !write,
		PreLoadFreelist: true, // Check asks for it
		OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
			opened, err := os.OpenFile(name, flag&^os.O_CREATE, mode)
			if file == nil {
				file = opened // copying opens the file a second time
			}
			return opened, err
		},
	})
	if err != nil {
		return err
	}
	db.AllocSize = pageStep
	run := db.View
	if write {
		run = db.Update
	}
	err = run(func(tx *bbolt.Tx) error {
		if err := whole(file, tx); err != nil {
			return err
		}
		return do(tx)
	})
	return errors.Join(err, db.Close())
}

// whole refuses a file that was cut short, before anything beyond its end is read.
func whole(file *os.File, tx *bbolt.Tx) error {
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if info.Size() < tx.Size() {
		return &damageError{fmt.Sprintf("it has %d bytes instead of %d", info.Size(), tx.Size())}
	}
	return nil
}
