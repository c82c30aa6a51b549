package simulator

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/control"
	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/internal/simulator/host"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Server is the simulator. It is an http.Handler and safe for concurrent use.
// It starts no goroutine of its own.
type Server struct {
	clock   clock
	sleep   func(context.Context, time.Duration) error
	latency atomic.Int64
	host    host.Host
	ledgers []simulated
	faults  faults.Set

	providers http.Handler
	control   http.Handler
	done      chan struct{}
	close     sync.Once
}

// New returns a simulator. It fails where the believable companies cannot be opened.
func New(options Options) (*Server, error) {
	s := &Server{sleep: options.Sleep, done: make(chan struct{})}
	if s.clock.base = options.Now; s.clock.base == nil {
		s.clock.base = time.Now
	}
	if s.sleep == nil {
		s.sleep = sleep
	}
	opened, err := s.open(options)
	if err != nil {
		return nil, err
	}
	s.host.Now, s.host.Books, s.host.Identity = s.Now, opened, s.identity(options)
	s.host.NoLimits = options.NoLimits
	s.latency.Store(int64(options.Latency))
	s.ledgers = ledgers(&s.host, options)
	s.providers = s.host.Log.Middleware(s.Now, &faults.Handler{
		Set: &s.faults, Next: http.HandlerFunc(s.serveProvider), Sleep: s.sleep, Done: s.done, WriteError: s.writeError,
	})
	s.control = control.LoopbackOnly(s.controls())
	return s, nil
}

// open returns the books of the options, or those of the believable companies.
func (s *Server) open(options Options) ([]*books.Books, error) {
	if options.Books != nil {
		return options.Books, nil
	}
	today := options.Today
	if today.IsZero() {
		today = ledger.DateOf(s.Now())
	}
	return books.All(today)
}

// identity returns what the identity services of all ledgers share.
func (s *Server) identity(options Options) *oauth.Shared {
	shared := &oauth.Shared{
		Now: s.Now, People: options.People, Organisations: s.host.OrganisationsOf,
		RedirectURIs: options.RedirectURIs, KeepOlder: options.KeepOlderSignIns,
	}
	if len(shared.People) == 0 {
		shared.People = []oauth.Person{
			{ID: "5f0c3c7e-9c1b-4a53-8b0e-2f6d1c7a9e41", Name: "Robin Analyst", Email: "robin@example.com"},
			{ID: "b81e6a52-03d7-4c1f-9f6e-6b1d0d8c7a20", Name: "Sam Controller", Email: "sam@example.com"},
		}
	}
	shared.Apps.Closed = options.OnlyApps
	for _, app := range options.Apps {
		shared.Apps.Add(app)
	}
	shared.SetAutoConsent(options.AutoConsent)
	return shared
}

// maxBody is how large a request body may be.
const maxBody = 1 << 20

// ServeHTTP serves the ledgers, the control calls and the index page.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	_, provider := s.ledgerOf(r.URL.Path)
	switch path := r.URL.Path; {
	case provider:
		s.providers.ServeHTTP(w, r)
	case strings.HasPrefix(path, "/control/"):
		s.control.ServeHTTP(w, r)
	case path == "/" && r.Method == http.MethodGet:
		s.index(w, r)
	default:
		http.NotFound(w, r)
	}
}

// serveProvider answers as one of the providers, at the simulator's time.
func (s *Server) serveProvider(w http.ResponseWriter, r *http.Request) {
	l, ok := s.ledgerOf(r.URL.Path)
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Date", s.Now().UTC().Format(http.TimeFormat))
	if s.wait(r, l) != nil {
		return // the client is gone
	}
	http.StripPrefix(basePath(l.Provider()), l).ServeHTTP(w, r)
}

// wait is the latency of everything but the pages people look at.
func (s *Server) wait(r *http.Request, l simulated) error {
	d := time.Duration(s.latency.Load())
	if d <= 0 || l.IsPage(strings.TrimPrefix(r.URL.Path, basePath(l.Provider()))) {
		return nil
	}
	return s.sleep(r.Context(), d)
}

// writeError writes a fault's status as the provider of the path does.
func (s *Server) writeError(w http.ResponseWriter, r *http.Request, status int) bool {
	l, ok := s.ledgerOf(r.URL.Path)
	if !ok {
		return false
	}
	written := false
	http.StripPrefix(basePath(l.Provider()), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		written = l.WriteError(w, r, status)
	})).ServeHTTP(w, r)
	return written
}

// Close lets go of every request that a fault holds up.
func (s *Server) Close() { s.close.Do(func() { close(s.done) }) }
