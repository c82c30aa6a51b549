package store

import (
	"errors"

	"go.etcd.io/bbolt"
)

// schemaOfV1 reads the schema record of version 1, which had a bucket for each
// table.
func schemaOfV1(tx *bbolt.Tx) (found schemaRecord, err error) {
	meta := tx.Bucket([]byte(metaTable))
	if meta == nil {
		return found, nil
	}
	data := meta.Get([]byte(schemaKey))
	if data == nil {
		return found, nil
	}
	return found, decodeAt(metaTable, schemaKey, data, &found)
}

// gatherTables brings version 1 to 2: the records of its buckets move into one,
// as they are.
func gatherTables(tx *bbolt.Tx) error {
	records, err := tx.CreateBucket([]byte(recordsBucket))
	if err != nil {
		return err
	}
	for _, table := range tables {
		old := tx.Bucket([]byte(table))
		if old == nil {
			return &damageError{"it has no bucket " + table}
		}
		err := old.ForEach(func(key, data []byte) error {
			return records.Put([]byte(table+"/"+string(key)), data)
		})
		if table == importsTable {
			err = errors.Join(err, records.SetSequence(old.Sequence()))
		}
		if err := errors.Join(err, tx.DeleteBucket([]byte(table))); err != nil {
			return err
		}
	}
	return nil
}
