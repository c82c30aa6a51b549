// Package tokens makes the secrets the simulator hands out and remembers every
// one of them, so that a test can search files and logs for what must not be
// there.
package tokens

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Kind is what a secret is for.
type Kind string

// The kinds.
const (
	Code     Kind = "code"
	Access   Kind = "access_token"
	Refresh  Kind = "refresh_token"
	Identity Kind = "id_token"
)

// Issued is one secret that left the simulator.
type Issued struct {
	Provider ledger.Provider `json:"provider"`
	Kind     Kind            `json:"kind"`
	ClientID string          `json:"client_id"`
	Value    string          `json:"value"`
	At       time.Time       `json:"at"`
}

// Register remembers every secret issued, oldest first. The zero Register is
// ready to use, also by several goroutines.
type Register struct {
	mu  sync.Mutex
	all []Issued
}

// Keep remembers one secret and returns its value.
func (r *Register) Keep(issued Issued) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all = append(r.all, issued)
	return issued.Value
}

// All lists what was issued.
func (r *Register) All() []Issued {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.all)
}

// GUID is a random version 4 UUID in lower case.
func GUID() string {
	b := random(16)
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// Hex is n random bytes in upper-case hexadecimal.
func Hex(n int) string { return strings.ToUpper(hex.EncodeToString(random(n))) }

// Opaque is n random bytes in unpadded base64url.
func Opaque(n int) string { return encode(random(n)) }

// JWT is claims in a token that looks signed with RS256. The signature is
// random: nobody can check it, just as no key of the simulator exists.
func JWT(claims any) (string, error) {
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", fmt.Errorf("writing the claims of a token: %w", err)
	}
	header := `{"alg":"RS256","kid":"` + Hex(20) + `","typ":"JWT"}`
	return encode([]byte(header)) + "." + encode(payload) + "." + Opaque(256), nil
}

// JWE is an opaque token in the shape of an encrypted JWT: no claim of it can be read.
func JWE() string {
	header := `{"alg":"dir","enc":"A128CBC-HS256"}`
	return encode([]byte(header)) + ".." + Opaque(16) + "." + Opaque(480) + "." + Opaque(16)
}

// IntuitRefresh is a refresh token in the form Intuit uses since 2025: it
// carries the second of its expiry in plain sight.
func IntuitRefresh(expires time.Time) string {
	return fmt.Sprintf("RT1-39-H3-%d%s", expires.Unix(), strings.ToLower(Hex(10)))
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// random cannot fail: since Go 1.24 crypto/rand ends the program instead.
func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return b
}
