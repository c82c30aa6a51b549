package store

import (
	"errors"
	"fmt"
	"os"
	"time"

	"go.etcd.io/bbolt"

	"github.com/ledgerlink/ledgerlink/internal/atomicfile"
)

// The tables. Keys are "model/entity" unless said otherwise.
const (
	metaTable        = "meta"        // schema, key
	connectionsTable = "connections" // Connection
	signInsTable     = "signins"     // by id: SignIn, sealed tokens
	appsTable        = "apps"        // by provider/environment: App, sealed secret
	chartsTable      = "charts"      // Chart
	decisionsTable   = "decisions"   // map of Decision by account id
	seriesTable      = "series"      // by model/entity/basis: seriesRecord
	importsTable     = "imports"     // by model/sequence: Import
	changesTable     = "changes"     // by model/import id: []Change
	locksTable       = "locks"       // MonthLock
	optionsTable     = "options"     // by model/kind: ImportOptions
	productionTable  = "production"  // id of the first import of a production organisation
)

var tables = []string{
	metaTable, connectionsTable, signInsTable, appsTable, chartsTable, decisionsTable,
	seriesTable, importsTable, changesTable, locksTable, optionsTable, productionTable,
}

// layout is a version of the schema and the steps that lead to it: steps[v]
// turns version v into v+1.
type layout struct {
	version int
	steps   map[int]func(*bbolt.Tx) error
}

// current is the schema this package writes.
var current = layout{version: 3, steps: map[int]func(*bbolt.Tx) error{1: gatherTables, 2: rewriteSeries}}

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
	found, err := schemaOf(tx)
	switch {
	case err != nil:
		return err
	case found.Version < 1:
		return &damageError{"it is not a store of ledgerlink"}
	case found.Version < l.version:
		return &olderError{found.Version}
	case found.Version > l.version:
		return &newerError{found.Version}
	}
	return nil
}

// schemaOf finds the record where any version keeps it; version 0 is none.
func schemaOf(tx *bbolt.Tx) (found schemaRecord, err error) {
	if recordsOf(tx) == nil {
		return schemaOfV1(tx)
	}
	_, err = get(tx, metaTable, schemaKey, &found)
	return found, err
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
	err = atomicfile.WritePrivate(s.path, func(draft string) error {
		db, err := bbolt.Open(draft, 0o600, nil)
		if err != nil {
			return err
		}
		return errors.Join(db.Update(s.layout.initialise(s.now())), db.Close())
	})
	if err != nil {
		return folderError(s.home, err)
	}
	return nil
}

// initialise makes an empty store of the version.
func (l layout) initialise(now time.Time) func(*bbolt.Tx) error {
	return func(tx *bbolt.Tx) error {
		if _, err := tx.CreateBucket([]byte(recordsBucket)); err != nil {
			return err
		}
		return put(tx, metaTable, schemaKey, schemaRecord{Version: l.version, CreatedAt: now.UTC()})
	}
}
