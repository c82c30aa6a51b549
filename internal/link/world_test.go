package link

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/internal/store/seal"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// openBooks opens the believable companies once; no test here edits them.
var openBooks = sync.OnceValues(func() ([]*books.Books, error) {
	var all []*books.Books
	for _, name := range books.Companies() {
		book, err := books.Believable(name, ledger.Date{Year: 2026, Month: time.November, Day: 21})
		if err != nil {
			return nil, err
		}
		all = append(all, book)
	}
	return all, nil
})

// world is a store and a simulator with one clock.
type world struct {
	*Linker
	t      *testing.T
	sim    *simulator.Server
	server *httptest.Server
	env    map[string]string
	home   string
	keys   seal.Source

	mu    sync.Mutex
	clock time.Time
}

func newWorld(t *testing.T, change func(*simulator.Options)) *world {
	t.Helper()
	all, err := openBooks()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{
		t: t, home: t.TempDir(), keys: seal.NewMemory(), env: map[string]string{},
		clock: time.Date(2026, time.November, 21, 9, 0, 0, 0, time.UTC),
	}
	options := simulator.Options{Now: w.time, Books: all, AutoConsent: oauth.AutoConsent{Approve: true}}
	if change != nil {
		change(&options)
	}
	if w.sim, err = simulator.New(options); err != nil {
		t.Fatal(err)
	}
	w.server = httptest.NewServer(w.sim)
	t.Cleanup(func() { w.sim.Close(); w.server.Close() })
	w.env["LEDGERLINK_SIMULATOR"] = w.server.URL
	w.Linker = w.linker()
	return w
}

// linker is what another process would have: the same store, opened anew.
func (w *world) linker() *Linker {
	w.t.Helper()
	opened, err := store.Open(store.Options{Home: w.home, Now: w.time, Keys: w.keys})
	if err != nil {
		w.t.Fatal(err)
	}
	return &Linker{
		Store: opened, HTTP: w.server.Client(), Now: w.time,
		Env:   func(name string) string { return w.env[name] },
		Sleep: func(ctx context.Context, d time.Duration) error { w.pass(d); return ctx.Err() },
	}
}

func (w *world) time() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.clock
}

// pass lets time pass, for us and the provider alike.
func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.clock = w.clock.Add(d)
}

// browser signs a person in: it follows the simulator to the callback.
func (w *world) browser(query string) func(string) error {
	return func(address string) error {
		client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 20 * time.Second}
		response, err := client.Get(address + query)
		if err != nil {
			return err
		}
		defer response.Body.Close()
		_, err = io.Copy(io.Discard, response.Body)
		return err
	}
}

// signIn is how a test's person signs in; query steers the simulator's consent.
func (w *world) signIn(query string) SignInOptions {
	w.t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		w.t.Fatal(err)
	}
	defer listener.Close()
	return SignInOptions{
		Port: listener.Addr().(*net.TCPAddr).Port, Listen: true, Open: w.browser(query), Timeout: 30 * time.Second,
	}
}

func key(name string) model.Key { return model.Key{Model: name, Entity: model.MainEntity} }

// org steers the consent to an organisation.
func org(name string) string { return "&org=" + url.QueryEscape(name) }

func (w *world) organisations(p ledger.Provider) []ledger.Organisation {
	var list []ledger.Organisation
	for _, organisation := range w.sim.Organisations() {
		if organisation.Provider == p && !organisation.Demo {
			list = append(list, organisation)
		}
	}
	if len(list) < 2 {
		w.t.Fatalf("the simulator has %d organisations of %s", len(list), p)
	}
	return list
}

// connect links a model to the i-th organisation of a provider.
func (w *world) connect(model string, p ledger.Provider, i int) model.Connection {
	w.t.Helper()
	linked, err := w.tryConnect(model, p, i, "")
	if err != nil {
		w.t.Fatal(err)
	}
	return linked.Connection
}

func (w *world) tryConnect(model string, p ledger.Provider, i int, orgFlag string) (*Linked, error) {
	w.t.Helper()
	return w.Connect(w.t.Context(), ConnectOptions{
		Key: key(model), Provider: p, Org: orgFlag, SignInOptions: w.signIn(org(w.organisations(p)[i].ID)),
	})
}

func (w *world) storedSignIn(conn model.Connection) model.SignIn {
	w.t.Helper()
	signIn, err := w.Store.SignIn(conn.SignInID)
	if err != nil {
		w.t.Fatal(err)
	}
	return signIn
}

// asked counts the requests to the simulator whose path contains part.
func (w *world) asked(method, part string) (count int) {
	for _, request := range w.sim.Requests() {
		if request.Method == method && strings.Contains(request.Path, part) {
			count++
		}
	}
	return count
}

// tokenPath is where a provider's tokens are renewed.
func tokenPath(p ledger.Provider) string {
	if p == ledger.Xero {
		return "/xero/connect/token"
	}
	return "/quickbooks/oauth2/v1/tokens/bearer"
}

// noSecretIn fails where any text holds a secret the simulator ever handed out.
func (w *world) noSecretIn(texts ...string) {
	w.t.Helper()
	for _, issued := range w.sim.Issued() {
		for _, text := range texts {
			if len(issued.Value) > 8 && strings.Contains(text, issued.Value) {
				w.t.Errorf("a %s is in %q", issued.Kind, text)
			}
		}
	}
}

// both runs a test for each provider.
func both(t *testing.T, test func(t *testing.T, p ledger.Provider)) {
	for _, p := range []ledger.Provider{ledger.Xero, ledger.QuickBooks} {
		t.Run(string(p), func(t *testing.T) { test(t, p) })
	}
}
