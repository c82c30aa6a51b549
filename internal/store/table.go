package store

import (
	"bytes"
	"fmt"
	"iter"

	"go.etcd.io/bbolt"
)

// bucketOf is a bucket, or nil in a store that is not there yet.
func bucketOf(tx *bbolt.Tx, name string) *bbolt.Bucket {
	if tx == nil {
		return nil
	}
	return tx.Bucket([]byte(name))
}

// get decodes a record into value and says whether there is one.
func get(tx *bbolt.Tx, bucket, key string, value any) (bool, error) {
	b := bucketOf(tx, bucket)
	if b == nil {
		return false, nil
	}
	data := b.Get([]byte(key))
	if data == nil {
		return false, nil
	}
	return true, decodeAt(bucket, key, data, value)
}

// decodeAt decodes a record; one that cannot be read is damage at that place.
func decodeAt(bucket, key string, data []byte, value any) error {
	if err := decodeRecord(data, value); err != nil {
		return damageAt(bucket, key, err)
	}
	return nil
}

func damageAt(bucket, key string, err error) error {
	return &damageError{fmt.Sprintf("%s %q: %v", bucket, key, err)}
}

// put encodes a record and stores it.
func put(tx *bbolt.Tx, bucket, key string, value any) error {
	data, err := encodeRecord(value)
	if err != nil {
		return fmt.Errorf("cannot store %s %q: %w", bucket, key, err)
	}
	return putBytes(tx, bucket, key, data)
}

// putBytes stores a record, and writes nothing where it is there as it is.
func putBytes(tx *bbolt.Tx, bucket, key string, data []byte) error {
	b := bucketOf(tx, bucket)
	if b == nil {
		return &damageError{"it has no bucket " + bucket}
	}
	if bytes.Equal(b.Get([]byte(key)), data) {
		return nil
	}
	return b.Put([]byte(key), data)
}

func remove(tx *bbolt.Tx, bucket, key string) error {
	if b := bucketOf(tx, bucket); b != nil {
		return b.Delete([]byte(key))
	}
	return nil
}

// below walks the records whose keys begin with prefix, in byte order. The bytes
// live as long as the transaction.
func below(tx *bbolt.Tx, bucket, prefix string) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		b := bucketOf(tx, bucket)
		if b == nil {
			return
		}
		cursor := b.Cursor()
		key, data := cursor.Seek([]byte(prefix))
		for ; key != nil && bytes.HasPrefix(key, []byte(prefix)); key, data = cursor.Next() {
			if !yield(string(key), data) {
				return
			}
		}
	}
}

// list decodes the records whose keys begin with prefix, in byte order.
func list[T any](tx *bbolt.Tx, bucket, prefix string) ([]T, error) {
	var all []T
	for key, data := range below(tx, bucket, prefix) {
		var value T
		if err := decodeAt(bucket, key, data, &value); err != nil {
			return nil, err
		}
		all = append(all, value)
	}
	return all, nil
}

// missing is ErrNotFound with the name of what is missing.
func missing(what string) error { return fmt.Errorf("%s is %w", what, ErrNotFound) }
