package restatement

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/cli"
	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/store"
)

// today is when everything here happens; October 2026 is the last completed month.
var today = time.Date(2026, time.November, 21, 9, 30, 0, 0, time.UTC)

// world is a simulator on a socket, where a person always agrees.
type world struct {
	*simulator.Server
	t      testing.TB
	base   string
	client *http.Client

	mu     sync.Mutex
	before func(*http.Request) // sees every request before the simulator does; may be nil
}

// newWorld starts a simulator of the books; none means the believable companies.
func newWorld(t testing.TB, open ...*books.Books) *world {
	t.Helper()
	w := &world{t: t, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}}
	var err error
	w.Server, err = simulator.New(simulator.Options{
		Now:         func() time.Time { return today },
		Books:       open,
		AutoConsent: oauth.AutoConsent{Approve: true},
		// The proofs are about figures: nothing here is to wait for a limit.
		NoLimits: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(w.serve))
	w.base = server.URL
	t.Cleanup(func() {
		w.Close()
		w.client.CloseIdleConnections()
		server.CloseClientConnections()
		server.Close()
	})
	return w
}

func (w *world) serve(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	before := w.before
	w.mu.Unlock()
	if before != nil {
		before(r)
	}
	w.ServeHTTP(rw, r)
}

// watch sees every request before the simulator does; nil ends it.
func (w *world) watch(before func(*http.Request)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.before = before
}

// desk is where an analyst works: a store and a folder for files.
type desk struct {
	*world
	home, folder string
	passphrase   string // of the store; empty: its key is in a file
}

func (w *world) newDesk(folder string) *desk {
	return &desk{world: w, home: filepath.Join(folder, "home"), folder: folder}
}

// twin is another desk with a copy of this one's store, which works in folder.
func (d *desk) twin(folder string) *desk {
	d.t.Helper()
	twin := d.newDesk(folder)
	if err := os.CopyFS(twin.home, os.DirFS(d.home)); err != nil {
		d.t.Fatal(err)
	}
	if err := os.Chmod(twin.home, 0o700); err != nil {
		d.t.Fatal(err)
	}
	return twin
}

func (d *desk) env() map[string]string {
	return map[string]string{"LEDGERLINK_HOME": d.home, "LEDGERLINK_SIMULATOR": d.base, "LEDGERLINK_MODEL": "acme", "LEDGERLINK_PASSPHRASE": d.passphrase, "NO_COLOR": "1"}
}

// outcome is how a command ended.
type outcome struct {
	code     int
	out, err string
}

// run runs one command of the tool in this process. The browser is opened by a
// person who agrees to everything.
func (d *desk) run(args ...string) outcome {
	d.t.Helper()
	var out, messages bytes.Buffer
	env := d.env()
	code := cli.Main(context.Background(), args, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &messages},
		cli.WithEnv(func(name string) string { return env[name] }),
		cli.WithNow(d.Now),
		cli.WithSleep(func(ctx context.Context, wait time.Duration) error { d.Advance(wait); return ctx.Err() }),
		cli.WithHTTP(d.client),
		cli.WithKeys(store.KeyFile),
		cli.WithBrowser(d.browse),
	)
	return outcome{code, out.String(), messages.String()}
}

func (d *desk) browse(address string) error {
	go func() {
		if answer, err := d.client.Get(address); err == nil {
			_, _ = io.Copy(io.Discard, answer.Body)
			_ = answer.Body.Close()
		}
	}()
	return nil
}

// must runs a command that has to succeed, and returns its standard output.
func (d *desk) must(args ...string) string {
	d.t.Helper()
	return d.ends(0, args...).out
}

// ends runs a command that has to end with a code.
func (d *desk) ends(code int, args ...string) outcome {
	d.t.Helper()
	o := d.run(args...)
	if o.code != code {
		d.t.Fatalf("%s ended with %d, want %d:\n%s%s", strings.Join(args, " "), o.code, code, o.out, o.err)
	}
	return o
}

// connect links an entity of the model acme to an organisation.
func (d *desk) connect(entity string, b *books.Books) {
	d.t.Helper()
	organisation := b.Organisation()
	d.SetAutoConsent(oauth.AutoConsent{Approve: true, Organisation: organisation.ID})
	d.must("connect", string(organisation.Provider), "--entity", entity, "--org", organisation.ID, "--port", freePort(d.t), "--quiet")
}

func freePort(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err := errors.Join(err, listener.Close()); err != nil {
		t.Fatal(err)
	}
	return port
}

func (d *desk) file(name string) string { return filepath.Join(d.folder, name) }

// read is a file of the desk; empty where there is none.
func (d *desk) read(name string) string {
	d.t.Helper()
	data, err := os.ReadFile(d.file(name))
	if err != nil && !os.IsNotExist(err) {
		d.t.Fatal(err)
	}
	return string(data)
}

// says fails the test unless the messages hold all the texts.
func (o outcome) says(t testing.TB, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(o.err, text) {
			t.Errorf("it does not say %q:\n%s", text, o.err)
		}
	}
}
