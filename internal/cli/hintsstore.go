package cli

import (
	"errors"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store"
)

// adviseOnStore is about the errors of the store.
func adviseOnStore(e *store.Error) advice {
	switch {
	case errors.Is(e, model.ErrBusy):
		return advice{hints: hints("Wait until the other command has finished, then try again.")}
	case errors.Is(e, store.ErrDamaged):
		return advice{hints: hints(
			"Nothing was changed or deleted. Put a backup in its place (ledgerlink store backup makes them),",
			"or move the file aside and connect the models again.")}
	case errors.Is(e, store.ErrNewer):
		return advice{hints: hints("Update ledgerlink to the newest version.")}
	case errors.Is(e, store.ErrDiskFull):
		return advice{hints: hints("Make room on the disk, then try again. Nothing was changed.")}
	case errors.Is(e, store.ErrFolder):
		return advice{hints: hints("Check that the folder is yours and may be written to, or set LEDGERLINK_HOME to another one.")}
	case errors.Is(e, store.ErrNoKey):
		return advice{hints: hints("Nothing was changed. Set LEDGERLINK_PASSPHRASE, or have the key kept elsewhere: auto, keyring, passphrase or file.")}
	case errors.Is(e, store.ErrSealed):
		return adviseOnKey(e.Source)
	case errors.Is(e, store.ErrKeyChoice):
		return advice{code: exitUsage}
	case errors.Is(e, store.ErrSameFile):
		return advice{exitUsage, hints("Name another file.")}
	case errors.Is(e, model.ErrNotFound): // of Backup
		return advice{hints: hints("There is nothing to back up before the first connect.")}
	}
	return advice{}
}

// adviseOnKey is about a key that cannot be had from where it is kept.
func adviseOnKey(source string) advice {
	lost := "Without that key the tokens are lost: move the file aside and connect the models again."
	switch store.KeyChoice(source) {
	case store.Keyring:
		return advice{hints: hints("Unlock the keyring of the user who connected (on a server: start a session with a keyring), then try again.", lost)}
	case store.Passphrase:
		return advice{exitUsage, hints("Set LEDGERLINK_PASSPHRASE to the passphrase this store was made with.", lost)}
	}
	return advice{hints: hints("Put the key file back beside the store, from the same backup as the store.", lost)}
}
