package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

var errShared = errors.New("it is shared by all users; give ledgerlink a folder of its own")

// tighten makes what exists of folder and file private to its owner.
func (s *Store) tighten() error {
	info, err := os.Stat(s.home)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return folderError(s.home, err)
	case !info.IsDir():
		return folderError(s.home, errors.New("it is a file"))
	case info.Mode()&fs.ModeSticky != 0:
		return folderError(s.home, errShared)
	}
	if err := private(s.home, 0o700); err != nil {
		return folderError(s.home, err)
	}
	if err := private(s.path, 0o600); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return folderError(s.home, err)
	}
	return nil
}

// makeFolder makes the store's folder, or one in it, private to its owner.
func (s *Store) makeFolder(below ...string) (string, error) {
	folder := filepath.Join(append([]string{s.home}, below...)...)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", folderError(s.home, err)
	}
	return folder, s.tighten()
}

// private takes away what mode does not allow. Windows keeps files private by
// the folder they are in and knows no modes.
func private(path string, mode fs.FileMode) error {
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS == "windows" || info.Mode().Perm()&^mode == 0 {
		return err
	}
	return os.Chmod(path, mode)
}
