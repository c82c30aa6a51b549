package simtest

import (
	"context"
	"errors"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/cli"
	"github.com/ledgerlink/ledgerlink/internal/simulator/servertest"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
)

// Workspace is where somebody works with the tool: a store, an environment and a
// folder for files. The fields may be changed between commands.
type Workspace struct {
	*servertest.Server
	Home, Folder string
	Env          map[string]string
	HTTP         *http.Client               // nil: the tool's own
	Browser      func(address string) error // nil: one that follows redirects to their end
	PasteDelay   time.Duration              // how long a person takes to paste an address
}

// NewWorkspace returns an empty workspace in a folder.
func NewWorkspace(server *servertest.Server, folder string) *Workspace {
	home := filepath.Join(folder, "home")
	return &Workspace{Server: server, Home: home, Folder: folder, Env: map[string]string{
		"LEDGERLINK_HOME": home, "LEDGERLINK_SIMULATOR": server.URL, "NO_COLOR": "1",
	}}
}

// CopyTo returns another workspace with a copy of the store, which works in folder.
func (w *Workspace) CopyTo(folder string) *Workspace {
	w.T.Helper()
	twin := NewWorkspace(w.Server, folder)
	for name, value := range w.Env {
		if _, ok := twin.Env[name]; !ok {
			twin.Env[name] = value
		}
	}
	if err := os.CopyFS(twin.Home, os.DirFS(w.Home)); err != nil {
		w.T.Fatal(err)
	}
	if err := os.Chmod(twin.Home, 0o700); err != nil {
		w.T.Fatal(err)
	}
	return twin
}

// Run runs one command of the tool in this process, at the simulator's time. A
// sign-in is completed by a person who agrees: in the browser that the tool opens,
// or with --paste by pasting the address the browser lands on.
func (w *Workspace) Run(args ...string) Result {
	w.T.Helper()
	var out strings.Builder
	pastes := slices.Contains(args, "--paste")
	person := newPerson(pastes, w.PasteDelay)
	browser := w.Browser
	if browser == nil {
		browser = func(address string) error { go func() { _ = Follow(address) }(); return nil }
	}
	if pastes {
		browser = func(string) error { return errors.New("there is no browser") }
	}
	code := cli.Main(w.T.Context(), args, terminal.Streams{In: person.pasted, Out: &out, Err: person},
		cli.WithEnv(func(name string) string { return w.Env[name] }), cli.WithNow(w.Now), cli.WithSleep(w.sleep),
		cli.WithHTTP(w.HTTP), cli.WithKeys(store.KeyFile), cli.WithBrowser(browser))
	return Result{Code: code, Out: out.String(), Err: person.end()}
}

// sleep waits on the simulator's clock, which is the tool's.
func (w *Workspace) sleep(ctx context.Context, wait time.Duration) error {
	w.Advance(wait)
	return ctx.Err()
}

// Must runs a command that has to succeed, and returns its standard output.
func (w *Workspace) Must(args ...string) string {
	w.T.Helper()
	return w.Ends(0, args...).Out
}

// Ends runs a command that has to end with a code.
func (w *Workspace) Ends(code int, args ...string) Result {
	w.T.Helper()
	result := w.Run(args...)
	if result.Code != code {
		w.T.Fatalf("%s ended with %d, want %d:\n%s%s", strings.Join(args, " "), result.Code, code, result.Out, result.Err)
	}
	return result
}

// File returns the path of a file of the workspace.
func (w *Workspace) File(name string) string { return filepath.Join(w.Folder, name) }

// Read returns a file of the workspace; empty where there is none.
func (w *Workspace) Read(name string) string {
	w.T.Helper()
	data, err := os.ReadFile(w.File(name))
	if err != nil && !os.IsNotExist(err) {
		w.T.Fatal(err)
	}
	return string(data)
}

// Environ returns the environment of a process of the workspace: this process's
// own, and on top of it the workspace's.
func (w *Workspace) Environ() []string {
	environ := os.Environ()
	for _, name := range slices.Sorted(maps.Keys(w.Env)) {
		environ = append(environ, name+"="+w.Env[name])
	}
	return environ
}

// Result is how a command ended.
type Result struct {
	Code     int
	Out, Err string
}

// Want fails the test unless the command ended with one of the codes.
func (r Result) Want(t testing.TB, codes ...int) {
	t.Helper()
	if !slices.Contains(codes, r.Code) {
		t.Fatalf("exit code %d instead of %v\n%s%s", r.Code, codes, r.Out, r.Err)
	}
}

// Says fails the test unless the messages hold all the texts.
func (r Result) Says(t testing.TB, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(r.Err, text) {
			t.Errorf("it does not say %q:\n%s", text, r.Err)
		}
	}
}

// Shows fails the test unless the messages or the output hold all the texts.
func (r Result) Shows(t testing.TB, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(r.Err+r.Out, text) {
			t.Errorf("it does not show %q:\n%s%s", text, r.Out, r.Err)
		}
	}
}

// FreePort returns a port on which nothing listens.
func FreePort(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}
