package doctor

import (
	"errors"
	"io/fs"
	"os"
	"runtime"

	"github.com/ledgerlink/ledgerlink/internal/store"
)

// checkStore checks the file, who may read it, and the key that seals its
// secrets. It reports whether the rest of the store can be read.
func (c Config) checkStore() (findings []Finding, readable bool) {
	const check = "store"
	st, err := c.OpenStore()
	if err != nil {
		return []Finding{failed(check, err)}, false
	}
	if _, err := os.Stat(st.Path()); errors.Is(err, fs.ErrNotExist) {
		return []Finding{passed(check, st.Path()+", created when there is something to store"), checkKey(st)}, true
	}
	health, err := st.Check()
	if err != nil {
		return []Finding{failed(check, err)}, false
	}
	if len(health.Problems) > 0 {
		return []Finding{failed(check, &StoreProblemError{st.Path(), health.Problems[0]}), checkKey(st)}, true
	}
	readers := ", only you can read it" // opening it has seen to that
	if runtime.GOOS == "windows" {
		readers = ""
	}
	return []Finding{passed(check, st.Path()+" is sound"+readers), checkKey(st)}, true
}

// checkKey says where the key in force is kept.
func checkKey(st *store.Store) Finding {
	const check = "key of its secrets"
	info, err := st.KeyInfo()
	if err != nil {
		return failed(check, err)
	}
	switch store.KeyChoice(info.Source) {
	case store.Keyring:
		return passed(check, "in the keyring of this computer")
	case store.Passphrase:
		return passed(check, "from LEDGERLINK_PASSPHRASE")
	case store.KeyFile:
		return Finding{Check: check, Detail: "in a file beside the store that only you can read", Note: KeyInFile}
	case "":
		return passed(check, "created with the first secret: in the keyring, else from LEDGERLINK_PASSPHRASE, else in a file")
	}
	return passed(check, info.Source)
}
