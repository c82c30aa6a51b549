package store

import (
	"go.etcd.io/bbolt"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Reader reads connections and memory inside one transaction. What it returns
// may be kept.
type Reader struct{ tx *bbolt.Tx }

// Writer reads and writes connections and memory inside one transaction; it
// reads what it wrote.
type Writer struct{ Reader }

// View lets look see the memory as of one moment. look must not call the Store.
func (s *Store) View(look func(*Reader) error) error {
	return s.view(func(tx *bbolt.Tx) error { return look(&Reader{tx}) })
}

// Remember stores everything an import changes in one transaction: all of it,
// or nothing if write returns an error, which Remember then returns. write must
// not call the Store.
func (s *Store) Remember(write func(*Writer) error) error {
	return s.update(func(tx *bbolt.Tx) error { return write(&Writer{Reader{tx}}) })
}

// read is View for one answer.
func read[T any](s *Store, ask func(*Reader) (T, error)) (T, error) {
	var answer T
	err := s.View(func(r *Reader) (err error) {
		answer, err = ask(r)
		return err
	})
	return answer, err
}

// Forget removes an entity's chart, decisions, amounts and lock. The model's
// history stays.
func (w *Writer) Forget(key model.Key) error {
	for _, table := range []string{chartsTable, decisionsTable, locksTable} {
		if err := remove(w.tx, table, entityKey(key)); err != nil {
			return err
		}
	}
	for _, basis := range []ledger.Basis{ledger.Accrual, ledger.Cash} {
		if err := remove(w.tx, seriesTable, seriesKey(key, basis)); err != nil {
			return err
		}
	}
	return nil
}
