package store

import (
	"errors"
	"fmt"
	"os"
	"time"

	"go.etcd.io/bbolt"
)

// The buckets. Keys are "model/entity" unless said otherwise.
const (
	metaBucket        = "meta"        // schema, key
	connectionsBucket = "connections" // Connection
	signInsBucket     = "signins"     // by id: SignIn, sealed tokens
	appsBucket        = "apps"        // by provider/environment: App, sealed secret
	chartsBucket      = "charts"      // Chart
	decisionsBucket   = "decisions"   // map of Decision by account id
	seriesBucket      = "series"      // by model/entity/basis: Series, packed
	importsBucket     = "imports"     // by model/sequence: Import
	changesBucket     = "changes"     // by model/import id: []Change
	locksBucket       = "locks"       // MonthLock
	optionsBucket     = "options"     // by model/kind: ImportOptions
	productionBucket  = "production"  // id of the first import of a production organisation
)

var buckets = []string{
	metaBucket, connectionsBucket, signInsBucket, appsBucket, chartsBucket, decisionsBucket,
	seriesBucket, importsBucket, changesBucket, locksBucket, optionsBucket, productionBucket,
}

// layout is a version of the schema and the steps that lead to it: steps[v]
// turns version v into v+1.
type layout struct {
	version int
	steps   map[int]func(*bbolt.Tx) error
}

// current is the schema this package writes.
var current = layout{version: 1}

// schemaRecord says which schema a file has. Every version can read it.
type schemaRecord struct {
	Version   int       `json:"version"`
	CreatedAt time.Time `json:"created_at"`
}

const schemaKey = "schema"

type olderError struct{ version int }

func (e *olderError) Error() string { return fmt.Sprintf("the store has schema version %d", e.version) }

type newerError struct{ version int }

func (e *newerError) Error() string { return fmt.Sprintf("the store has schema version %d", e.version) }

// check reads the file's version, and returns *olderError, *newerError or
// *damageError where it is not the layout's.
func (l layout) check(tx *bbolt.Tx) error {
	var found schemaRecord
	ok, err := get(tx, metaBucket, schemaKey, &found)
	switch {
	case err != nil:
		return err
	case !ok || found.Version < 1:
		return &damageError{"it is not a ledgerlink store"}
	case found.Version < l.version:
		return &olderError{found.Version}
	case found.Version > l.version:
		return &newerError{found.Version}
	}
	return nil
}

// create makes an empty store, whole or not at all; that another process made
// it meanwhile is fine.
func (s *Store) create() error {
	unlock, err := s.lockFile("create")
	if err != nil {
		return err
	}
	defer unlock()
	if _, err := os.Stat(s.path); err == nil {
		return nil
	}
	err = writeWhole(s.path, func(draft string) error {
		db, err := bbolt.Open(draft, 0o600, nil)
		if err != nil {
			return err
		}
		return errors.Join(db.Update(s.layout.lay(s.now())), db.Close())
	})
	if err != nil {
		return folderFault(s.home, err)
	}
	return nil
}

// lay makes the buckets and notes the version.
func (l layout) lay(now time.Time) func(*bbolt.Tx) error {
	return func(tx *bbolt.Tx) error {
		for _, name := range buckets {
			if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
				return err
			}
		}
		return put(tx, metaBucket, schemaKey, schemaRecord{Version: l.version, CreatedAt: now.UTC()})
	}
}
