package torture

import (
	"bytes"
	"fmt"
	"os"
	"testing"
	"time"
)

// TestManyProcessesRefreshOnce starts 32 processes on one connection whose
// tokens have expired: one of them refreshes, all of them succeed.
func TestManyProcessesRefreshOnce(t *testing.T) {
	const many = 32
	eachSide(t, func(t *testing.T, s side) {
		w := newWorld(t, time.Now)
		d := w.newDesk()
		d.connect(s, "acme").want(t, 0)
		w.Advance(s.rotation)
		processes := make([]*process, many)
		for i := range processes {
			processes[i] = d.command("import", "coa", "--model", "acme", "-o", fmt.Sprint(i, ".csv"), "-v")
		}
		for _, p := range processes {
			if err := p.Start(); err != nil {
				t.Fatal(err)
			}
		}
		for i, p := range processes {
			if err := p.Wait(); err != nil {
				t.Errorf("process %d: %v\n%s", i, err, p.err.String())
			}
		}
		if n := w.refreshed(s); n != 1 {
			t.Errorf("%d refreshes", n)
		}
		d.sameFiles(many)
	})
}

// TestManyProcessesAreRefusedTheSameToken is the same where the tokens look
// fresh here and only the provider knows better.
func TestManyProcessesAreRefusedTheSameToken(t *testing.T) {
	const many = 8
	eachSide(t, func(t *testing.T, s side) {
		w := newWorld(t, time.Now)
		d := w.newDesk()
		d.connect(s, "acme").want(t, 0)
		w.ExpireAccessTokens()
		processes := make([]*process, many)
		for i := range processes {
			processes[i] = d.command("status", "--check")
			if err := processes[i].Start(); err != nil {
				t.Fatal(err)
			}
		}
		for i, p := range processes {
			if err := p.Wait(); err != nil {
				t.Errorf("process %d: %v\n%s", i, err, p.err.String())
			}
		}
		if n := w.refreshed(s); n != 1 {
			t.Errorf("%d refreshes", n)
		}
	})
}

// sameFiles checks that the files 0.csv and so on are there and equal.
func (d *desk) sameFiles(n int) {
	d.t.Helper()
	var first []byte
	for i := range n {
		content, err := os.ReadFile(d.file(fmt.Sprint(i, ".csv")))
		if err != nil {
			d.t.Error(err)
			continue
		}
		if first == nil {
			first = content
		}
		if len(content) == 0 || !bytes.Equal(content, first) {
			d.t.Errorf("file %d differs", i)
		}
	}
}
