package books

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strings"
)

// seeded returns random numbers that depend on the named thing only, so that what
// happened in a month does not depend on what happened elsewhere.
func seeded(about ...string) *rand.Rand {
	sum := sha256.Sum256([]byte(strings.Join(about, "\x00")))
	return rand.New(rand.NewPCG(binary.BigEndian.Uint64(sum[:]), binary.BigEndian.Uint64(sum[8:])))
}

// GUID is the GUID of the named thing, in the form of a version 5 UUID.
func GUID(about ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(about, "\x00")))
	sum[6] = sum[6]&0x0f | 0x50
	sum[8] = sum[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
