package seal

import (
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"errors"

	"golang.org/x/crypto/chacha20poly1305"
)

// ErrOpen says that a sealed secret was made with another key, for another
// place, or was altered.
var ErrOpen = errors.New("sealed with another key or altered")

// format is bound into every sealed secret; a new format gets a new text.
const format = "ledgerlink sealed 1"

// Box seals and opens secrets with one key: XChaCha20-Poly1305 with a random
// nonce in front.
type Box struct{ aead cipher.AEAD }

// NewBox makes a box of a key of KeySize bytes.
func NewBox(key []byte) (*Box, error) {
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, err
	}
	return &Box{aead}, nil
}

// Seal encrypts a secret for a place, such as a table and a key. It opens only
// for the very same place.
func (b *Box) Seal(secret []byte, place ...string) []byte {
	nonce := make([]byte, b.aead.NonceSize(), b.aead.NonceSize()+len(secret)+b.aead.Overhead())
	fillRandom(nonce)
	return b.aead.Seal(nonce, nonce, secret, binding(place)) //nolint:gosec // the nonce is random
}

// Open decrypts what Seal made for the place, or returns ErrOpen.
func (b *Box) Open(sealed []byte, place ...string) ([]byte, error) {
	size := b.aead.NonceSize()
	if len(sealed) < size {
		return nil, ErrOpen
	}
	secret, err := b.aead.Open(nil, sealed[:size], sealed[size:], binding(place))
	if err != nil {
		return nil, ErrOpen
	}
	return secret, nil
}

// binding spells out format and place so that no two places read the same.
func binding(place []string) []byte {
	bound := []byte(format)
	for _, part := range place {
		bound = binary.AppendUvarint(bound, uint64(len(part)))
		bound = append(bound, part...)
	}
	return bound
}

func randomKey() []byte {
	key := make([]byte, KeySize)
	fillRandom(key)
	return key
}

// fillRandom cannot fail: without randomness the runtime ends the process.
func fillRandom(b []byte) { _, _ = rand.Read(b) }
