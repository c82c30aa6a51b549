package store

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"syscall"

	"github.com/ledgerlink/ledgerlink/internal/model"
)

// What can be wrong with the store, wrapped by an *Error; see also
// model.ErrNotFound, model.ErrLinked and model.ErrBusy.
var (
	ErrDamaged   = errors.New("the file is damaged")
	ErrNewer     = errors.New("a newer version of ledgerlink wrote it")
	ErrSealed    = errors.New("its secrets cannot be unsealed") // Error.Source says where the key is kept
	ErrNoKey     = errors.New("no key can be made")             // also ErrSealed
	ErrFolder    = errors.New("the folder cannot be used")
	ErrDiskFull  = errors.New("the disk is full") // also ErrFolder
	ErrKeyChoice = errors.New("use auto, keyring, passphrase or file")
	ErrSameFile  = errors.New("that is the store itself")
)

// Error is what a store could not do with a file or folder, and why.
type Error struct {
	Op     string // what could not be done, with the name of the file: "cannot open …"
	Source string // of ErrSealed: keyring, passphrase or file
	Err    error
}

// Error returns the operation and the reason.
func (e *Error) Error() string { return e.Op + ": " + e.Err.Error() }

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }

func busyError(path string) error {
	return &Error{Op: "cannot open " + path, Err: model.ErrBusy}
}

func damagedError(path string, why error) error {
	return &Error{Op: "cannot read " + path, Err: fmt.Errorf("%w: %w", ErrDamaged, why)}
}

func tooNewError(path string, found, known int) error {
	why := fmt.Errorf("%w (its layout is %d, this version knows up to %d)", ErrNewer, found, known)
	return &Error{Op: "cannot open " + path, Err: why}
}

func folderError(folder string, why error) error {
	switch {
	case diskFull(why):
		why = fmt.Errorf("%w: %w", ErrDiskFull, why)
	case errors.Is(why, fs.ErrPermission):
		why = fmt.Errorf("permission denied: %w", why)
	}
	return &Error{Op: "cannot use the folder " + folder, Err: fmt.Errorf("%w: %w", ErrFolder, why)}
}

// sealedError says why the key in force cannot be had. Another source is never
// tried in its place.
func sealedError(path, source string, why error) error {
	return &Error{
		Op: "cannot unseal " + path + ", whose key is kept by: " + source, Source: source,
		Err: fmt.Errorf("%w: %w", ErrSealed, why),
	}
}

// noKeyError says why no key could be made where one was wanted.
func noKeyError(path string, why error) error {
	return &Error{Op: "cannot make a key to seal the secrets of " + path, Err: &noKey{why}}
}

// noKey is ErrNoKey, which reads as ErrSealed with its reason.
type noKey struct{ why error }

func (e *noKey) Error() string { return ErrSealed.Error() + ": " + e.why.Error() }

func (e *noKey) Unwrap() []error { return []error{ErrSealed, ErrNoKey, e.why} }

// diskFull reports whether the error is one of the ways systems say that there is
// no room: ENOSPC and EDQUOT, and ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL on
// Windows.
func diskFull(err error) bool {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return true
	}
	return runtime.GOOS == "windows" && (errors.Is(err, syscall.Errno(39)) || errors.Is(err, syscall.Errno(112)))
}
