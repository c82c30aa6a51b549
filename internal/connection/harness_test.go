package connection

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider/providers"
	"github.com/ledgerlink/ledgerlink/internal/signin"
	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/simulator/servertest"
	"github.com/ledgerlink/ledgerlink/internal/store/memstore"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// harness is a store and a simulator with one clock.
type harness struct {
	*Connector
	*servertest.Server
	t     *testing.T
	env   map[string]string
	store *memstore.Store
}

func newHarness(t *testing.T, apps ...oauth.App) *harness {
	t.Helper()
	server := servertest.New(t, simulator.Options{Books: servertest.Companies(t, books.Companies()...), Apps: apps})
	h := &harness{Server: server, t: t, env: map[string]string{}, store: memstore.New(server.Now)}
	h.Connector = &Connector{Store: h.store, Simulator: server.URL, SignIn: &signin.Client{
		Store: h.store, Providers: providers.All(), HTTP: server.Client(), Now: server.Now,
		Env:   func(name string) string { return h.env[name] },
		Sleep: func(ctx context.Context, d time.Duration) error { h.Advance(d); return ctx.Err() },
	}}
	return h
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
	for _, organisation := range h.Organisations() {
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

// hour is longer than any access token lives.
const hour = time.Hour + time.Minute
