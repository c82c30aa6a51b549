package store

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"syscall"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store/seal"
)

// What can be wrong with the store. Errors that wrap one of the last five are
// *fault.Error values that name the file and say what to do.
var (
	ErrDamaged = errors.New("the file is damaged")
	ErrNewer   = errors.New("a newer version of ledgerlink wrote it")
	ErrSealed  = errors.New("its secrets cannot be unsealed")
	ErrFolder  = errors.New("the folder cannot be used")
)

func busyFault(path string) error {
	return fault.Wrap(fault.Failure, "cannot open "+path, model.ErrBusy,
		"Wait until the other command has finished, then try again.")
}

func damagedFault(path string, why error) error {
	return fault.Wrap(fault.Failure, "cannot read "+path, fmt.Errorf("%w: %w", ErrDamaged, why),
		"Nothing was changed or deleted. Put a backup in its place (ledgerlink store backup makes them),",
		"or move the file aside and connect the models again.")
}

func newerFault(path string, found, known int) error {
	why := fmt.Errorf("%w (its layout is %d, this version knows up to %d)", ErrNewer, found, known)
	return fault.Wrap(fault.Failure, "cannot open "+path, why, "Update ledgerlink to the newest version.")
}

func folderFault(folder string, why error) error {
	advice := "Check that the folder is yours and may be written to, or set LEDGERLINK_HOME to another one."
	switch {
	case diskFull(why):
		why, advice = fmt.Errorf("the disk is full: %w", why), "Make room on the disk, then try again. Nothing was changed."
	case errors.Is(why, fs.ErrPermission):
		why = fmt.Errorf("permission denied: %w", why)
	}
	return fault.Wrap(fault.Failure, "cannot use the folder "+folder, fmt.Errorf("%w: %w", ErrFolder, why), advice)
}

// sealedFault says why the key in force cannot be had and what helps. Another
// source is never tried in its place.
func sealedFault(path, source string, why error) error {
	code, advice := fault.Failure, "Put the key file back beside the store, from the same backup as the store."
	switch source {
	case seal.NameKeyring:
		advice = "Unlock the keyring of the user who connected (on a server: start a session with a keyring), then try again."
	case seal.NamePassphrase:
		code, advice = fault.Usage, "Set "+seal.PassphraseVariable+" to the passphrase this store was made with."
	}
	return fault.Wrap(code, "cannot unseal "+path+", whose key is kept by: "+source, fmt.Errorf("%w: %w", ErrSealed, why), advice,
		"Without that key the tokens are lost: move the file aside and connect the models again.")
}

// keyFault says why no key could be made where one was wanted.
func keyFault(path string, why error) error {
	return fault.Wrap(fault.Failure, "cannot make a key to seal the secrets of "+path, fmt.Errorf("%w: %w", ErrSealed, why),
		"Nothing was changed. Set "+seal.PassphraseVariable+", or have the key kept elsewhere: auto, keyring, passphrase or file.")
}

// diskFull is true for the ways systems say that there is no room: ENOSPC and
// EDQUOT, and ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL on Windows.
func diskFull(err error) bool {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return true
	}
	return runtime.GOOS == "windows" && (errors.Is(err, syscall.Errno(39)) || errors.Is(err, syscall.Errno(112)))
}
