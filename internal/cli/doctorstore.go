package cli

import (
	"errors"
	"io/fs"
	"os"
	"runtime"

	"github.com/ledgerlink/ledgerlink/internal/store"
)

// examineStore looks at the file, at who may read it and at the key that seals
// its secrets. readable is false where nothing more can be had from it.
func examineStore(env *Env) (findings []finding, readable bool) {
	const check = "store"
	kept, err := env.store()
	if err != nil {
		return []finding{wrong(check, err)}, false
	}
	if _, err := os.Stat(kept.Path()); errors.Is(err, fs.ErrNotExist) {
		return []finding{fine(check, "%s, made by the first setup or connect", kept.Path()), examineKey(env, kept)}, true
	}
	health, err := kept.Check()
	if err != nil {
		return []finding{wrong(check, err)}, false
	}
	if len(health.Problems) > 0 {
		problem := broken(check, exitFailure, kept.Path()+": "+health.Problems[0], "ledgerlink store check lists all problems.")
		return []finding{problem, examineKey(env, kept)}, true
	}
	who := ", only you can read it" // opening it has seen to that
	if runtime.GOOS == "windows" {
		who = ""
	}
	return []finding{fine(check, "%s is sound%s", kept.Path(), who), examineKey(env, kept)}, true
}

// examineKey says where the key in force is.
func examineKey(env *Env, kept *store.Store) finding {
	const check = "key of its secrets"
	info, err := kept.KeyInfo()
	if err != nil {
		return wrong(check, err)
	}
	switch store.KeyChoice(info.Source) {
	case store.Keyring:
		return fine(check, "in the keyring of this computer")
	case store.Passphrase:
		return fine(check, "from LEDGERLINK_PASSPHRASE")
	case store.KeyFile:
		return fine(check, "in a file beside the store that only you can read; ledgerlink store rekey --to keyring moves it")
	case "":
		return fine(check, "made with the first secret: in the keyring, else from LEDGERLINK_PASSPHRASE, else in a file")
	}
	return fine(check, "%s", info.Source)
}
