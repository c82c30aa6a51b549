package seal

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/zalando/go-keyring"
)

// keyringLimit bounds every question to the keyring: without a running desktop
// session it may never answer.
const keyringLimit = 3 * time.Second

// service is the name under which the operating system lists our keys.
const service = "ledgerlink"

type keyringSource struct{}

// Keyring keeps keys in the operating system's keyring. A keyring that does not
// answer within three seconds counts as unreachable.
func Keyring() Source { return keyringSource{} }

func (keyringSource) Name() string { return NameKeyring }

// Create reads the new key back, because a locked keyring may take it and lose it.
func (s keyringSource) Create() (key, hint []byte, err error) {
	key, user := randomKey(), rand.Text()
	err = ask(func() error { return keyring.Set(service, user, base64.StdEncoding.EncodeToString(key)) })
	if err != nil {
		return nil, nil, err
	}
	kept, err := s.Load([]byte(user))
	if err != nil {
		return nil, nil, err
	}
	clear(kept)
	return key, []byte(user), nil
}

func (keyringSource) Load(hint []byte) ([]byte, error) {
	found := make(chan string, 1)
	err := ask(func() error {
		text, err := keyring.Get(service, string(hint))
		found <- text
		return err
	})
	if err != nil {
		return nil, err
	}
	return decodeKey(<-found)
}

func (keyringSource) Forget(hint []byte) error {
	err := ask(func() error { return keyring.Delete(service, string(hint)) })
	if errors.Is(err, keyring.ErrNotFound) {
		return nil
	}
	return err
}

// ask puts one question to the keyring. A question that is not answered in time
// is left behind; it ends with the process.
func ask(question func() error) error {
	if !reachable() {
		return fmt.Errorf("%w: no keyring is running here", ErrSource)
	}
	answer := make(chan error, 1)
	go func() { answer <- question() }()
	select {
	case err := <-answer:
		if err != nil {
			return fmt.Errorf("%w: the keyring says: %w", ErrSource, err)
		}
		return nil
	case <-time.After(keyringLimit):
		return fmt.Errorf("%w: the keyring did not answer within %v", ErrSource, keyringLimit)
	}
}

// reachable keeps the D-Bus library from starting a bus of its own where there
// is none, as on a server. Tests replace it.
var reachable = func() bool {
	if runtime.GOOS == "darwin" || runtime.GOOS == "windows" || os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	folder := os.Getenv("XDG_RUNTIME_DIR")
	if folder == "" {
		return false
	}
	_, err := os.Stat(filepath.Join(folder, "bus"))
	return err == nil
}

// decodeKey reads a key as keyring and key file hold it.
func decodeKey(text string) ([]byte, error) {
	key, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(key) != KeySize {
		return nil, fmt.Errorf("%w: what is kept is no key", ErrSource)
	}
	return key, nil
}
