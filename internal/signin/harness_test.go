package signin

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/provider/providers"
	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/servertest"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/internal/store/seal"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// harness is a store and a simulator with one clock.
type harness struct {
	*Client
	*servertest.Server
	t     *testing.T
	store *store.Store
	env   map[string]string
	home  string
	keys  seal.Source
}

func newHarness(t *testing.T) *harness {
	t.Helper()
	h := &harness{
		Server: servertest.New(t, simulator.Options{Books: servertest.Companies(t, books.Companies()...)}),
		t:      t, env: map[string]string{}, home: t.TempDir(), keys: seal.NewMemory(),
	}
	h.Client, h.store = h.process()
	return h
}

// process is what another process has: the same store, opened anew.
func (h *harness) process() (*Client, *store.Store) {
	h.t.Helper()
	opened, err := store.Open(store.Options{Home: h.home, Now: h.Server.Now, Keys: h.keys})
	if err != nil {
		h.t.Fatal(err)
	}
	return &Client{
		Store: opened, Providers: providers.All(), HTTP: h.Server.Client(), Now: h.Server.Now,
		Env:   func(name string) string { return h.env[name] },
		Sleep: func(ctx context.Context, d time.Duration) error { h.Advance(d); return ctx.Err() },
	}, opened
}

func (h *harness) profile(p ledger.Provider) provider.Profile {
	h.t.Helper()
	profile, err := h.Providers.Profile(p, provider.Simulator, h.URL)
	if err != nil {
		h.t.Fatal(err)
	}
	return profile
}

// connect signs a person in and stores a connection of the model, without asking
// the API.
func (h *harness) connect(name string, p ledger.Provider) model.Connection {
	h.t.Helper()
	profile := h.profile(p)
	app, err := h.App(profile)
	if err != nil {
		h.t.Fatal(err)
	}
	endpoint, redirect := h.Endpoint(profile, app), "http://localhost:8217"+profile.CallbackPath()
	verifier := endpoint.NewVerifier()
	params := h.consent(endpoint.AuthURL("state", redirect, verifier))
	granted, err := endpoint.Exchange(h.t.Context(), params.Get("code"), redirect, verifier)
	if err != nil {
		h.t.Fatal(err)
	}
	known, err := h.Providers.Lookup(p)
	if err != nil {
		h.t.Fatal(err)
	}
	identity, err := known.Identify(h.t.Context(), provider.Grant{
		Profile: profile, ClientID: app.ID, Params: params, AccessToken: granted.Tokens.Access,
	})
	if err != nil {
		h.t.Fatal(err)
	}
	signIn := model.SignIn{
		Provider: p, Environment: string(profile.Environment), BaseURL: profile.Base,
		ClientID: app.ID, Subject: identity.Subject, Tokens: granted.Tokens,
	}
	key := model.Key{Model: name, Entity: model.MainEntity}
	err = h.store.Link(model.Connection{
		Key: key, Provider: p, Environment: string(profile.Environment), BaseURL: profile.Base,
		Organisation: ledger.Organisation{ID: identity.Subject, Name: "Acme"},
	}, signIn)
	if err != nil {
		h.t.Fatal(err)
	}
	conn, err := model.Read(h.store, func(r model.Reader) (model.Connection, error) { return r.Connection(key) })
	if err != nil {
		h.t.Fatal(err)
	}
	return conn
}

// consent follows the simulator's consent pages up to the redirect URI and
// returns what they answer.
func (h *harness) consent(address string) url.Values {
	h.t.Helper()
	client := *h.Server.Client()
	client.CheckRedirect = func(next *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(next.URL.Host, "localhost:") {
			return http.ErrUseLastResponse
		}
		return nil
	}
	response, err := client.Get(address)
	if err != nil {
		h.t.Fatal(err)
	}
	_ = response.Body.Close()
	back, err := response.Location()
	if err != nil {
		h.t.Fatal(err)
	}
	return back.Query()
}

func (h *harness) storedSignIn(conn model.Connection) model.SignIn {
	h.t.Helper()
	signIn, err := h.store.SignIn(conn.SignInID)
	if err != nil {
		h.t.Fatal(err)
	}
	return signIn
}

// endpointOf is the endpoint that a sign-in is renewed at.
func (h *harness) endpointOf(signIn model.SignIn) Endpoint {
	h.t.Helper()
	profile, err := h.profileOf(signIn)
	if err != nil {
		h.t.Fatal(err)
	}
	app, err := h.appOf(profile, signIn.ClientID)
	if err != nil {
		h.t.Fatal(err)
	}
	return h.Endpoint(profile, app)
}

// token asks for an access token as a client of pkg would.
func (h *harness) token(conn model.Connection, refused string) (string, error) {
	return h.TokenSource(conn)(h.t.Context(), refused)
}

// wantNeeded fails unless err says that the person of acme has to sign in again,
// in each of the words.
func wantNeeded(t *testing.T, err error, words ...string) {
	t.Helper()
	needed, ok := errors.AsType[*NeededError](err)
	if !ok || needed.ConnectionKey().Model != "acme" {
		t.Fatalf("the error is %v, not that acme needs a sign-in", err)
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("it does not say %q: %v", word, err)
		}
	}
}

// roundTripper is a transport made of a function.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
