package seal

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
)

var keyFileName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^ledgerlink-[a-z0-9]+\.key$`)
})

type fileSource struct{ folder string }

// KeyFile keeps each key in a file of its own in a folder, readable by its
// owner only. The hint is the file's name.
func KeyFile(folder string) Source { return fileSource{folder} }

func (fileSource) Name() string { return NameFile }

// Create leaves nothing behind where it fails.
func (s fileSource) Create() (key, hint []byte, err error) {
	key = randomKey()
	name := "ledgerlink-" + strings.ToLower(rand.Text()[:8]) + ".key"
	path := filepath.Join(s.folder, name)
	if err := writeNew(path, base64.StdEncoding.EncodeToString(key)+"\n"); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("%w: the key file cannot be written: %w", ErrSource, err), os.Remove(path))
	}
	return key, []byte(name), nil
}

func (s fileSource) Load(hint []byte) ([]byte, error) {
	path, err := s.path(hint)
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w: the key file cannot be read: %w", ErrSource, err)
	}
	defer clear(text)
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, fmt.Errorf("%w: the key file cannot be made private: %w", ErrSource, err)
	}
	return decodeKey(strings.TrimSpace(string(text)))
}

func (s fileSource) Forget(hint []byte) error {
	path, err := s.path(hint)
	if err != nil {
		return err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// path refuses a hint that would lead out of the folder.
func (s fileSource) path(hint []byte) (string, error) {
	if !keyFileName().Match(hint) {
		return "", fmt.Errorf("%w: %q is no key file", ErrSource, hint)
	}
	return filepath.Join(s.folder, string(hint)), nil
}

func writeNew(path, text string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	return errors.Join(err, file.Sync(), file.Close())
}
