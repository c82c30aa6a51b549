package simulator

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/apps"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/consent"
	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/internal/simulator/house"
	"github.com/ledgerlink/ledgerlink/internal/simulator/intuitid"
	"github.com/ledgerlink/ledgerlink/internal/simulator/quickbooksapi"
	"github.com/ledgerlink/ledgerlink/internal/simulator/tokens"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xeroapi"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xeroid"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Server is the simulator. It is an http.Handler and safe for concurrent use.
// It starts no goroutine of its own.
type Server struct {
	clock   clock
	sleep   func(context.Context, time.Duration) error
	latency atomic.Int64
	books   []*books.Books
	style   atomic.Pointer[quickbooksapi.Style]
	lies    atomic.Pointer[xeroapi.Lies]

	apps   apps.Register
	issued tokens.Register
	pilot  consent.Pilot
	faults faults.Set
	record record
	desk   consent.Desk
	xero   xeroid.Service
	intuit intuitid.Service

	xeroLimits   xeroLimits
	intuitLimits intuitLimits

	deniedMu sync.Mutex
	denied   map[string]bool // organisations whose reports the person may not see

	providers http.Handler
	control   http.Handler
	done      chan struct{}
	close     sync.Once
}

// New makes a simulator. It fails where the believable companies cannot be opened.
func New(options Options) (*Server, error) {
	s := &Server{sleep: options.Sleep, denied: map[string]bool{}, done: make(chan struct{})}
	if s.clock.base = options.Now; s.clock.base == nil {
		s.clock.base = time.Now
	}
	if s.sleep == nil {
		s.sleep = sleep
	}
	if err := s.openBooks(options); err != nil {
		return nil, err
	}
	s.apps.Closed = options.OnlyApps
	for _, app := range options.Apps {
		s.apps.Add(app)
	}
	s.pilot.Set(options.Consent)
	s.desk.Now = s.Now
	s.latency.Store(int64(options.Latency))
	s.style.Store(&options.QuickBooks)
	s.setLimits(options.Limits)
	s.openIdentities(options)
	s.providers = s.logged(&faults.Handler{
		Set: &s.faults, Next: http.HandlerFunc(s.serveProvider), Sleep: s.sleep, Done: s.done,
	})
	s.control = s.controls()
	return s, nil
}

func (s *Server) openBooks(options Options) error {
	if s.books = options.Books; s.books != nil {
		return nil
	}
	today := options.Today
	if today.IsZero() {
		today = ledger.DateOf(s.Now())
	}
	var err error
	s.books, err = books.All(today)
	return err
}

// people are who is signed in where the options name nobody.
var people = []consent.Person{
	{ID: "5f0c3c7e-9c1b-4a53-8b0e-2f6d1c7a9e41", Name: "Robin Analyst", Email: "robin@example.com"},
	{ID: "b81e6a52-03d7-4c1f-9f6e-6b1d0d8c7a20", Name: "Sam Controller", Email: "sam@example.com"},
}

func (s *Server) openIdentities(options Options) {
	shared := &house.House{
		Now: s.Now, Apps: &s.apps, Issued: &s.issued, Desk: &s.desk, Pilot: &s.pilot,
		People: options.People, Organisations: s.organisationsOf,
		RedirectURIs: options.RedirectURIs, KeepOlder: options.KeepOlderSignIns,
	}
	if len(shared.People) == 0 {
		shared.People = people
	}
	s.xero.House, s.intuit.House = shared, shared
	s.intuit.RevokeOnReuse = options.RevokeOnReuse
}

// largest is how large a request body may be.
const largest = 1 << 20

// ServeHTTP serves both providers, the control calls and the index page.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, largest)
	switch path := r.URL.Path; {
	case strings.HasPrefix(path, xeroBase+"/"), strings.HasPrefix(path, intuitBase+"/"):
		s.providers.ServeHTTP(w, r)
	case strings.HasPrefix(path, "/control/"):
		s.control.ServeHTTP(w, r)
	case path == "/" && r.Method == http.MethodGet:
		s.index(w, r)
	default:
		http.NotFound(w, r)
	}
}

// The paths the two providers are mounted at.
const (
	xeroBase   = "/xero"
	intuitBase = "/quickbooks"
)

// serveProvider answers as one of the providers, at the simulator's time.
func (s *Server) serveProvider(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Date", s.Now().UTC().Format(http.TimeFormat))
	if s.wait(r) != nil {
		return // the client is gone
	}
	if strings.HasPrefix(r.URL.Path, xeroBase+"/") {
		http.StripPrefix(xeroBase, http.HandlerFunc(s.serveXero)).ServeHTTP(w, r)
		return
	}
	http.StripPrefix(intuitBase, http.HandlerFunc(s.serveQuickBooks)).ServeHTTP(w, r)
}

// wait is the latency of everything but the pages people look at.
func (s *Server) wait(r *http.Request) error {
	d := time.Duration(s.latency.Load())
	if d <= 0 || strings.HasSuffix(r.URL.Path, "/authorize") || strings.HasSuffix(r.URL.Path, "/connect/oauth2") {
		return nil
	}
	return s.sleep(r.Context(), d)
}

// Close lets go of every request that a fault holds up.
func (s *Server) Close() { s.close.Do(func() { close(s.done) }) }
