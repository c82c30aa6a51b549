package store

import (
	"fmt"

	"go.etcd.io/bbolt"

	"github.com/ledgerlink/ledgerlink/internal/store/seal"
)

// Health is what Check found.
type Health struct {
	Records  map[string]int // how many records there are of each sort
	Problems []string       // empty: all is well
}

// Check reads everything: that the file is sound, every record decodes, every
// secret unseals and every connection has its sign-in. It returns an error where
// the store cannot be read at all.
func (s *Store) Check() (Health, error) {
	var box *seal.Box
	key, found, err := s.storedKey(s.lockTimeout)
	if err == nil && found {
		box, err = s.unwrap(key)
	}
	if err != nil {
		return Health{}, err
	}
	h := Health{Records: map[string]int{}}
	err = s.view(func(tx *bbolt.Tx) error {
		if tx == nil {
			return nil
		}
		for _, bucket := range buckets {
			h.checkBucket(tx, bucket, box)
		}
		h.checkSignIns(tx)
		if len(h.Problems) == 0 {
			h.checkPages(tx)
		}
		return nil
	})
	return h, err
}

func (h *Health) report(format string, values ...any) {
	h.Problems = append(h.Problems, fmt.Sprintf(format, values...))
}

// checkBucket decodes every record, as what it should be.
func (h *Health) checkBucket(tx *bbolt.Tx, bucket string, box *seal.Box) {
	if bucketOf(tx, bucket) == nil {
		h.report("the bucket %s is missing", bucket)
		return
	}
	for key, data := range below(tx, bucket, "") {
		h.Records[bucket]++
		if err := checkRecord(bucket, key, data, box); err != nil {
			h.report("%v", err)
		}
	}
}

// checkRecord decodes one record, and unseals it where it is sealed.
func checkRecord(bucket, key string, data []byte, box *seal.Box) error {
	switch bucket {
	case seriesBucket:
		_, err := decodeSeries(data)
		return placed(bucket, key, err)
	case signInsBucket:
		var record signInRecord
		if err := decodeAt(bucket, key, data, &record); err != nil {
			return err
		}
		return placed(bucket, key, unsealAt(box, key, record.unseal))
	case appsBucket:
		var record appRecord
		if err := decodeAt(bucket, key, data, &record); err != nil {
			return err
		}
		return placed(bucket, key, unsealAt(box, key, record.unseal))
	}
	return decodeAt(bucket, key, data, shapeOf(bucket, key))
}

func placed(bucket, key string, err error) error {
	if err != nil {
		return damageAt(bucket, key, err)
	}
	return nil
}

func unsealAt(box *seal.Box, key string, unseal func(*seal.Box, string) error) error {
	if box == nil {
		return seal.ErrSource
	}
	return unseal(box, key)
}

// shapeOf is an empty value of what a bucket holds in plain.
func shapeOf(bucket, key string) any {
	switch bucket {
	case connectionsBucket:
		return new(Connection)
	case chartsBucket:
		return new(Chart)
	case decisionsBucket:
		return new(map[string]Decision)
	case importsBucket:
		return new(Import)
	case changesBucket:
		return new([]Change)
	case locksBucket:
		return new(MonthLock)
	case optionsBucket:
		return new(ImportOptions)
	case productionBucket:
		return new(string)
	}
	if key == keyKey {
		return new(seal.Wrapped)
	}
	return new(schemaRecord)
}

// checkSignIns looks for connections without a sign-in and sign-ins nobody uses.
func (h *Health) checkSignIns(tx *bbolt.Tx) {
	used := map[string]bool{}
	for _, data := range below(tx, connectionsBucket, "") {
		var c Connection
		if decodeRecord(data, &c) != nil {
			continue // reported already
		}
		used[c.SignInID] = true
		if bucketOf(tx, signInsBucket).Get([]byte(c.SignInID)) == nil {
			h.report("the connection of %s has no sign-in", c.Key)
		}
	}
	for id := range below(tx, signInsBucket, "") {
		if !used[id] {
			h.report("no connection uses the sign-in %s", id)
		}
	}
}

// checkPages has bbolt check its own pages. It does so in a goroutine of its own,
// where a memory fault could not be caught, so it must only be asked after every
// record was read without a problem.
func (h *Health) checkPages(tx *bbolt.Tx) {
	for err := range tx.Check() {
		h.report("the file's pages: %v", err)
	}
}
