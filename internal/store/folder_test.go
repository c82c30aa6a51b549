package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/store/seal"
)

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func mode(t *testing.T, path string) fs.FileMode {
	t.Helper()
	info, err := os.Stat(path)
	ok(t, err)
	return info.Mode().Perm()
}

func TestFolderAndFilesArePrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps files private by the folder they are in")
	}
	home := filepath.Join(t.TempDir(), "deep", "home")
	s := openAt(t, home)
	conn, signIn := acme("main")
	ok(t, s.Link(conn, signIn))
	unlock, err := s.LockSignIn(t.Context(), idOf(signIn))
	ok(t, err)
	unlock()
	ok(t, s.Backup(filepath.Join(home, "backup.db")))
	ok(t, filepath.WalkDir(home, func(path string, entry fs.DirEntry, err error) error {
		want := fs.FileMode(0o600)
		if entry.IsDir() {
			want = 0o700
		}
		if got := mode(t, path); got != want {
			t.Errorf("%s has mode %v", path, got)
		}
		return err
	}))
	ok(t, os.Chmod(home, 0o755))
	ok(t, os.Chmod(s.Path(), 0o644))
	openAt(t, home)
	if mode(t, home) != 0o700 || mode(t, s.Path()) != 0o600 {
		t.Error("opening does not make folder and file private again")
	}
}

func TestFoldersThatCannotBeUsed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows knows no modes")
	}
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	ok(t, os.WriteFile(file, nil, 0o600))
	_, err := Open(Options{Home: file})
	wantError(t, err, ErrFolder)
	shared := filepath.Join(folder, "shared")
	ok(t, os.Mkdir(shared, 0o700))
	ok(t, os.Chmod(shared, 0o777|fs.ModeSticky))
	_, err = Open(Options{Home: shared})
	wantError(t, err, ErrFolder)
	if mode(t, shared) != 0o777 {
		t.Error("a folder shared by all users was closed to them")
	}
	s, err := Open(Options{Home: filepath.Join(file, "below"), Keys: seal.NewMemory()})
	if err == nil {
		conn, signIn := acme("main")
		err = s.Link(conn, signIn)
	}
	wantError(t, err, ErrFolder)
}

func TestFolderFaultsAreTold(t *testing.T) {
	for want, cause := range map[string]error{
		"the disk is full":  &fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC},
		"permission denied": &fs.PathError{Op: "open", Path: "x", Err: syscall.EACCES},
	} {
		err := folderError("/home/x", cause)
		wantError(t, err, ErrFolder)
		if !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "/home/x") || !errors.Is(err, cause) {
			t.Errorf("%v", err)
		}
	}
}
