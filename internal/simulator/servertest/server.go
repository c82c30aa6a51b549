package servertest

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

// Today returns the time at which the clock of a Server stands. October 2026 is
// the last completed month then.
func Today() time.Time { return time.Date(2026, time.November, 21, 12, 0, 0, 0, time.UTC) }

// Server is a simulator that answers at a URL.
type Server struct {
	*simulator.Server
	T   testing.TB
	URL string

	client *http.Client
	mu     sync.Mutex
	around func(next http.Handler) http.Handler // nil: nothing
}

// New starts a simulator that ends with the test. Where the options name no clock
// it stands at Today, and where they say nothing about consent pages a person
// agrees to all of them.
func New(t testing.TB, options simulator.Options) *Server {
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
	s := &Server{Server: server, T: t}
	web := httptest.NewServer(s)
	s.URL, s.client = web.URL, web.Client()
	t.Cleanup(func() {
		s.Close()
		web.CloseClientConnections()
		web.Close()
	})
	return s
}

// Client returns an HTTP client for the simulator, whose connections end with the
// test.
func (s *Server) Client() *http.Client { return s.client }

// ServeHTTP answers as the simulator does, through the handler of Wrap.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	around := s.around
	s.mu.Unlock()
	var handler http.Handler = s.Server
	if around != nil {
		handler = around(handler)
	}
	handler.ServeHTTP(w, r)
}

// Wrap puts a handler around the simulator; nil takes it away.
func (s *Server) Wrap(around func(next http.Handler) http.Handler) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.around = around
}

// Watch shows every request to a function before the simulator answers it; nil
// ends that.
func (s *Server) Watch(before func(*http.Request)) {
	if before == nil {
		s.Wrap(nil)
		return
	}
	s.Wrap(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			before(r)
			next.ServeHTTP(w, r)
		})
	})
}

// Choose makes the person pick an organisation, by its id or name, on the consent
// pages to come.
func (s *Server) Choose(organisation string) {
	s.SetAutoConsent(oauth.AutoConsent{Approve: true, Organisation: organisation})
}

// IDOf returns the id of an organisation, by its name.
func (s *Server) IDOf(organisation string) string {
	s.T.Helper()
	book, ok := s.Books(organisation)
	if !ok {
		s.T.Fatalf("there is no organisation %q", organisation)
	}
	return book.Organisation().ID
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
