package signin

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/internal/simulator/servertest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// Hour is longer than any access token lives.
const Hour = time.Hour + time.Minute

func TestFreshTokenIsUsedWithoutAsking(t *testing.T) {
	servertest.EachProvider(t, func(t *testing.T, p ledger.Provider) {
		h := newHarness(t)
		conn := h.connect("acme", p)
		h.Server.ResetLog()
		access, err := h.token(conn, "")
		if err != nil || access != h.storedSignIn(conn).Tokens.Access {
			t.Errorf("got %v", err)
		}
		if asked := len(h.Server.Requests()); asked != 0 {
			t.Errorf("the provider was asked %d times", asked)
		}
	})
}

func TestTokenExpiresEarly(t *testing.T) {
	for p, margin := range map[ledger.Provider]time.Duration{ledger.Xero: 2 * time.Minute, ledger.QuickBooks: 5 * time.Minute} {
		h := newHarness(t)
		conn := h.connect("acme", p)
		before := h.storedSignIn(conn).Tokens
		h.Advance(before.AccessExpiresAt.Sub(h.Server.Now()) - margin - time.Second)
		if access, err := h.token(conn, ""); err != nil || access != before.Access {
			t.Errorf("%s: a token with more than %s left was replaced (%v)", p, margin, err)
		}
		h.Advance(2 * time.Second)
		if access, err := h.token(conn, ""); err != nil || access == before.Access {
			t.Errorf("%s: a token with less than %s left was used (%v)", p, margin, err)
		}
	}
}

func TestNewTokensAreOnDiskBeforeTheyAreUsed(t *testing.T) {
	servertest.EachProvider(t, func(t *testing.T, p ledger.Provider) {
		h := newHarness(t)
		conn := h.connect("acme", p)
		h.Advance(25 * time.Hour) // QuickBooks replaces refresh tokens once a day
		before := h.storedSignIn(conn).Tokens
		access, err := h.token(conn, "")
		if err != nil {
			t.Fatal(err)
		}
		_, reopened := h.process()
		other, err := reopened.SignIn(conn.SignInID)
		if err != nil {
			t.Fatal(err)
		}
		if other.Tokens.Access != access || other.Tokens.Refresh == before.Refresh || other.Attempt != nil {
			t.Errorf("on disk is another token, or the attempt is still open")
		}
	})
}

func TestRefusedTokenIsReplacedOnce(t *testing.T) {
	servertest.EachProvider(t, func(t *testing.T, p ledger.Provider) {
		h := newHarness(t)
		conn := h.connect("acme", p)
		h.Server.ResetLog()
		old := h.storedSignIn(conn).Tokens.Access
		newer, err := h.token(conn, old)
		if err != nil || newer == old {
			t.Fatalf("the refused token was handed out again (%v)", err)
		}
		again, err := h.token(conn, old)
		if err != nil || again != newer {
			t.Errorf("the stored token was newer already (%v)", err)
		}
		if sent := h.Asked(http.MethodPost, servertest.TokenPath(p)); sent != 1 {
			t.Errorf("%d refreshes", sent)
		}
	})
}

func TestOneRefreshForThirtyTwo(t *testing.T) {
	servertest.EachProvider(t, func(t *testing.T, p ledger.Provider) {
		h := newHarness(t)
		conn := h.connect("acme", p)
		h.Advance(25 * time.Hour)
		h.Server.ResetLog()
		var all sync.WaitGroup
		for range 32 {
			other, _ := h.process()
			all.Go(func() {
				if _, err := other.TokenSource(conn)(t.Context(), ""); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if sent := h.Asked(http.MethodPost, servertest.TokenPath(p)); sent != 1 {
			t.Errorf("%d refreshes", sent)
		}
	})
}

func TestTransientFailureNeverCostsTheConnection(t *testing.T) {
	servertest.EachProvider(t, func(t *testing.T, p ledger.Provider) {
		for _, broken := range []faults.Fault{
			{Kind: faults.Status, Status: 500},
			{Kind: faults.Status, Status: 502},
			{Kind: faults.Status, Status: 503},
			{Kind: faults.Status, Status: 503, Body: `{"error":"invalid_grant"}`},
			{Kind: faults.Status, Status: 504},
			{Kind: faults.Status, Status: 403, Body: "<html>proxy</html>"},
			{Kind: faults.Status, Status: 302, Header: map[string]string{"Location": "http://127.0.0.1:1/portal"}},
			{Kind: faults.RateLimit},
			{Kind: faults.RateLimit, RetryAfter: "3600"},
			{Kind: faults.Reset},
			{Kind: faults.HTML},
			{Kind: faults.Empty},
			{Kind: faults.Junk, Bytes: 10 << 20},
		} {
			h := newHarness(t)
			conn := h.connect("acme", p)
			h.Advance(25 * time.Hour)
			broken.Match = servertest.TokenPath(p)
			h.Server.Inject(broken)
			name := string(broken.Kind) + " " + http.StatusText(broken.Status)
			_, err := h.token(conn, "")
			if _, ok := errors.AsType[*UnavailableError](err); !ok {
				t.Errorf("%s: the error is %v", name, err)
			}
			if state := h.storedSignIn(conn).State; state != model.Connected {
				t.Errorf("%s: the state is %s", name, state)
			}
			h.Server.ClearFaults()
			if _, err := h.token(conn, ""); err != nil {
				t.Errorf("%s: the connection is lost: %v", name, err)
			}
			h.NoSecretIn(err.Error())
		}
	})
}

func TestShortFailureIsRetriedInTheRun(t *testing.T) {
	servertest.EachProvider(t, func(t *testing.T, p ledger.Provider) {
		h := newHarness(t)
		conn := h.connect("acme", p)
		h.Advance(Hour)
		h.Server.Inject(faults.Fault{Match: servertest.TokenPath(p), Kind: faults.Status, Status: 503, Count: 2})
		if _, err := h.token(conn, ""); err != nil {
			t.Error(err)
		}
	})
}

func TestOldAccessTokenServesWhileTheEndpointIsDown(t *testing.T) {
	h := newHarness(t)
	conn := h.connect("acme", ledger.QuickBooks)
	old := h.storedSignIn(conn).Tokens
	h.Advance(old.AccessExpiresAt.Sub(h.Server.Now()) - 4*time.Minute)
	h.Server.Inject(faults.Fault{Match: servertest.TokenPath(ledger.QuickBooks), Kind: faults.Status, Status: 503})
	if access, err := h.token(conn, ""); err != nil || access != old.Access {
		t.Errorf("four good minutes were not used: %v", err)
	}
}

func TestOnlyInvalidGrantNeedsAPerson(t *testing.T) {
	servertest.EachProvider(t, func(t *testing.T, p ledger.Provider) {
		h := newHarness(t)
		conn := h.connect("acme", p)
		h.Server.RevokeSignIns(p)
		h.Advance(Hour)
		_, err := h.token(conn, "")
		wantNeeded(t, err)
		signIn := h.storedSignIn(conn)
		if signIn.State != model.ReconnectNeeded || signIn.Tokens.Refresh == "" || signIn.LastProblem == "" {
			t.Errorf("the record is %s, %q", signIn.State, signIn.LastProblem)
		}
		h.NoSecretIn(err.Error(), signIn.LastProblem)
		// A later run does not ask in vain.
		h.Server.ResetLog()
		_, err = h.token(conn, "")
		wantNeeded(t, err)
		if asked := len(h.Server.Requests()); asked != 0 {
			t.Errorf("the provider was asked %d times", asked)
		}
	})
}

func TestNewerTokensOnDiskAreUsedAfterInvalidGrant(t *testing.T) {
	for _, stale := range []bool{false, true} {
		h := newHarness(t)
		conn := h.connect("acme", ledger.QuickBooks)
		h.Advance(25 * time.Hour)
		old := h.storedSignIn(conn)
		granted, failed := h.endpointOf(old).refresh(t.Context(), old.Tokens.Refresh)
		if failed != nil {
			t.Fatal(failed.reason)
		}
		if stale {
			granted.Tokens.AccessExpiresAt = h.Server.Now()
		}
		// Somebody stores newer tokens while the old one is being refused.
		var once sync.Once
		h.HTTP = &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			once.Do(func() {
				if err := h.store.SaveTokens(conn.SignInID, granted.Tokens); err != nil {
					t.Error(err)
				}
			})
			return h.Server.Client().Transport.RoundTrip(r)
		})}
		access, err := h.token(conn, "")
		if err != nil || !stale && access != granted.Tokens.Access {
			t.Errorf("stale %t: the newer tokens were not used: %v", stale, err)
		}
		if state := h.storedSignIn(conn).State; state != model.Connected {
			t.Errorf("stale %t: the state is %s", stale, state)
		}
	}
}

func TestLostAnswerAtXeroIsAskedForAgainWithinTheGrace(t *testing.T) {
	h := newHarness(t)
	conn := h.connect("acme", ledger.Xero)
	h.Advance(Hour)
	h.killed(conn)
	h.Advance(20 * time.Minute)
	if _, err := h.token(conn, ""); err != nil {
		t.Fatalf("the old token was not sent again in time: %v", err)
	}
	if h.storedSignIn(conn).Attempt != nil {
		t.Error("the attempt is still open")
	}
}

func TestCutOffRefreshIsMendedEvenWhileTheAccessTokenLives(t *testing.T) {
	h := newHarness(t)
	conn := h.connect("acme", ledger.Xero)
	h.killed(conn) // a refresh because the token was refused, say
	h.Server.ResetLog()
	if _, err := h.token(conn, ""); err != nil {
		t.Fatal(err)
	}
	if sent := h.Asked(http.MethodPost, servertest.TokenPath(ledger.Xero)); sent != 1 {
		t.Errorf("%d refreshes: the grace would run out unused", sent)
	}
}

func TestLostRotationIsToldPlainly(t *testing.T) {
	for p, says := range map[ledger.Provider]string{
		ledger.Xero:       "more than 30 minutes ago",
		ledger.QuickBooks: "the new one was lost",
	} {
		h := newHarness(t)
		conn := h.connect("acme", p)
		h.Advance(25 * time.Hour)
		h.killed(conn)
		h.Advance(2 * time.Hour)
		_, err := h.token(conn, "")
		wantNeeded(t, err, says)
	}
}

// killed refreshes as a process that dies before it has the answer.
func (h *harness) killed(conn model.Connection) {
	h.t.Helper()
	signIn, err := h.store.BeginRefresh(conn.SignInID)
	if err != nil {
		h.t.Fatal(err)
	}
	if _, failed := h.endpointOf(signIn).refresh(h.t.Context(), signIn.Tokens.Refresh); failed != nil {
		h.t.Fatal(failed.reason)
	}
}

func TestRefreshIsNotCutOffByCtrlC(t *testing.T) {
	servertest.EachProvider(t, func(t *testing.T, p ledger.Provider) {
		h := newHarness(t)
		conn := h.connect("acme", p)
		h.Advance(25 * time.Hour)
		before := h.storedSignIn(conn).Tokens
		ctx, interrupt := context.WithCancel(t.Context())
		h.HTTP = &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			interrupt() // the token is on its way
			return h.Server.Client().Transport.RoundTrip(r)
		})}
		_, _ = h.TokenSource(conn)(ctx, "")
		after := h.storedSignIn(conn)
		if after.Tokens.Refresh == before.Refresh || after.Attempt != nil {
			t.Error("the new tokens were thrown away")
		}
	})
}

func TestSignInKeepsToItsOwnApp(t *testing.T) {
	h := newHarness(t)
	h.env["LEDGERLINK_QUICKBOOKS_CLIENT_ID"], h.env["LEDGERLINK_QUICKBOOKS_CLIENT_SECRET"] = "first", "one"
	conn := h.connect("acme", ledger.QuickBooks)
	h.Advance(Hour)
	h.env["LEDGERLINK_QUICKBOOKS_CLIENT_ID"], h.env["LEDGERLINK_QUICKBOOKS_CLIENT_SECRET"] = "second", "two"
	// The simulator's own secret stands in for an unknown one and is refused.
	_, err := h.token(conn, "")
	if refused, ok := errors.AsType[*KeysError](err); !ok || refused.ClientID != "first" {
		t.Fatalf("the error is %v, not about the keys of the first app", err)
	}
	if state := h.storedSignIn(conn).State; state != model.Connected {
		t.Errorf("wrong keys cost the sign-in: %s", state)
	}
	h.env["LEDGERLINK_QUICKBOOKS_CLIENT_ID"], h.env["LEDGERLINK_QUICKBOOKS_CLIENT_SECRET"] = "first", "one"
	if _, err := h.token(conn, ""); err != nil {
		t.Error(err)
	}
}

func TestExpiriesComeFromTheAnswer(t *testing.T) {
	h := newHarness(t)
	xero, intuit := h.storedSignIn(h.connect("x", ledger.Xero)).Tokens, h.storedSignIn(h.connect("q", ledger.QuickBooks)).Tokens
	now := h.Server.Now()
	if got := xero.AccessExpiresAt.Sub(now); got != 30*time.Minute {
		t.Errorf("Xero's access token lives %s", got)
	}
	if got := xero.RefreshExpiresAt.Sub(now); got != 60*24*time.Hour {
		t.Errorf("Xero's refresh token lives %s", got)
	}
	if got := intuit.AccessExpiresAt.Sub(now); got != time.Hour {
		t.Errorf("QuickBooks' access token lives %s", got)
	}
	if got := intuit.RefreshExpiresAt.Sub(now); got < 99*24*time.Hour || got > 102*24*time.Hour {
		t.Errorf("QuickBooks' refresh token lives %s", got)
	}
	if intuit.HardExpiresAt.Sub(now) < 4*365*24*time.Hour {
		t.Errorf("QuickBooks' hard expiry is %s", intuit.HardExpiresAt)
	}
}

func TestHardExpiryIsKeptWhereAnAnswerDoesNotSayIt(t *testing.T) {
	h := newHarness(t)
	conn := h.connect("acme", ledger.QuickBooks)
	before := h.storedSignIn(conn).Tokens.HardExpiresAt
	h.HTTP = &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		r.Header.Del("X-Include-Refresh-Token-Hard-Expires-In")
		return h.Server.Client().Transport.RoundTrip(r)
	})}
	h.Advance(Hour)
	if _, err := h.token(conn, ""); err != nil {
		t.Fatal(err)
	}
	if after := h.storedSignIn(conn).Tokens.HardExpiresAt; before.IsZero() || !after.Equal(before) {
		t.Errorf("the hard expiry went from %s to %s", before, after)
	}
}

func TestTokensAreNotSentAfterARedirect(t *testing.T) {
	h := newHarness(t)
	conn := h.connect("acme", ledger.Xero)
	var strayed atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { strayed.Add(1) }))
	defer elsewhere.Close()
	h.Server.Inject(faults.Fault{
		Match: servertest.TokenPath(ledger.Xero), Kind: faults.Status, Status: http.StatusTemporaryRedirect, Body: "moved",
		Header: map[string]string{"Location": elsewhere.URL},
	})
	h.Advance(Hour)
	_, err := h.token(conn, "")
	if _, ok := errors.AsType[*UnavailableError](err); !ok {
		t.Errorf("the error is %v", err)
	}
	if strayed.Load() != 0 {
		t.Errorf("the refresh token was sent elsewhere")
	}
}

func TestCallsAreObservedWithoutSecrets(t *testing.T) {
	h := newHarness(t)
	var mu sync.Mutex
	var seen []readonly.Call
	h.Observe = func(call readonly.Call) {
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, call)
	}
	conn := h.connect("acme", ledger.QuickBooks)
	h.Advance(Hour)
	if _, err := h.token(conn, ""); err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, call := range seen {
		text.WriteString(call.Op + " " + call.URL + " " + call.RequestID + "\n")
	}
	if !strings.Contains(text.String(), "renew the sign-in") || seen[0].RequestID == "" {
		t.Errorf("seen was\n%s", text.String())
	}
	h.NoSecretIn(text.String())
}
