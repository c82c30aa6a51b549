package seal

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/zalando/go-keyring"
)

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestBoxBindsThePlace(t *testing.T) {
	box, err := NewBox(randomKey())
	ok(t, err)
	other, err := NewBox(randomKey())
	ok(t, err)
	sealed := box.Seal([]byte("secret"), "signins", "one")
	if opened, err := box.Open(sealed, "signins", "one"); err != nil || string(opened) != "secret" {
		t.Fatalf("%q, %v", opened, err)
	}
	if bytes.Equal(sealed, box.Seal([]byte("secret"), "signins", "one")) {
		t.Error("the same secret is sealed the same way twice")
	}
	for what, open := range map[string]func() ([]byte, error){
		"another key":        func() ([]byte, error) { return other.Open(sealed, "signins", "one") },
		"another record":     func() ([]byte, error) { return box.Open(sealed, "signins", "two") },
		"parts run together": func() ([]byte, error) { return box.Open(sealed, "signinsone") },
		"parts moved":        func() ([]byte, error) { return box.Open(sealed, "signinso", "ne") },
		"cut":                func() ([]byte, error) { return box.Open(sealed[:len(sealed)-1], "signins", "one") },
		"too short":          func() ([]byte, error) { return box.Open(sealed[:5], "signins", "one") },
		"nothing":            func() ([]byte, error) { return box.Open(nil, "signins", "one") },
	} {
		if opened, err := open(); !errors.Is(err, ErrOpen) {
			t.Errorf("%s: %q, %v", what, opened, err)
		}
	}
	for i := range sealed {
		altered := bytes.Clone(sealed)
		altered[i] ^= 0x80
		if _, err := box.Open(altered, "signins", "one"); !errors.Is(err, ErrOpen) {
			t.Fatalf("byte %d altered: %v", i, err)
		}
	}
	if _, err := NewBox([]byte("short")); err == nil {
		t.Error("a short key makes a box")
	}
}

// cheap is a passphrase that takes no time.
func cheap(passphrase string) Source {
	return passphraseSource{passphrase, derivation{Time: 1, Memory: 64, Threads: 1}}
}

func withKeyring(t *testing.T, here bool) {
	before := reachable
	reachable = func() bool { return here }
	t.Cleanup(func() { reachable = before })
	keyring.MockInit()
}

func TestSourcesKeepTheirKey(t *testing.T) {
	withKeyring(t, true)
	for _, source := range []Source{NewMemory(), KeyFile(t.TempDir()), cheap("open sesame"), Keyring()} {
		t.Run(source.Name(), func(t *testing.T) {
			wrapped, box, err := Wrap(time.Now(), source)
			ok(t, err)
			if wrapped.Source != source.Name() {
				t.Errorf("recorded as %q", wrapped.Source)
			}
			sealed := box.Seal([]byte("secret"))
			again, err := wrapped.Unwrap(source)
			ok(t, err)
			if opened, err := again.Open(sealed); err != nil || string(opened) != "secret" {
				t.Errorf("%q, %v", opened, err)
			}
			another, _, err := Wrap(time.Now(), source)
			ok(t, err)
			mixed := wrapped
			mixed.Key = another.Key
			if _, err := mixed.Unwrap(source); !errors.Is(err, ErrOpen) {
				t.Errorf("another store's data key: %v", err)
			}
			ok(t, source.Forget(wrapped.Hint))
			ok(t, source.Forget(wrapped.Hint))
			if _, err := wrapped.Unwrap(source); source.Name() != NamePassphrase && !errors.Is(err, ErrSource) {
				t.Errorf("forgotten: %v", err)
			}
		})
	}
}

func TestWrapTakesTheFirstThatWorks(t *testing.T) {
	withKeyring(t, false)
	wrapped, _, err := Wrap(time.Now(), Keyring(), Passphrase(""), KeyFile(filepath.Join(t.TempDir(), "absent")), NewMemory())
	ok(t, err)
	if wrapped.Source != NameMemory {
		t.Errorf("took %s", wrapped.Source)
	}
	_, _, err = Wrap(time.Now(), Keyring(), Passphrase(""))
	if !errors.Is(err, ErrSource) || !strings.Contains(err.Error(), "keyring") || !strings.Contains(err.Error(), PassphraseVariable) {
		t.Errorf("%v", err)
	}
}

func TestPassphrase(t *testing.T) {
	wrapped, _, err := Wrap(time.Now(), cheap("open sesame"))
	ok(t, err)
	if _, err := wrapped.Unwrap(Passphrase("close sesame")); !errors.Is(err, ErrOpen) {
		t.Errorf("a wrong passphrase: %v", err)
	}
	if _, err := wrapped.Unwrap(Passphrase("")); !errors.Is(err, ErrSource) {
		t.Errorf("no passphrase: %v", err)
	}
	for _, hint := range []string{"", "{}", `{"salt":"AAAAAAAAAAAAAAAA","time":0,"memory_kib":64,"threads":1}`, `{"salt":"AAAAAAAAAAAAAAAA","time":1,"memory_kib":4294967295,"threads":1}`} {
		if _, err := Passphrase("x").Load([]byte(hint)); !errors.Is(err, ErrSource) {
			t.Errorf("hint %s: %v", hint, err)
		}
	}
	_, hint, err := Passphrase("x").Create()
	ok(t, err)
	if !strings.Contains(string(hint), `"time":3,"memory_kib":65536,"threads":4`) {
		t.Errorf("derived by %s", hint)
	}
}

func TestKeyFile(t *testing.T) {
	folder := t.TempDir()
	source := KeyFile(folder)
	_, hint, err := source.Create()
	ok(t, err)
	path := filepath.Join(folder, string(hint))
	ok(t, os.Chmod(path, 0o644))
	_, err = source.Load(hint)
	ok(t, err)
	if info, err := os.Stat(path); err != nil || (runtime.GOOS != "windows" && info.Mode().Perm() != 0o600) {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	for _, bad := range []string{"", "../" + string(hint), "ledgerlink-/../x.key", "ledgerlink-aaaaaaaa.key"} {
		if _, err := source.Load([]byte(bad)); !errors.Is(err, ErrSource) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	ok(t, os.WriteFile(path, []byte("AAAA"), 0o600))
	if _, err := source.Load(hint); !errors.Is(err, ErrSource) {
		t.Errorf("a short key: %v", err)
	}
	if source.Forget([]byte("../../etc/passwd")) == nil {
		t.Error("a hint leads out of the folder")
	}
}

func TestAKeyringThatNeverAnswers(t *testing.T) {
	withKeyring(t, true)
	synctest.Test(t, func(t *testing.T) {
		began, answer := time.Now(), make(chan error)
		defer close(answer)
		err := ask(func() error { return <-answer })
		if took := time.Since(began); !errors.Is(err, ErrSource) || took != keyringLimit {
			t.Errorf("after %v: %v", took, err)
		}
	})
}

func TestAKeyringThatIsNotThere(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("this system always has a keyring")
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", "")
	if reachable() {
		t.Error("a keyring is thought to be there")
	}
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	if reachable() {
		t.Error("a keyring without a bus is thought to be there")
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/user/1000/bus")
	if !reachable() {
		t.Error("the session's bus is not seen")
	}
	keyring.MockInitWithError(errors.New("locked"))
	defer keyring.MockInit()
	if _, _, err := Keyring().Create(); !errors.Is(err, ErrSource) {
		t.Errorf("%v", err)
	}
}
