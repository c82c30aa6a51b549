package store

import (
	"errors"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"

	"github.com/ledgerlink/ledgerlink/internal/atomicfile"
)

// Backup writes a consistent copy of the store to a file (0600, whole or not at
// all) while others use it. The key is not in it: it stays with its source, and
// after a Rekey an older copy needs the key of its time. It returns ErrSameFile if
// the file is the store, and model.ErrNotFound if there is no store yet.
func (s *Store) Backup(file string) error {
	what := "cannot back up the store to " + file
	target, err := filepath.Abs(file)
	if err != nil {
		return &Error{Op: what, Err: err}
	}
	if same(target, s.path) {
		return &Error{Op: what, Err: ErrSameFile}
	}
	return s.view(func(tx *bbolt.Tx) error {
		if tx == nil {
			return &Error{Op: what, Err: missing("anything")}
		}
		if err := copyTo(tx, target); err != nil {
			return &Error{Op: what, Err: err}
		}
		return nil
	})
}

// copyTo writes the whole store as the transaction sees it to a file.
func copyTo(tx *bbolt.Tx, path string) error {
	return atomicfile.WritePrivate(path, func(draft string) error {
		file, err := os.OpenFile(draft, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		_, err = tx.WriteTo(file)
		return errors.Join(err, file.Close())
	})
}

// same reports whether both paths lead to the same file.
func same(a, b string) bool {
	first, err := os.Stat(a)
	if err != nil {
		return a == b
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}
