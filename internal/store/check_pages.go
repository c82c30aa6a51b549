package store

import (
	"bytes"
	"slices"
	"strings"

	"go.etcd.io/bbolt"
)

// checkKeys walks every key there is, and looks each up again: a key is found
// where it lies, or the pages above it are damaged.
func (h *Health) checkKeys(tx *bbolt.Tx) {
	b := recordsOf(tx)
	walk, lookup := b.Cursor(), b.Cursor()
	for key, _ := walk.First(); key != nil; key, _ = walk.Next() {
		table, _, _ := strings.Cut(string(key), "/")
		if !slices.Contains(tables, table) {
			h.report("%.80q is a record of no table", key)
		}
		if found, _ := lookup.Seek(key); !bytes.Equal(found, key) {
			h.report("%.80q is not where it should be", key)
		}
	}
}

// checkExtents looks at how far each page in use says it reaches: bbolt's own
// check believes it, however far that is.
func (h *Health) checkExtents(tx *bbolt.Tx) {
	last := int(tx.Size()/int64(tx.DB().Info().PageSize)) - 1
	for id := 0; id <= last; id++ {
		page, err := tx.Page(id)
		if err != nil {
			h.report("page %d: %v", id, err)
			return
		}
		if page == nil || page.Type == "free" {
			continue
		}
		if page.ID != id || page.OverflowCount > last-id {
			h.report("page %d is not what it says", id)
			return
		}
		id += page.OverflowCount
	}
}

// checkPages has bbolt check its own pages. It does so in a goroutine of its own,
// where a memory fault could not be caught, so it must only be asked after
// everything else was read without a problem.
func (h *Health) checkPages(tx *bbolt.Tx) {
	for err := range tx.Check(bbolt.WithKVStringer(unread{})) {
		h.report("the file's pages: %v", err)
	}
}

// unread keeps bbolt from reading a key or value to print it.
type unread struct{}

func (unread) KeyToString([]byte) string   { return "(key)" }
func (unread) ValueToString([]byte) string { return "(value)" }
