package link

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const (
	xeroRevocation   = "/xero/connect/revocation"
	intuitRevocation = "/quickbooks/v2/oauth2/tokens/revoke"
)

func (w *world) disconnect(model string) (*Parted, error) {
	return w.Disconnect(w.t.Context(), DisconnectOptions{Key: key(model)})
}

func TestDisconnectLeavesOtherModelsOfTheSignIn(t *testing.T) {
	w := newWorld(t, nil)
	w.connect("first", ledger.Xero, 0)
	second := w.connect("second", ledger.Xero, 1)
	plan, err := w.PlanDisconnect(key("first"))
	if err != nil || plan.SignInEnds || !strings.Contains(plan.Text(), "second") {
		t.Errorf("the plan is %+v, %v", plan, err)
	}
	if _, err := w.disconnect("first"); err != nil {
		t.Fatal(err)
	}
	if deleted, revoked := w.asked(http.MethodDelete, "/connections/"), w.asked(http.MethodPost, xeroRevocation); deleted != 1 || revoked != 0 {
		t.Errorf("%d connections deleted, %d sign-ins revoked", deleted, revoked)
	}
	if err := w.Check(t.Context(), second); err != nil {
		t.Errorf("the other model lost its connection: %v", err)
	}
	// The last one takes the sign-in with it.
	if plan, err = w.PlanDisconnect(key("second")); err != nil || !plan.SignInEnds {
		t.Errorf("the plan is %+v, %v", plan, err)
	}
	if _, err := w.disconnect("second"); err != nil {
		t.Fatal(err)
	}
	if revoked := w.asked(http.MethodPost, xeroRevocation); revoked != 1 {
		t.Errorf("%d sign-ins revoked", revoked)
	}
	if _, err := w.Store.SignIn(second.SignInID); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("the sign-in is still here: %v", err)
	}
}

func TestDisconnectKeepsAnOrganisationAnotherModelReads(t *testing.T) {
	both(t, func(t *testing.T, p ledger.Provider) {
		w := newWorld(t, nil)
		w.connect("first", p, 0)
		other, err := w.tryConnect("second", p, 0, w.organisations(p)[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		parted, err := w.disconnect("first")
		if err != nil || parted.AtProvider {
			t.Fatalf("%+v, %v", parted, err)
		}
		if err := w.Check(t.Context(), other.Connection); err != nil {
			t.Errorf("the other model lost its connection: %v", err)
		}
	})
}

func TestDisconnectRevokesQuickBooks(t *testing.T) {
	w := newWorld(t, nil)
	w.connect("acme", ledger.QuickBooks, 0)
	if _, err := w.disconnect("acme"); err != nil {
		t.Fatal(err)
	}
	if revoked := w.asked(http.MethodPost, intuitRevocation); revoked != 1 {
		t.Errorf("%d sign-ins revoked", revoked)
	}
	if _, err := model.Read(w.Store, func(r model.Reader) (model.Connection, error) { return r.Connection(key("acme")) }); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("the connection is still here: %v", err)
	}
}

func TestWhatIsGoneAtTheProviderIsFine(t *testing.T) {
	both(t, func(t *testing.T, p ledger.Provider) {
		w := newWorld(t, nil)
		conn := w.connect("acme", p, 0)
		w.sim.Disconnect(conn.Organisation.ID)
		w.sim.RevokeSignIns(p)
		if _, err := w.disconnect("acme"); err != nil {
			t.Fatal(err)
		}
		if _, err := model.Read(w.Store, func(r model.Reader) (model.Connection, error) { return r.Connection(key("acme")) }); !errors.Is(err, model.ErrNotFound) {
			t.Errorf("the connection is still here: %v", err)
		}
	})
}

func TestProviderThatIsDownKeepsTheConnection(t *testing.T) {
	for p, path := range map[ledger.Provider]string{ledger.Xero: "/xero/connections/", ledger.QuickBooks: intuitRevocation} {
		w := newWorld(t, nil)
		w.connect("acme", p, 0)
		w.sim.Inject(faults.Fault{Match: path, Kind: faults.Status, Status: 503})
		w.sim.Inject(faults.Fault{Match: path + "*", Kind: faults.Status, Status: 503})
		_, err := w.disconnect("acme")
		wantFault(t, err, fault.Unavailable, "--local-only", "--model acme")
		if _, err := model.Read(w.Store, func(r model.Reader) (model.Connection, error) { return r.Connection(key("acme")) }); err != nil {
			t.Errorf("%s: the connection is gone: %v", p, err)
		}
		parted, err := w.Disconnect(t.Context(), DisconnectOptions{Key: key("acme"), LocalOnly: true})
		if err != nil || len(parted.Notes) == 0 {
			t.Errorf("%s: %+v, %v", p, parted, err)
		}
	}
}

func TestDisconnectOfNothingHasExitCode3(t *testing.T) {
	w := newWorld(t, nil)
	_, err := w.disconnect("acme")
	wantFault(t, err, fault.SignIn, "not connected")
}

// bodies keeps what is posted.
type bodies struct {
	mu            sync.Mutex
	posted        map[string]string
	authorization string
}

// watchBodies keeps what the linker posts from now on.
func (w *world) watchBodies() *bodies {
	b := &bodies{posted: map[string]string{}}
	inner := w.server.Client().Transport
	w.HTTP = &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		if r.Method == http.MethodPost {
			content, err := io.ReadAll(r.Body)
			if err != nil {
				return nil, err
			}
			r.Body = io.NopCloser(strings.NewReader(string(content)))
			b.mu.Lock()
			b.posted[r.URL.Path], b.authorization = string(content), r.Header.Get("Authorization")
			b.mu.Unlock()
		}
		return inner.RoundTrip(r)
	})}
	return b
}

func (b *bodies) form(t *testing.T, path string) url.Values {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	form, err := url.ParseQuery(b.posted[path])
	if err != nil || len(form) == 0 {
		t.Fatalf("nothing was posted to %s (%v)", path, err)
	}
	return form
}
