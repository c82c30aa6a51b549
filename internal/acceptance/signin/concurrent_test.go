package signin

import (
	"bytes"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/simtest"
)

// TestManyProcessesRefreshOnce starts 32 processes on one connection whose
// tokens have expired: one of them refreshes, all of them succeed.
func TestManyProcessesRefreshOnce(t *testing.T) {
	const many = 32
	oneSideAtATime(t, func(t *testing.T, s side) {
		w := newHarness(t, time.Now)
		d := newWorkspace(w)
		d.connect(s, "acme").Want(t, 0)
		w.Advance(s.rotation)
		processes := make([]*simtest.Process, many)
		for i := range processes {
			processes[i] = d.Command("import", "coa", "--model", "acme", "-o", fmt.Sprint(i, ".csv"), "-v")
		}
		for _, p := range processes {
			if err := p.Start(); err != nil {
				t.Fatal(err)
			}
		}
		for i, p := range processes {
			if err := p.Wait(); err != nil {
				t.Errorf("process %d: %v\n%s", i, err, p.Err.String())
			}
		}
		if n := refreshes(w, s); n != 1 {
			t.Errorf("%d refreshes", n)
		}
		d.sameFiles(many)
	})
}

// TestManyProcessesAreRefusedTheSameToken is the same where the tokens look
// fresh here and only the provider knows better.
func TestManyProcessesAreRefusedTheSameToken(t *testing.T) {
	const many = 8
	oneSideAtATime(t, func(t *testing.T, s side) {
		w := newHarness(t, time.Now)
		d := newWorkspace(w)
		d.connect(s, "acme").Want(t, 0)
		w.ExpireAccessTokens()
		processes := make([]*simtest.Process, many)
		for i := range processes {
			processes[i] = d.Command("status", "--check")
			if err := processes[i].Start(); err != nil {
				t.Fatal(err)
			}
		}
		for i, p := range processes {
			if err := p.Wait(); err != nil {
				t.Errorf("process %d: %v\n%s", i, err, p.Err.String())
			}
		}
		if n := refreshes(w, s); n != 1 {
			t.Errorf("%d refreshes", n)
		}
	})
}

// sameFiles checks that the files 0.csv and so on are there and equal.
func (d *workspace) sameFiles(n int) {
	d.T.Helper()
	var first []byte
	for i := range n {
		content, err := os.ReadFile(d.File(fmt.Sprint(i, ".csv")))
		if err != nil {
			d.T.Error(err)
			continue
		}
		if first == nil {
			first = content
		}
		if len(content) == 0 || !bytes.Equal(content, first) {
			d.T.Errorf("file %d differs", i)
		}
	}
}
