package intuitid

import (
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
)

// encryptedToken returns an opaque token in the shape of an encrypted JWT: no
// claim of it can be read.
func encryptedToken() string {
	header := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"dir","enc":"A128CBC-HS256"}`))
	return header + ".." + oauth.Opaque(16) + "." + oauth.Opaque(480) + "." + oauth.Opaque(16)
}

// refreshValue returns a refresh token in the form Intuit uses since 2025: it
// carries the second of its expiry in plain sight.
func refreshValue(expires time.Time) string {
	return fmt.Sprintf("RT1-39-H3-%d%s", expires.Unix(), strings.ToLower(oauth.Hex(10)))
}
