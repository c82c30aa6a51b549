package seal

import (
	"encoding/json"
	"fmt"

	"golang.org/x/crypto/argon2"
)

// PassphraseVariable is the environment variable people set the passphrase with;
// errors name it.
const PassphraseVariable = "LEDGERLINK_PASSPHRASE"

// derivation is how a passphrase becomes a key: argon2id. It is kept as the hint.
type derivation struct {
	Salt    []byte `json:"salt"`
	Time    uint32 `json:"time"`
	Memory  uint32 `json:"memory_kib"`
	Threads uint8  `json:"threads"`
}

// standard follows RFC 9106's second recommendation: 3 passes over 64 MiB.
var standard = derivation{Time: 3, Memory: 64 << 10, Threads: 4}

type passphraseSource struct {
	passphrase string
	cost       derivation
}

// Passphrase derives keys from what a person knows. An empty passphrase gives
// none.
func Passphrase(passphrase string) Source { return passphraseSource{passphrase, standard} }

func (passphraseSource) Name() string { return NamePassphrase }

func (s passphraseSource) Create() (key, hint []byte, err error) {
	d := s.cost
	d.Salt = make([]byte, 16)
	fillRandom(d.Salt)
	if hint, err = json.Marshal(d); err != nil {
		return nil, nil, err
	}
	key, err = s.Load(hint)
	return key, hint, err
}

func (s passphraseSource) Load(hint []byte) ([]byte, error) {
	var d derivation
	if err := json.Unmarshal(hint, &d); err != nil || !d.sane() {
		return nil, fmt.Errorf("%w: how the passphrase was used cannot be read", ErrSource)
	}
	if s.passphrase == "" {
		return nil, fmt.Errorf("%w: %s is not set", ErrSource, PassphraseVariable)
	}
	return argon2.IDKey([]byte(s.passphrase), d.Salt, d.Time, d.Memory, d.Threads, KeySize), nil
}

// Forget has nothing to do: a passphrase is kept nowhere.
func (passphraseSource) Forget([]byte) error { return nil }

// sane bounds what a hint can make argon2 do, and keeps it from panicking.
func (d derivation) sane() bool {
	return len(d.Salt) >= 8 && d.Time >= 1 && d.Time <= 32 && d.Memory <= 1<<20 && d.Threads >= 1
}
