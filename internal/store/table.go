package store

import (
	"bytes"
	"fmt"
	"iter"

	"go.etcd.io/bbolt"

	"github.com/ledgerlink/ledgerlink/internal/model"
)

// All records are in one bbolt bucket, under "table/key". Small buckets would lie
// inside their parent's page, and bbolt copies such pages to the heap, where
// damage ends the process before it can be told.
const recordsBucket = "records"

// recordsOf is the bucket of all records, or nil in a store that is not there yet
// or is none.
func recordsOf(tx *bbolt.Tx) *bbolt.Bucket {
	if tx == nil {
		return nil
	}
	return tx.Bucket([]byte(recordsBucket))
}

// getBytes is a record as it lies on disk, or nil. It lives as long as the
// transaction.
func getBytes(tx *bbolt.Tx, table, key string) []byte {
	if b := recordsOf(tx); b != nil {
		return b.Get([]byte(table + "/" + key))
	}
	return nil
}

// get decodes a record into value and says whether there is one.
func get(tx *bbolt.Tx, table, key string, value any) (bool, error) {
	data := getBytes(tx, table, key)
	if data == nil {
		return false, nil
	}
	return true, decodeAt(table, key, data, value)
}

// decodeAt decodes a record; one that cannot be read is damage at that place.
func decodeAt(table, key string, data []byte, value any) error {
	if err := decodeRecord(data, value); err != nil {
		return damageAt(table, key, err)
	}
	return nil
}

func damageAt(table, key string, err error) error {
	return &damageError{fmt.Sprintf("%s %.80q: %v", table, key, err)}
}

// put encodes a record and stores it.
func put(tx *bbolt.Tx, table, key string, value any) error {
	data, err := encodeRecord(value)
	if err != nil {
		return fmt.Errorf("cannot store %s %q: %w", table, key, err)
	}
	return putBytes(tx, table, key, data)
}

// putBytes stores a record, and writes nothing where it is there as it is.
func putBytes(tx *bbolt.Tx, table, key string, data []byte) error {
	if bytes.Equal(getBytes(tx, table, key), data) {
		return nil
	}
	return recordsOf(tx).Put([]byte(table+"/"+key), data)
}

func remove(tx *bbolt.Tx, table, key string) error {
	return recordsOf(tx).Delete([]byte(table + "/" + key))
}

// scanPrefix walks the records of a table whose keys begin with prefix, in byte order.
// The bytes live as long as the transaction.
func scanPrefix(tx *bbolt.Tx, table, prefix string) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		b := recordsOf(tx)
		if b == nil {
			return
		}
		cursor, start := b.Cursor(), []byte(table+"/"+prefix)
		for key, data := cursor.Seek(start); bytes.HasPrefix(key, start); key, data = cursor.Next() {
			if !yield(string(key[len(table)+1:]), data) {
				return
			}
		}
	}
}

// list decodes the records of a table whose keys begin with prefix, in byte order.
func list[T any](tx *bbolt.Tx, table, prefix string) ([]T, error) {
	var all []T
	for key, data := range scanPrefix(tx, table, prefix) {
		var value T
		if err := decodeAt(table, key, data, &value); err != nil {
			return nil, err
		}
		all = append(all, value)
	}
	return all, nil
}

// missing is model.ErrNotFound with the name of what is missing.
func missing(what string) error { return fmt.Errorf("%s is %w", what, model.ErrNotFound) }
