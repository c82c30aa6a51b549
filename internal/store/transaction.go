package store

import (
	"go.etcd.io/bbolt"

	"github.com/ledgerlink/ledgerlink/internal/model"
)

// reader and writer are one transaction.
type (
	reader struct{ tx *bbolt.Tx }
	writer struct{ reader }
)

// View lets read see the store as of one moment. read must not call the Store.
func (s *Store) View(read func(model.Reader) error) error {
	return s.view(func(tx *bbolt.Tx) error { return read(&reader{tx}) })
}

// Update stores what write changes in one transaction: all of it, or nothing if
// write returns an error, which Update then returns. write must not call the
// Store.
func (s *Store) Update(write func(model.Writer) error) error {
	return s.update(func(tx *bbolt.Tx) error { return write(&writer{reader{tx}}) })
}
