package simtest

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Today returns the time at which the clock of a harness stands. October 2026 is
// the last completed month then.
func Today() time.Time { return time.Date(2026, time.November, 21, 12, 0, 0, 0, time.UTC) }

// Harness is a simulator that answers at a URL.
type Harness struct {
	*simulator.Server
	T   testing.TB
	URL string

	mu     sync.Mutex
	around func(next http.Handler) http.Handler // nil: nothing
}

// New starts a simulator that ends with the test. Where the options name no clock
// it stands at Today, and where they say nothing about consent pages a person
// agrees to all of them.
func New(t testing.TB, options simulator.Options) *Harness {
	t.Helper()
	if options.Now == nil {
		options.Now = Today
	}
	if options.AutoConsent == (oauth.AutoConsent{}) {
		options.AutoConsent.Approve = true
	}
	server, err := simulator.New(options)
	if err != nil {
		t.Fatal(err)
	}
	h := &Harness{Server: server, T: t}
	web := httptest.NewServer(h)
	h.URL = web.URL
	t.Cleanup(func() {
		h.Close()
		web.CloseClientConnections()
		web.Close()
	})
	return h
}

// ServeHTTP answers as the simulator does, through the handler of Wrap.
func (h *Harness) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	around := h.around
	h.mu.Unlock()
	var handler http.Handler = h.Server
	if around != nil {
		handler = around(handler)
	}
	handler.ServeHTTP(w, r)
}

// Wrap puts a handler around the simulator; nil takes it away.
func (h *Harness) Wrap(around func(next http.Handler) http.Handler) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.around = around
}

// Watch shows every request to a function before the simulator answers it; nil
// ends that.
func (h *Harness) Watch(before func(*http.Request)) {
	if before == nil {
		h.Wrap(nil)
		return
	}
	h.Wrap(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			before(r)
			next.ServeHTTP(w, r)
		})
	})
}

// Choose makes the person pick an organisation, by its id or name, on the consent
// pages to come.
func (h *Harness) Choose(organisation string) {
	h.SetAutoConsent(oauth.AutoConsent{Approve: true, Organisation: organisation})
}

// IDOf returns the id of an organisation, by its name.
func (h *Harness) IDOf(organisation string) string {
	h.T.Helper()
	book, ok := h.Books(organisation)
	if !ok {
		h.T.Fatalf("there is no organisation %q", organisation)
	}
	return book.Organisation().ID
}

// Secrets returns the secrets of a kind that a provider has handed out, the newest
// last.
func (h *Harness) Secrets(provider ledger.Provider, kind oauth.SecretKind) []string {
	var values []string
	for _, secret := range h.Issued() {
		if secret.Provider == provider && secret.Kind == kind {
			values = append(values, secret.Value)
		}
	}
	return values
}

// believable keeps the books of the believable companies at Today: opening them is
// what takes time.
var believable sync.Map // name -> func() (*books.Books, error)

// Companies returns the books of believable companies at Today. All tests of a
// process share them: they must not be edited.
func Companies(t testing.TB, names ...string) []*books.Books {
	t.Helper()
	all := make([]*books.Books, len(names))
	for i, name := range names {
		open, _ := believable.LoadOrStore(name, sync.OnceValues(func() (*books.Books, error) {
			return books.Believable(name, ledger.DateOf(Today()))
		}))
		var err error
		if all[i], err = open.(func() (*books.Books, error))(); err != nil {
			t.Fatal(err)
		}
	}
	return all
}
