package store

import (
	"fmt"

	"go.etcd.io/bbolt"

	"github.com/ledgerlink/ledgerlink/internal/model"
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
		for _, table := range tables {
			h.checkTable(tx, table, box)
		}
		h.checkSignIns(tx)
		h.checkKeys(tx)
		h.checkExtents(tx)
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

// checkTable decodes every record, as what it should be.
func (h *Health) checkTable(tx *bbolt.Tx, table string, box *seal.Box) {
	for key, data := range scanPrefix(tx, table, "") {
		h.Records[table]++
		if err := checkRecord(table, key, data, box); err != nil {
			h.report("%v", err)
		}
	}
}

// checkRecord decodes one record, and unseals it where it is sealed.
func checkRecord(table, key string, data []byte, box *seal.Box) error {
	switch table {
	case seriesTable:
		var record seriesRecord
		if err := decodeAt(table, key, data, &record); err != nil {
			return err
		}
		_, err := record.series()
		return placed(table, key, err)
	case signInsTable:
		var record signInRecord
		if err := decodeAt(table, key, data, &record); err != nil {
			return err
		}
		return placed(table, key, unsealAt(box, key, record.unseal))
	case appsTable:
		var record appRecord
		if err := decodeAt(table, key, data, &record); err != nil {
			return err
		}
		return placed(table, key, unsealAt(box, key, record.unseal))
	}
	return decodeAt(table, key, data, shapeOf(table, key))
}

func placed(table, key string, err error) error {
	if err != nil {
		return damageAt(table, key, err)
	}
	return nil
}

func unsealAt(box *seal.Box, key string, unseal func(*seal.Box, string) error) error {
	if box == nil {
		return seal.ErrSource
	}
	return unseal(box, key)
}

// shapeOf is an empty value of what a table holds in plain.
func shapeOf(table, key string) any {
	switch table {
	case connectionsTable:
		return new(model.Connection)
	case chartsTable:
		return new(model.Chart)
	case decisionsTable:
		return new(map[string]model.Decision)
	case importsTable:
		return new(model.Import)
	case changesTable:
		return new([]model.Change)
	case locksTable:
		return new(model.MonthLock)
	case optionsTable:
		return new(model.ImportOptions)
	case productionTable:
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
	for _, data := range scanPrefix(tx, connectionsTable, "") {
		var c model.Connection
		if decodeRecord(data, &c) != nil {
			continue // reported already
		}
		used[c.SignInID] = true
		if getBytes(tx, signInsTable, c.SignInID) == nil {
			h.report("the connection of %s has no sign-in", c.Key)
		}
	}
	for id := range scanPrefix(tx, signInsTable, "") {
		if !used[id] {
			h.report("no connection uses the sign-in %s", id)
		}
	}
}
