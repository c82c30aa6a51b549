package connection

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/internal/simulator/servertest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const (
	xeroRevocation   = "/xero/connect/revocation"
	intuitRevocation = "/quickbooks/v2/oauth2/tokens/revoke"
)

func (h *harness) disconnect(name string) (*DisconnectResult, error) {
	return h.Disconnect(h.t.Context(), DisconnectOptions{Key: key(name)})
}

func TestDisconnectLeavesOtherModelsOfTheSignIn(t *testing.T) {
	h := newHarness(t)
	h.connect("first", ledger.Xero, 0)
	second := h.connect("second", ledger.Xero, 1)
	plan, err := h.PlanDisconnect(key("first"))
	if err != nil || plan.SignInEnds || !plan.Separate || !slices.Equal(plan.SameSignIn, []model.Key{key("second")}) {
		t.Errorf("the plan is %+v, %v", plan, err)
	}
	if _, err := h.disconnect("first"); err != nil {
		t.Fatal(err)
	}
	if deleted, revoked := h.Asked(http.MethodDelete, "/connections/"), h.Asked(http.MethodPost, xeroRevocation); deleted != 1 || revoked != 0 {
		t.Errorf("%d connections deleted, %d sign-ins revoked", deleted, revoked)
	}
	if err := h.Check(t.Context(), second); err != nil {
		t.Errorf("the other model lost its connection: %v", err)
	}
	// The last one takes the sign-in with it.
	if plan, err = h.PlanDisconnect(key("second")); err != nil || !plan.SignInEnds {
		t.Errorf("the plan is %+v, %v", plan, err)
	}
	if _, err := h.disconnect("second"); err != nil {
		t.Fatal(err)
	}
	if revoked := h.Asked(http.MethodPost, xeroRevocation); revoked != 1 {
		t.Errorf("%d sign-ins revoked", revoked)
	}
	if _, err := h.Store.SignIn(second.SignInID); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("the sign-in is still here: %v", err)
	}
}

func TestDisconnectKeepsAnOrganisationAnotherModelReads(t *testing.T) {
	servertest.EachProvider(t, func(t *testing.T, p ledger.Provider) {
		h := newHarness(t)
		h.connect("first", p, 0)
		other, err := h.tryConnect("second", p, 0, h.organisations(p)[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		result, err := h.disconnect("first")
		if err != nil || result.AtProvider {
			t.Fatalf("%+v, %v", result, err)
		}
		if err := h.Check(t.Context(), other.Connection); err != nil {
			t.Errorf("the other model lost its connection: %v", err)
		}
	})
}

func TestDisconnectRevokesQuickBooks(t *testing.T) {
	h := newHarness(t)
	h.connect("acme", ledger.QuickBooks, 0)
	if _, err := h.disconnect("acme"); err != nil {
		t.Fatal(err)
	}
	if revoked := h.Asked(http.MethodPost, intuitRevocation); revoked != 1 {
		t.Errorf("%d sign-ins revoked", revoked)
	}
	if _, err := h.stored(key("acme")); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("the connection is still here: %v", err)
	}
}

func TestWhatIsGoneAtTheProviderIsFine(t *testing.T) {
	servertest.EachProvider(t, func(t *testing.T, p ledger.Provider) {
		h := newHarness(t)
		conn := h.connect("acme", p, 0)
		h.Server.Disconnect(conn.Organisation.ID)
		h.Server.RevokeSignIns(p)
		if _, err := h.disconnect("acme"); err != nil {
			t.Fatal(err)
		}
		if _, err := h.stored(key("acme")); !errors.Is(err, model.ErrNotFound) {
			t.Errorf("the connection is still here: %v", err)
		}
	})
}

func TestProviderThatIsDownKeepsTheConnection(t *testing.T) {
	for p, path := range map[ledger.Provider]string{ledger.Xero: "/xero/connections/", ledger.QuickBooks: intuitRevocation} {
		h := newHarness(t)
		h.connect("acme", p, 0)
		h.Server.Inject(faults.Fault{Match: path, Kind: faults.Status, Status: 503})
		h.Server.Inject(faults.Fault{Match: path + "*", Kind: faults.Status, Status: 503})
		_, err := h.disconnect("acme")
		kept := wantError[*KeptError](t, err, "cannot disconnect acme")
		if about := wantError[*Error](t, kept); about.ConnectionKey() != key("acme") {
			t.Errorf("%s: it is about %s", p, about.ConnectionKey())
		}
		if _, err := h.stored(key("acme")); err != nil {
			t.Errorf("%s: the connection is gone: %v", p, err)
		}
		result, err := h.Disconnect(t.Context(), DisconnectOptions{Key: key("acme"), LocalOnly: true})
		if err != nil || !result.LocalOnly {
			t.Errorf("%s: %+v, %v", p, result, err)
		}
	}
}

func TestDisconnectOfNothing(t *testing.T) {
	h := newHarness(t)
	_, err := h.disconnect("acme")
	wantError[*model.NotConnectedError](t, err, "not connected")
}

// bodies keeps what is posted.
type bodies struct {
	mu            sync.Mutex
	posted        map[string]string
	authorization string
}

// watchBodies keeps what the linker posts from now on.
func (h *harness) watchBodies() *bodies {
	b := &bodies{posted: map[string]string{}}
	inner := h.Server.Client().Transport
	h.SignIn.HTTP = &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
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

// roundTripper is a transport made of a function.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
