package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store/storetest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// filled is a store with something of everything, as bytes, and its home.
func filled(t *testing.T) (*Store, []byte) {
	t.Helper()
	s := newStore(t)
	conn, signIn := acme(model.MainEntity)
	ok(t, s.Link(conn, signIn))
	ok(t, s.SaveApp(model.App{Provider: ledger.Xero, Environment: "production", ClientSecret: "SECRET-one"}))
	for i := range 3 {
		ok(t, step(s, i+1))
	}
	content, err := os.ReadFile(s.Path())
	ok(t, err)
	return s, content
}

// readAll asks for everything and returns the first error.
func readAll(s *Store) error {
	_, signIn := acme(model.MainEntity)
	key := model.Key{Model: "acme", Entity: model.MainEntity}
	_, err := s.Check()
	return errors.Join(err,
		second(storetest.Each(s).Connections("")), second(s.SignIn(idOf(signIn))), second(s.App(ledger.Xero, "production")),
		second(storetest.Each(s).Chart(key)), second(storetest.Each(s).Series(key, ledger.Accrual)), second(storetest.Each(s).Imports("acme")), second(storetest.Each(s).Changes("acme", "1")))
}

func TestDamagedFiles(t *testing.T) {
	s, content := filled(t)
	page := os.Getpagesize()
	for what, damaged := range map[string][]byte{
		"empty":          {},
		"cut to 100":     content[:100],
		"cut to 1 page":  content[:page],
		"cut to 3 pages": content[:3*page],
		"cut in half":    content[:len(content)/2],
		"text":           bytes.Repeat([]byte("not a store\n"), 4000),
		"zeros":          make([]byte, len(content)),
	} {
		t.Run(what, func(t *testing.T) {
			ok(t, os.WriteFile(s.Path(), damaged, 0o600))
			wantError(t, second(storetest.Each(s).Connections("")), ErrDamaged)
			conn, signIn := acme("second")
			wantError(t, s.Link(conn, signIn), ErrDamaged)
			if left := get1[[]byte](t)(os.ReadFile(s.Path())); !bytes.Equal(left, damaged) {
				t.Error("the damaged file was altered")
			}
		})
	}
	ok(t, os.WriteFile(s.Path(), content, 0o600))
	ok(t, readAll(s))
}

func TestARecordThatCannotBeReadIsNamed(t *testing.T) {
	s, _ := filled(t)
	ok(t, s.update(func(tx *bbolt.Tx) error {
		data := bytes.Clone(getBytes(tx, chartsTable, "acme/main"))
		data[len(data)-1] ^= 1
		return putBytes(tx, chartsTable, "acme/main", data)
	}))
	err := second(storetest.Each(s).Chart(model.Key{Model: "acme", Entity: model.MainEntity}))
	wantError(t, err, ErrDamaged)
	if !bytes.Contains([]byte(err.Error()), []byte(`charts "acme/main"`)) {
		t.Errorf("%v", err)
	}
	if h := get1[Health](t)(s.Check()); len(h.Problems) != 1 {
		t.Errorf("the check found %v", h.Problems)
	}
}

func TestABugIsNoDamage(t *testing.T) {
	s, _ := filled(t)
	defer func() {
		if recover() == nil {
			t.Error("a panic of the caller was taken for a damaged file")
		}
		ok(t, readAll(s)) // and the file is free again
	}()
	var none map[string]int
	ok(t, s.Update(func(model.Writer) error { none["x"] = 1; return nil }))
}

func TestOtherFilesAreNoStores(t *testing.T) {
	s := newStore(t)
	db, err := bbolt.Open(filepath.Join(s.home, fileName), 0o600, nil)
	ok(t, err)
	ok(t, db.Close())
	wantError(t, second(storetest.Each(s).Connections("")), ErrDamaged)
}
