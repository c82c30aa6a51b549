package connection

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
	"github.com/ledgerlink/ledgerlink/internal/provider/providers"
	"github.com/ledgerlink/ledgerlink/internal/signin"
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

// harness is a store and a simulator with one clock.
type harness struct {
	*Connector
	t      *testing.T
	sim    *simulator.Server
	server *httptest.Server
	env    map[string]string
	home   string
	keys   seal.Source
	store  *store.Store

	mu    sync.Mutex
	clock time.Time
}

func newHarness(t *testing.T, change func(*simulator.Options)) *harness {
	t.Helper()
	all, err := openBooks()
	if err != nil {
		t.Fatal(err)
	}
	h := &harness{
		t: t, home: t.TempDir(), keys: seal.NewMemory(), env: map[string]string{},
		clock: time.Date(2026, time.November, 21, 9, 0, 0, 0, time.UTC),
	}
	options := simulator.Options{Now: h.time, Books: all, AutoConsent: oauth.AutoConsent{Approve: true}}
	if change != nil {
		change(&options)
	}
	if h.sim, err = simulator.New(options); err != nil {
		t.Fatal(err)
	}
	h.server = httptest.NewServer(h.sim)
	t.Cleanup(func() { h.sim.Close(); h.server.Close() })
	h.store, err = store.Open(store.Options{Home: h.home, Now: h.time, Keys: h.keys})
	if err != nil {
		t.Fatal(err)
	}
	h.Connector = &Connector{Store: h.store, Simulator: h.server.URL, SignIn: &signin.Client{
		Store: h.store, Providers: providers.All(), HTTP: h.server.Client(), Now: h.time,
		Env:   func(name string) string { return h.env[name] },
		Sleep: func(ctx context.Context, d time.Duration) error { h.pass(d); return ctx.Err() },
	}}
	return h
}

func (h *harness) time() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.clock
}

// pass lets time pass, for us and the provider alike.
func (h *harness) pass(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.clock = h.clock.Add(d)
}

// browser signs a person in: it follows the simulator to the callback.
func (h *harness) browser(query string) func(string) error {
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
func (h *harness) signIn(query string) SignInOptions {
	h.t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		h.t.Fatal(err)
	}
	defer listener.Close()
	return SignInOptions{
		Port: listener.Addr().(*net.TCPAddr).Port, Listen: true, Open: h.browser(query), Timeout: 30 * time.Second,
	}
}

func key(name string) model.Key { return model.Key{Model: name, Entity: model.MainEntity} }

// org steers the consent to an organisation.
func org(name string) string { return "&org=" + url.QueryEscape(name) }

func (h *harness) organisations(p ledger.Provider) []ledger.Organisation {
	var list []ledger.Organisation
	for _, organisation := range h.sim.Organisations() {
		if organisation.Provider == p && !organisation.Demo {
			list = append(list, organisation)
		}
	}
	if len(list) < 2 {
		h.t.Fatalf("the simulator has %d organisations of %s", len(list), p)
	}
	return list
}

// connect links a model to the i-th organisation of a provider.
func (h *harness) connect(name string, p ledger.Provider, i int) model.Connection {
	h.t.Helper()
	linked, err := h.tryConnect(name, p, i, "")
	if err != nil {
		h.t.Fatal(err)
	}
	return linked.Connection
}

func (h *harness) tryConnect(name string, p ledger.Provider, i int, orgFlag string) (*ConnectResult, error) {
	h.t.Helper()
	return h.Connect(h.t.Context(), ConnectOptions{
		Key: key(name), Provider: p, Organisation: orgFlag, SignInOptions: h.signIn(org(h.organisations(p)[i].ID)),
	})
}

// stored is the connection with a key.
func (h *harness) stored(key model.Key) (model.Connection, error) {
	return model.Read(h.store, func(r model.Reader) (model.Connection, error) { return r.Connection(key) })
}

func (h *harness) storedSignIn(conn model.Connection) model.SignIn {
	h.t.Helper()
	signIn, err := h.store.SignIn(conn.SignInID)
	if err != nil {
		h.t.Fatal(err)
	}
	return signIn
}

// asked counts the requests to the simulator whose path contains part.
func (h *harness) asked(method, part string) (count int) {
	for _, request := range h.sim.Requests() {
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
func (h *harness) noSecretIn(texts ...string) {
	h.t.Helper()
	for _, issued := range h.sim.Issued() {
		for _, text := range texts {
			if len(issued.Value) > 8 && strings.Contains(text, issued.Value) {
				h.t.Errorf("a %s is in %q", issued.Kind, text)
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

// hour is longer than any access token lives.
const hour = time.Hour + time.Minute
