package oauth

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

// SecretKind says what a secret is for.
type SecretKind string

// The kinds.
const (
	Code         SecretKind = "code"
	AccessToken  SecretKind = "access_token"
	RefreshToken SecretKind = "refresh_token"
	IDToken      SecretKind = "id_token"
)

// Secret is one secret that the simulator handed out.
type Secret struct {
	Provider ledger.Provider `json:"provider"`
	Kind     SecretKind      `json:"kind"`
	ClientID string          `json:"client_id"`
	Value    string          `json:"value"`
	At       time.Time       `json:"at"`
}

// Secrets records every secret handed out, oldest first. The zero value is ready
// to use, also by several goroutines.
type Secrets struct {
	mu  sync.Mutex
	all []Secret
}

// Add records one secret and returns its value.
func (s *Secrets) Add(issued Secret) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, issued)
	return issued.Value
}

// All returns what was handed out.
func (s *Secrets) All() []Secret {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.all)
}

// GUID returns a random version 4 UUID in lower case.
func GUID() string {
	b := random(16)
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// Hex returns n random bytes in upper-case hexadecimal.
func Hex(n int) string { return strings.ToUpper(hex.EncodeToString(random(n))) }

// Opaque returns n random bytes in unpadded base64url.
func Opaque(n int) string { return encode(random(n)) }

// JWT returns the claims in a token that looks signed with RS256. The signature is
// random: nobody can check it, just as no key of the simulator exists.
func JWT(claims any) (string, error) {
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", fmt.Errorf("writing the claims of a token: %w", err)
	}
	header := `{"alg":"RS256","kid":"` + Hex(20) + `","typ":"JWT"}`
	return encode([]byte(header)) + "." + encode(payload) + "." + Opaque(256), nil
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// random cannot fail: since Go 1.24 crypto/rand ends the program instead.
func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return b
}
