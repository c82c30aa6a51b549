package store

import (
	"errors"
	"os"
	"strings"
	"sync"
	"testing"

	"go.etcd.io/bbolt"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store/storetest"
)

// next is a schema of tomorrow, which notes in every connection where it began.
var next = layout{version: 5, steps: map[int]func(*bbolt.Tx) error{
	3: func(tx *bbolt.Tx) error { return put(tx, metaTable, "first step", 1) },
	4: func(tx *bbolt.Tx) error {
		all, err := list[model.Connection](tx, connectionsTable, "")
		for _, c := range all {
			c.ConnectionID += " migrated"
			err = errors.Join(err, put(tx, connectionsTable, entityKey(c.Key), c))
		}
		return err
	},
}}

func TestOlderStoresAreMigratedOnceAndKept(t *testing.T) {
	old, _ := filled(t)
	key := model.Key{Model: "acme", Entity: model.MainEntity}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			s := open(t, Options{Home: old.home, Keys: old.tests})
			s.layout = next
			c, err := storetest.Each(s).Connection(key)
			if err != nil || c.ConnectionID != "c-main migrated" {
				t.Errorf("migrated: %q, %v", c.ConnectionID, err)
			}
			if err := readAll(s); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()

	wantError(t, second(storetest.Each(old).Connection(key)), ErrNewer)
	wantError(t, old.MarkReconnect("x", ""), ErrNewer)
	ok(t, os.Rename(old.Path()+".v3.bak", old.Path()))
	if c := get1[model.Connection](t)(storetest.Each(old).Connection(key)); c.ConnectionID != "c-main" {
		t.Errorf("the copy kept holds %q", c.ConnectionID)
	}
	if mode(t, old.Path()) != 0o600 {
		t.Error("the copy is not private")
	}
}

func TestAStepThatFailsChangesNothing(t *testing.T) {
	s, _ := filled(t)
	s.layout = layout{version: 4, steps: map[int]func(*bbolt.Tx) error{3: func(tx *bbolt.Tx) error {
		return errors.Join(tx.DeleteBucket([]byte(recordsBucket)), errors.New("cannot do it"))
	}}}
	if _, err := storetest.Each(s).Connections(""); err == nil || !strings.Contains(err.Error(), "cannot do it") {
		t.Fatalf("got %v", err)
	}
	s.layout = current
	ok(t, readAll(s))
}
