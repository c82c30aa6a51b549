package store

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/zalando/go-keyring"
	"go.etcd.io/bbolt"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store/seal"
	"github.com/ledgerlink/ledgerlink/internal/store/storetest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func linked(t *testing.T, o Options) (*Store, string) {
	t.Helper()
	s := open(t, o)
	conn, signIn := acme(model.MainEntity)
	ok(t, s.Link(conn, signIn))
	return s, idOf(signIn)
}

func TestKeyChoice(t *testing.T) {
	keyring.MockInitWithError(errors.New("no keyring in tests"))
	for _, c := range []struct {
		choice           KeyChoice
		passphrase, want string
	}{
		{Auto, "", "file"}, {"", "", "file"}, {Auto, "open sesame", "passphrase"}, {Passphrase, "open sesame", "passphrase"}, {KeyFile, "open sesame", "file"},
	} {
		s, id := linked(t, Options{Home: t.TempDir(), KeyChoice: c.choice, Passphrase: c.passphrase})
		if info := get1[KeyInfo](t)(s.KeyInfo()); info.Source != c.want || !info.CreatedAt.Equal(noon) {
			t.Errorf("%+v: in force is %+v", c, info)
		}
		again := open(t, Options{Home: s.home, Passphrase: c.passphrase})
		if got := get1[model.SignIn](t)(again.SignIn(id)); got.Tokens != tokens("one") {
			t.Errorf("%+v: other tokens", c)
		}
	}
}

func TestAnExplicitChoiceIsNotDowngraded(t *testing.T) {
	keyring.MockInitWithError(errors.New("no keyring in tests"))
	for _, choice := range []KeyChoice{Keyring, Passphrase} {
		s := open(t, Options{Home: t.TempDir(), KeyChoice: choice})
		conn, signIn := acme(model.MainEntity)
		wantError(t, s.Link(conn, signIn), ErrSealed)
		if _, err := storetest.Each(s).Connection(conn.Key); !errors.Is(err, model.ErrNotFound) {
			t.Errorf("%s: linked without a key: %v", choice, err)
		}
	}
}

func TestUnknownChoices(t *testing.T) {
	if _, err := Open(Options{Home: t.TempDir(), KeyChoice: "keychain"}); err == nil {
		t.Error("a misspelt choice is taken")
	}
	if newStore(t).Rekey("keychain", "") == nil {
		t.Error("a misspelt choice is taken by Rekey")
	}
	if _, err := Open(Options{}); !errors.Is(err, ErrFolder) {
		t.Errorf("no folder: %v", err)
	}
}

func TestASourceThatIsGoneIsNotReplaced(t *testing.T) {
	t.Run("passphrase", func(t *testing.T) {
		s, id := linked(t, Options{Home: t.TempDir(), KeyChoice: Passphrase, Passphrase: "open sesame"})
		for _, passphrase := range []string{"", "close sesame"} {
			other := open(t, Options{Home: s.home, Passphrase: passphrase})
			err := second(other.SignIn(id))
			wantError(t, err, ErrSealed)
			if told, _ := errors.AsType[*Error](err); told.Source != seal.NamePassphrase {
				t.Errorf("the key is kept by %q", told.Source)
			}
			wantError(t, other.SaveTokens(id, tokens("two")), ErrSealed)
			wantError(t, other.Rekey(KeyFile, ""), ErrSealed)
			get1[model.SignIn](t)(other.PeekSignIn(id))
		}
		get1[model.SignIn](t)(s.SignIn(id))
	})
	t.Run("file", func(t *testing.T) {
		s, id := linked(t, Options{Home: t.TempDir(), KeyChoice: KeyFile})
		for _, name := range get1[[]string](t)(filepath.Glob(filepath.Join(s.home, "*.key"))) {
			ok(t, os.Remove(name))
		}
		other := open(t, Options{Home: s.home, Passphrase: "open sesame"})
		wantError(t, second(other.SignIn(id)), ErrSealed)
		wantError(t, second(other.Check()), ErrSealed)
	})
}

func TestFirstKeyIsMadeOnce(t *testing.T) {
	home := t.TempDir()
	var group sync.WaitGroup
	for _, p := range []ledger.Provider{"a", "b", "c", "d", "e", "f"} {
		group.Go(func() {
			s, err := Open(Options{Home: home, KeyChoice: KeyFile})
			if err == nil {
				err = s.SaveApp(model.App{Provider: p, ClientSecret: "SECRET-" + string(p)})
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	s := openAt(t, home)
	if h := get1[Health](t)(s.Check()); len(h.Problems) > 0 || h.Records[appsTable] != 6 {
		t.Errorf("%+v", h)
	}
	if keys := get1[[]string](t)(filepath.Glob(filepath.Join(home, "*.key"))); len(keys) != 1 {
		t.Errorf("keys: %v", keys)
	}
}

func TestRekey(t *testing.T) {
	keyring.MockInitWithError(errors.New("no keyring in tests"))
	s, id := linked(t, Options{Home: t.TempDir(), KeyChoice: KeyFile})
	ok(t, s.SaveApp(model.App{Provider: ledger.Xero, Environment: "production", ClientID: "id", ClientSecret: "SECRET-one"}))
	bystander := open(t, Options{Home: s.home, Passphrase: "open sesame"})
	get1[model.SignIn](t)(bystander.SignIn(id)) // holds the first key
	before := sealedBytes(t, s, id)

	wantError(t, s.Rekey(Keyring, ""), ErrSealed)
	wantError(t, s.Rekey(Passphrase, ""), ErrSealed)
	get1[model.SignIn](t)(s.SignIn(id))
	ok(t, s.Rekey(Passphrase, "open sesame"))
	if info := get1[KeyInfo](t)(s.KeyInfo()); info.Source != "passphrase" {
		t.Errorf("in force is %+v", info)
	}
	if bytes.Equal(before, sealedBytes(t, s, id)) {
		t.Error("nothing was sealed anew")
	}
	if keys := get1[[]string](t)(filepath.Glob(filepath.Join(s.home, "*.key"))); len(keys) != 0 {
		t.Errorf("the old key is still there: %v", keys)
	}
	ok(t, bystander.SaveTokens(id, tokens("two")))
	if got := get1[model.SignIn](t)(s.SignIn(id)); got.Tokens != tokens("two") {
		t.Error("a process that held the old key saved tokens nobody can read")
	}
	ok(t, s.Rekey(KeyFile, ""))
	if app := get1[model.App](t)(openAt(t, s.home).App(ledger.Xero, "production")); app.ClientSecret != "SECRET-one" {
		t.Error("the app's secret is lost")
	}
	if h := get1[Health](t)(s.Check()); len(h.Problems) > 0 {
		t.Error(h.Problems)
	}
}

func sealedBytes(t *testing.T, s *Store, id string) (sealed []byte) {
	t.Helper()
	ok(t, s.view(func(tx *bbolt.Tx) error {
		record, err := getSignIn(tx, id)
		sealed = record.Sealed
		return err
	}))
	return sealed
}

// TestNoSecretIsOnDisk searches every file ever written in the home, free pages
// and backups included.
func TestNoSecretIsOnDisk(t *testing.T) {
	home := t.TempDir()
	s := openAt(t, home)
	conn, signIn := acme(model.MainEntity)
	other, second := shore()
	ok(t, s.Link(conn, signIn))
	ok(t, s.Link(other, second))
	ok(t, s.SaveApp(model.App{Provider: ledger.Xero, ClientID: "id", ClientSecret: "SECRET-one"}))
	for _, name := range []string{"two", "three"} {
		get1[model.SignIn](t)(s.BeginRefresh(idOf(signIn)))
		ok(t, s.SaveTokens(idOf(signIn), tokens(name)))
	}
	ok(t, s.Rekey(Passphrase, "PASSPHRASE-one"))
	ok(t, s.Backup(filepath.Join(home, "copy.db")))
	ok(t, s.MarkReconnect(idOf(signIn), "revoked"))
	get1[bool](t)(s.Unlink(other.Key))
	searched := 0
	ok(t, filepath.WalkDir(home, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		searched += len(content)
		for _, secret := range []string{"ACCESS-", "REFRESH-", "SECRET-", "PASSPHRASE-"} {
			if bytes.Contains(content, []byte(secret)) {
				t.Errorf("%s holds %s…", path, secret)
			}
		}
		return err
	}))
	if searched < 64<<10 {
		t.Errorf("only %d bytes were searched", searched)
	}
}

func TestBackup(t *testing.T) {
	s, id := linked(t, Options{Home: t.TempDir(), Keys: seal.NewMemory()})
	if s.Backup(s.Path()) == nil {
		t.Error("a store was backed up onto itself")
	}
	if s.Backup(filepath.Join(s.home, "absent", "copy")) == nil {
		t.Error("a backup into no folder succeeded")
	}
	copied := filepath.Join(t.TempDir(), fileName)
	var group sync.WaitGroup
	group.Go(func() {
		for range 20 {
			if err := s.EndRefresh(id, "busy"); err != nil {
				t.Error(err)
			}
		}
	})
	for range 5 {
		ok(t, s.Backup(copied))
	}
	group.Wait()
	restored := open(t, Options{Home: filepath.Dir(copied), Keys: s.tests})
	if got := get1[model.SignIn](t)(restored.SignIn(id)); got.Tokens != tokens("one") {
		t.Error("the copy holds other tokens")
	}
	if h := get1[Health](t)(restored.Check()); len(h.Problems) > 0 {
		t.Error(h.Problems)
	}
	if left := get1[[]string](t)(filepath.Glob(filepath.Join(filepath.Dir(copied), "*.tmp"))); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	empty := open(t, Options{Home: t.TempDir()})
	if err := empty.Backup(copied); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("nothing to back up: %v", err)
	}
}

func TestCheckFindsLooseEnds(t *testing.T) {
	s, id := linked(t, Options{Home: t.TempDir(), Keys: seal.NewMemory()})
	other, signIn := shore()
	ok(t, s.Link(other, signIn))
	ok(t, s.update(func(tx *bbolt.Tx) error {
		return errors.Join(remove(tx, signInsTable, id), remove(tx, connectionsTable, entityKey(other.Key)))
	}))
	if h := get1[Health](t)(s.Check()); len(h.Problems) != 2 {
		t.Errorf("found %v", h.Problems)
	}
}
