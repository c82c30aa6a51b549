package seal

// KeySize is the length in bytes of every key.
const KeySize = 32

// Names of the sources, as recorded in a store.
const (
	NameKeyring    = "keyring"
	NamePassphrase = "passphrase"
	NameFile       = "file"
	NameMemory     = "memory"
)

// Source keeps or derives the key that wraps a store's data key. A hint is what
// the store must remember, in the clear, to ask the source for the same key
// again; it is no secret. Keys returned belong to the caller.
type Source interface {
	// Name is one of the Name constants.
	Name() string
	// Create makes a new key.
	Create() (key, hint []byte, err error)
	// Load finds the key that Create made.
	Load(hint []byte) (key []byte, err error)
	// Forget ends the key. Forgetting a key twice is no error.
	Forget(hint []byte) error
}
