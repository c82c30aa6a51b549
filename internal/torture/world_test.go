package torture

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// side is what the proofs have to know about a provider.
type side struct {
	provider     ledger.Provider
	organisation string
	token        string        // path of the token endpoint at the simulator
	rotation     time.Duration // after this long a refresh surely gives a new refresh token
}

var sides = []side{
	{ledger.Xero, "Harbourline Joinery Pty Ltd", "/xero/connect/token", 40 * time.Minute},
	{ledger.QuickBooks, "Cedar Street Dental Supply", "/quickbooks/oauth2/v1/tokens/bearer", 25 * time.Hour},
}

func (s side) String() string { return string(s.provider) }

// eachSide runs a test for both providers.
func eachSide(t *testing.T, test func(t *testing.T, s side)) {
	for _, s := range sides {
		t.Run(s.String(), func(t *testing.T) { test(t, s) })
	}
}

// The months that are imported; the books go up to today.
var (
	today  = time.Date(2026, time.November, 21, 12, 0, 0, 0, time.UTC)
	months = []string{"--from", "2026-08", "--to", "2026-10"}
)

// shared are the companies: opening their books is what takes time.
var shared = sync.OnceValues(func() ([]*books.Books, error) {
	var all []*books.Books
	for _, name := range []string{sides[0].organisation, sides[1].organisation, "Demo Company (NZ)"} {
		book, err := books.Believable(name, ledger.DateOf(today))
		if err != nil {
			return nil, err
		}
		all = append(all, book)
	}
	return all, nil
})

// world is a simulator on a socket, where a person always agrees.
type world struct {
	*simulator.Server
	t    testing.TB
	base string

	mu     sync.Mutex
	around func(next http.Handler) http.Handler // nil: nothing
}

// newWorld starts a simulator; now is its clock before it is moved.
func newWorld(t testing.TB, now func() time.Time) *world {
	t.Helper()
	companies, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t}
	w.Server, err = simulator.New(simulator.Options{
		Now:         now,
		Books:       companies,
		AutoConsent: oauth.AutoConsent{Approve: true},
		// The proofs are about tokens: nothing here is to wait for a calls' limit.
		NoLimits: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(w.serve))
	w.base = server.URL
	t.Cleanup(func() {
		w.Close()
		server.CloseClientConnections()
		server.Close()
	})
	return w
}

// fixed is a clock that only moves when it is moved.
func fixed() time.Time { return today }

func (w *world) serve(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	around := w.around
	w.mu.Unlock()
	var handler http.Handler = w.Server
	if around != nil {
		handler = around(handler)
	}
	handler.ServeHTTP(rw, r)
}

// put places a handler around the simulator; nil takes it away.
func (w *world) put(around func(next http.Handler) http.Handler) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.around = around
}

// pick makes the person pick an organisation at the next consent pages.
func (w *world) pick(organisation string) {
	w.SetAutoConsent(oauth.AutoConsent{Approve: true, Organisation: organisation})
}

// refreshed counts the refreshes that were answered with tokens.
func (w *world) refreshed(s side) int {
	return len(w.issued(s, oauth.AccessToken)) - len(w.issued(s, oauth.Code))
}

// refreshTokens are the refresh tokens handed out so far, the newest last.
func (w *world) refreshTokens(s side) []string { return w.issued(s, oauth.RefreshToken) }

func (w *world) issued(s side, kind oauth.SecretKind) []string {
	var values []string
	for _, issued := range w.Issued() {
		if issued.Provider == s.provider && issued.Kind == kind {
			values = append(values, issued.Value)
		}
	}
	return values
}

// desk is where one user works: a store and a folder for files.
type desk struct {
	*world
	home, folder string
	env          map[string]string
	client       *http.Client  // nil: the tool's own
	dawdle       time.Duration // how long a person takes at the provider's page
}

func (w *world) newDesk() *desk {
	folder := w.t.TempDir()
	d := &desk{world: w, home: filepath.Join(folder, "home"), folder: folder}
	d.env = map[string]string{"LEDGERLINK_HOME": d.home, "LEDGERLINK_SIMULATOR": w.base, "NO_COLOR": "1"}
	return d
}

// sleep waits on the simulator's clock, which is the tool's.
func (d *desk) sleep(ctx context.Context, wait time.Duration) error {
	d.Advance(wait)
	return ctx.Err()
}

func (d *desk) file(name string) string { return filepath.Join(d.folder, name) }

// outcome is how a command ended.
type outcome struct {
	code     int
	out, err string
}

// want fails the test unless the command ended with one of the codes.
func (o outcome) want(t testing.TB, codes ...int) {
	t.Helper()
	for _, code := range codes {
		if o.code == code {
			return
		}
	}
	t.Fatalf("exit code %d instead of %v\n%s%s", o.code, codes, o.out, o.err)
}

// says fails the test unless the messages hold all the texts.
func (o outcome) says(t testing.TB, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(o.err+o.out, text) {
			t.Errorf("it does not say %q:\n%s%s", text, o.out, o.err)
		}
	}
}
