package signin

import (
	"bytes"
	"crypto/rand"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/simtest"
)

// TestNoSecretInArguments connects with a browser that notes what it is started
// with, while the arguments of all processes are watched.
func TestNoSecretInArguments(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("reads /proc, and opens browsers as Linux does; CI runs on Linux")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	oneSideAtATime(t, func(t *testing.T, s side) {
		w := newHarness(t, time.Now)
		heard := &echoingProvider{secrets: map[string]bool{}}
		w.Wrap(heard.before)
		d := newWorkspace(w)
		tools := t.TempDir()
		if err := os.Symlink(self, filepath.Join(tools, simtest.BrowserName)); err != nil {
			t.Fatal(err)
		}
		log := filepath.Join(t.TempDir(), "log")
		d.Env["PATH"], d.Env[simtest.BrowserLog] = tools, log
		d.Env["LEDGERLINK_QUICKBOOKS_CLIENT_ID"], d.Env["LEDGERLINK_QUICKBOOKS_CLIENT_SECRET"] = "an-app", rand.Text()
		d.Choose(s.organisation)
		var watched bytes.Buffer
		for _, args := range [][]string{
			{"connect", s.String(), "--model", "acme", "--port", simtest.FreePort(t), "-v"},
			{"import", "coa", "--model", "acme", "-v"},
			{"disconnect", "--model", "acme", "-v"},
		} {
			run := d.Command(args...)
			watch(t, run, &watched)
			run.Result().Want(t, 0)
			watched.WriteString(run.Out.String() + run.Err.String())
		}
		notes, err := os.ReadFile(log)
		if err != nil || !bytes.Contains(notes, []byte("state=")) || !bytes.Contains(notes, []byte("<html")) {
			t.Fatalf("no browser was there: %v %s", err, notes)
		}
		secrets := heard.all()
		for _, issued := range w.Issued() {
			secrets = append(secrets, issued.Value)
		}
		places := d.places(t)
		places["arguments and outputs"], places["the browser's arguments and page"] = watched.Bytes(), notes
		hits, size := search(places, secrets)
		for _, hit := range hits {
			t.Error(hit)
		}
		t.Logf("%d secrets looked for in %d bytes: %d hits", len(secrets), size, len(hits))
	})
}

// watch runs a process and notes the arguments of every process meanwhile.
func watch(t *testing.T, run *simtest.Process, into *bytes.Buffer) {
	t.Helper()
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- run.Wait() }()
	seen := map[string]bool{}
	for {
		select {
		case <-ended:
			return
		case <-time.After(2 * time.Millisecond):
		}
		files, _ := filepath.Glob("/proc/[0-9]*/cmdline")
		for _, file := range files {
			line, err := os.ReadFile(file) // a process may be gone again
			if err == nil && !seen[string(line)] {
				seen[string(line)] = true
				into.Write(line)
			}
		}
	}
}
