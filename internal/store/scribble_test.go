//go:build !race

package store

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/model"
)

// TestScribbledFiles overwrites random places: no crash, and no error but ours.
// The race detector's pointer checks end the process at bbolt's first wild
// pointer, before the memory fault that the store catches.
func TestScribbledFiles(t *testing.T) {
	s, content := filled(t)
	random := rand.New(rand.NewPCG(1, 1))
	noticed := 0
	for range 300 {
		scribbled := bytes.Clone(content)
		for range 1 + random.IntN(64) {
			scribbled[random.IntN(len(scribbled))] = byte(random.UintN(256))
		}
		if random.IntN(3) == 0 {
			from := random.IntN(len(scribbled))
			clear(scribbled[from:min(len(scribbled), from+os.Getpagesize())])
		}
		ok(t, os.WriteFile(s.Path(), scribbled, 0o600))
		err := readAll(s)
		if err == nil {
			continue
		}
		noticed++
		if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrSealed) && !errors.Is(err, model.ErrNotFound) && !errors.Is(err, ErrNewer) {
			t.Fatalf("%v", err)
		}
	}
	if noticed < 100 {
		t.Errorf("only %d of 300 were noticed", noticed)
	}
}
