package oauthflow

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"sync/atomic"
)

// newState is 256 random bits, fit for a query.
func newState() string {
	bits := make([]byte, 32)
	rand.Read(bits) // never fails: crypto/rand
	return base64.RawURLEncoding.EncodeToString(bits)
}

// sameState compares in constant time.
func sameState(got, want string) bool {
	return subtle.ConstantTimeCompare([]byte(got), []byte(want)) == 1
}

// once lets the first answer have the sign-in.
type once struct{ done atomic.Bool }

// first reports whether this is the first call.
func (o *once) first() bool { return o.done.CompareAndSwap(false, true) }
