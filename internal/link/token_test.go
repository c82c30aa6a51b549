package link

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

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// Hour is longer than any access token lives.
const Hour = time.Hour + time.Minute

func wantSignInNeeded(t *testing.T, err error) {
	t.Helper()
	if stuck, ok := errors.AsType[*fault.Error](err); !ok || stuck.Code != fault.SignIn {
		t.Fatalf("the error is %v, not one with exit code 3", err)
	}
}

// token asks for an access token as a client would.
func (w *world) token(conn model.Connection, refused string) (string, error) {
	return w.TokenSource(conn)(w.t.Context(), refused)
}

func TestFreshTokenIsUsedWithoutAsking(t *testing.T) {
	both(t, func(t *testing.T, p ledger.Provider) {
		w := newWorld(t, nil)
		conn := w.connect("acme", p, 0)
		w.sim.ResetLog()
		access, err := w.token(conn, "")
		if err != nil || access != w.storedSignIn(conn).Tokens.Access {
			t.Errorf("got %v", err)
		}
		if asked := len(w.sim.Requests()); asked != 0 {
			t.Errorf("the provider was asked %d times", asked)
		}
	})
}

func TestTokenExpiresEarly(t *testing.T) {
	for p, margin := range map[ledger.Provider]time.Duration{ledger.Xero: 2 * time.Minute, ledger.QuickBooks: 5 * time.Minute} {
		w := newWorld(t, nil)
		conn := w.connect("acme", p, 0)
		before := w.storedSignIn(conn).Tokens
		w.pass(before.AccessExpiresAt.Sub(w.time()) - margin - time.Second)
		if access, err := w.token(conn, ""); err != nil || access != before.Access {
			t.Errorf("%s: a token with more than %s left was replaced (%v)", p, margin, err)
		}
		w.pass(2 * time.Second)
		if access, err := w.token(conn, ""); err != nil || access == before.Access {
			t.Errorf("%s: a token with less than %s left was used (%v)", p, margin, err)
		}
	}
}

func TestNewTokensAreOnDiskBeforeTheyAreUsed(t *testing.T) {
	both(t, func(t *testing.T, p ledger.Provider) {
		w := newWorld(t, nil)
		conn := w.connect("acme", p, 0)
		w.pass(25 * time.Hour) // QuickBooks replaces refresh tokens once a day
		before := w.storedSignIn(conn).Tokens
		access, err := w.token(conn, "")
		if err != nil {
			t.Fatal(err)
		}
		other, err := w.linker().Store.SignIn(conn.SignInID)
		if err != nil {
			t.Fatal(err)
		}
		if other.Tokens.Access != access || other.Tokens.Refresh == before.Refresh || other.Attempt != nil {
			t.Errorf("on disk is another token, or the attempt is still open")
		}
	})
}

func TestRefusedTokenIsReplacedOnce(t *testing.T) {
	both(t, func(t *testing.T, p ledger.Provider) {
		w := newWorld(t, nil)
		conn := w.connect("acme", p, 0)
		w.sim.ResetLog()
		old := w.storedSignIn(conn).Tokens.Access
		newer, err := w.token(conn, old)
		if err != nil || newer == old {
			t.Fatalf("the refused token was handed out again (%v)", err)
		}
		again, err := w.token(conn, old)
		if err != nil || again != newer {
			t.Errorf("the stored token was newer already (%v)", err)
		}
		if sent := w.asked(http.MethodPost, tokenPath(p)); sent != 1 {
			t.Errorf("%d refreshes", sent)
		}
	})
}

func TestOneRefreshForThirtyTwo(t *testing.T) {
	both(t, func(t *testing.T, p ledger.Provider) {
		w := newWorld(t, nil)
		conn := w.connect("acme", p, 0)
		w.pass(25 * time.Hour)
		w.sim.ResetLog()
		var all sync.WaitGroup
		for range 32 {
			l := w.linker()
			all.Go(func() {
				if _, err := l.TokenSource(conn)(t.Context(), ""); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if sent := w.asked(http.MethodPost, tokenPath(p)); sent != 1 {
			t.Errorf("%d refreshes", sent)
		}
	})
}

func TestTransientFailureNeverCostsTheConnection(t *testing.T) {
	both(t, func(t *testing.T, p ledger.Provider) {
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
			w := newWorld(t, nil)
			conn := w.connect("acme", p, 0)
			w.pass(25 * time.Hour)
			broken.Match = tokenPath(p)
			w.sim.Inject(broken)
			name := string(broken.Kind) + " " + http.StatusText(broken.Status)
			_, err := w.token(conn, "")
			stuck, ok := errors.AsType[*fault.Error](err)
			if !ok || stuck.Code != fault.Unavailable {
				t.Errorf("%s: the error is %v", name, err)
			}
			if state := w.storedSignIn(conn).State; state != model.Connected {
				t.Errorf("%s: the state is %s", name, state)
			}
			w.sim.ClearFaults()
			if _, err := w.token(conn, ""); err != nil {
				t.Errorf("%s: the connection is lost: %v", name, err)
			}
			w.noSecretIn(err.Error())
		}
	})
}

func TestShortFailureIsRetriedInTheRun(t *testing.T) {
	both(t, func(t *testing.T, p ledger.Provider) {
		w := newWorld(t, nil)
		conn := w.connect("acme", p, 0)
		w.pass(Hour)
		w.sim.Inject(faults.Fault{Match: tokenPath(p), Kind: faults.Status, Status: 503, Count: 2})
		if _, err := w.token(conn, ""); err != nil {
			t.Error(err)
		}
	})
}

func TestOldAccessTokenServesWhileTheEndpointIsDown(t *testing.T) {
	w := newWorld(t, nil)
	conn := w.connect("acme", ledger.QuickBooks, 0)
	old := w.storedSignIn(conn).Tokens
	w.pass(old.AccessExpiresAt.Sub(w.time()) - 4*time.Minute)
	w.sim.Inject(faults.Fault{Match: tokenPath(ledger.QuickBooks), Kind: faults.Status, Status: 503})
	if access, err := w.token(conn, ""); err != nil || access != old.Access {
		t.Errorf("four good minutes were not used: %v", err)
	}
}

func TestOnlyInvalidGrantNeedsAPerson(t *testing.T) {
	both(t, func(t *testing.T, p ledger.Provider) {
		w := newWorld(t, nil)
		conn := w.connect("acme", p, 0)
		w.sim.RevokeSignIns(p)
		w.pass(Hour)
		_, err := w.token(conn, "")
		wantFault(t, err, fault.SignIn, "ledgerlink reconnect --model acme")
		signIn := w.storedSignIn(conn)
		if signIn.State != model.ReconnectNeeded || signIn.Tokens.Refresh == "" || signIn.LastProblem == "" {
			t.Errorf("the record is %s, %q", signIn.State, signIn.LastProblem)
		}
		w.noSecretIn(err.Error(), signIn.LastProblem)
		// A later run does not ask in vain.
		w.sim.ResetLog()
		_, err = w.token(conn, "")
		wantFault(t, err, fault.SignIn, "ledgerlink reconnect --model acme")
		if asked := len(w.sim.Requests()); asked != 0 {
			t.Errorf("the provider was asked %d times", asked)
		}
	})
}

func TestNewerTokensOnDiskAreUsedAfterInvalidGrant(t *testing.T) {
	for _, stale := range []bool{false, true} {
		w := newWorld(t, nil)
		conn := w.connect("acme", ledger.QuickBooks, 0)
		w.pass(25 * time.Hour)
		old := w.storedSignIn(conn)
		profile, err := profileOf(conn)
		if err != nil {
			t.Fatal(err)
		}
		app, err := w.credentialsOf(profile, old.ClientID)
		if err != nil {
			t.Fatal(err)
		}
		granted, failed := (endpoint{w.Linker, profile, app}).refresh(t.Context(), old.Tokens.Refresh)
		if failed != nil {
			t.Fatal(failed.reason)
		}
		if stale {
			granted.tokens.AccessExpiresAt = w.time()
		}
		// Somebody stores newer tokens while the old one is being refused.
		var once sync.Once
		w.HTTP = &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			once.Do(func() {
				if err := w.Store.SaveTokens(conn.SignInID, granted.tokens); err != nil {
					t.Error(err)
				}
			})
			return w.server.Client().Transport.RoundTrip(r)
		})}
		access, err := w.token(conn, "")
		if err != nil || !stale && access != granted.tokens.Access {
			t.Errorf("stale %t: the newer tokens were not used: %v", stale, err)
		}
		if state := w.storedSignIn(conn).State; state != model.Connected {
			t.Errorf("stale %t: the state is %s", stale, state)
		}
	}
}

func TestLostAnswerAtXeroIsAskedForAgainWithinTheGrace(t *testing.T) {
	w := newWorld(t, nil)
	conn := w.connect("acme", ledger.Xero, 0)
	w.pass(Hour)
	w.killed(conn)
	w.pass(20 * time.Minute)
	if _, err := w.token(conn, ""); err != nil {
		t.Fatalf("the old token was not sent again in time: %v", err)
	}
	if w.storedSignIn(conn).Attempt != nil {
		t.Error("the attempt is still open")
	}
}

func TestCutOffRefreshIsMendedEvenWhileTheAccessTokenLives(t *testing.T) {
	w := newWorld(t, nil)
	conn := w.connect("acme", ledger.Xero, 0)
	w.killed(conn) // a refresh because the token was refused, say
	w.sim.ResetLog()
	if _, err := w.token(conn, ""); err != nil {
		t.Fatal(err)
	}
	if sent := w.asked(http.MethodPost, tokenPath(ledger.Xero)); sent != 1 {
		t.Errorf("%d refreshes: the grace would run out unused", sent)
	}
}

func TestLostRotationIsToldPlainly(t *testing.T) {
	for p, says := range map[ledger.Provider]string{
		ledger.Xero:       "more than 30 minutes ago",
		ledger.QuickBooks: "the new one was lost",
	} {
		w := newWorld(t, nil)
		conn := w.connect("acme", p, 0)
		w.pass(25 * time.Hour)
		w.killed(conn)
		w.pass(2 * time.Hour)
		_, err := w.token(conn, "")
		wantFault(t, err, fault.SignIn, says, "ledgerlink reconnect --model acme")
	}
}

// killed refreshes as a process that dies before it has the answer.
func (w *world) killed(conn model.Connection) {
	w.t.Helper()
	signIn, err := w.Store.BeginRefresh(conn.SignInID)
	if err != nil {
		w.t.Fatal(err)
	}
	profile, err := profileOf(conn)
	if err != nil {
		w.t.Fatal(err)
	}
	app, err := w.credentialsOf(profile, signIn.ClientID)
	if err != nil {
		w.t.Fatal(err)
	}
	if _, failed := (endpoint{w.Linker, profile, app}).refresh(w.t.Context(), signIn.Tokens.Refresh); failed != nil {
		w.t.Fatal(failed.reason)
	}
}

func TestRefreshIsNotCutOffByCtrlC(t *testing.T) {
	both(t, func(t *testing.T, p ledger.Provider) {
		w := newWorld(t, nil)
		conn := w.connect("acme", p, 0)
		w.pass(25 * time.Hour)
		before := w.storedSignIn(conn).Tokens
		ctx, interrupt := context.WithCancel(t.Context())
		w.HTTP = &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			interrupt() // the token is on its way
			return w.server.Client().Transport.RoundTrip(r)
		})}
		_, _ = w.TokenSource(conn)(ctx, "")
		after := w.storedSignIn(conn)
		if after.Tokens.Refresh == before.Refresh || after.Attempt != nil {
			t.Error("the new tokens were thrown away")
		}
	})
}

func TestSignInKeepsToItsOwnApp(t *testing.T) {
	w := newWorld(t, nil)
	w.env["LEDGERLINK_QUICKBOOKS_CLIENT_ID"], w.env["LEDGERLINK_QUICKBOOKS_CLIENT_SECRET"] = "first", "one"
	conn := w.connect("acme", ledger.QuickBooks, 0)
	w.pass(Hour)
	w.env["LEDGERLINK_QUICKBOOKS_CLIENT_ID"], w.env["LEDGERLINK_QUICKBOOKS_CLIENT_SECRET"] = "second", "two"
	// The simulator's own secret stands in for an unknown one and is refused.
	_, err := w.token(conn, "")
	wantFault(t, err, fault.SignIn, "first")
	if state := w.storedSignIn(conn).State; state != model.Connected {
		t.Errorf("wrong keys cost the sign-in: %s", state)
	}
	w.env["LEDGERLINK_QUICKBOOKS_CLIENT_ID"], w.env["LEDGERLINK_QUICKBOOKS_CLIENT_SECRET"] = "first", "one"
	if _, err := w.token(conn, ""); err != nil {
		t.Error(err)
	}
}

func TestExpiriesComeFromTheAnswer(t *testing.T) {
	w := newWorld(t, nil)
	xero, intuit := w.storedSignIn(w.connect("x", ledger.Xero, 0)).Tokens, w.storedSignIn(w.connect("q", ledger.QuickBooks, 0)).Tokens
	now := w.time()
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
	w := newWorld(t, nil)
	conn := w.connect("acme", ledger.QuickBooks, 0)
	before := w.storedSignIn(conn).Tokens.HardExpiresAt
	w.HTTP = &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		r.Header.Del("X-Include-Refresh-Token-Hard-Expires-In")
		return w.server.Client().Transport.RoundTrip(r)
	})}
	w.pass(Hour)
	if _, err := w.token(conn, ""); err != nil {
		t.Fatal(err)
	}
	if after := w.storedSignIn(conn).Tokens.HardExpiresAt; before.IsZero() || !after.Equal(before) {
		t.Errorf("the hard expiry went from %s to %s", before, after)
	}
}

func TestTokensAreNotSentAfterARedirect(t *testing.T) {
	w := newWorld(t, nil)
	conn := w.connect("acme", ledger.Xero, 0)
	var strayed atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { strayed.Add(1) }))
	defer elsewhere.Close()
	w.sim.Inject(faults.Fault{
		Match: tokenPath(ledger.Xero), Kind: faults.Status, Status: http.StatusTemporaryRedirect, Body: "moved",
		Header: map[string]string{"Location": elsewhere.URL},
	})
	w.pass(Hour)
	_, err := w.token(conn, "")
	wantFault(t, err, fault.Unavailable)
	if strayed.Load() != 0 {
		t.Errorf("the refresh token was sent elsewhere")
	}
}

func TestCallsAreObservedWithoutSecrets(t *testing.T) {
	w := newWorld(t, nil)
	var mu sync.Mutex
	var seen []readonly.Call
	w.Observe = func(call readonly.Call) {
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, call)
	}
	conn := w.connect("acme", ledger.QuickBooks, 0)
	w.pass(Hour)
	if _, err := w.token(conn, ""); err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, call := range seen {
		text.WriteString(call.Op + " " + call.URL + " " + call.RequestID + "\n")
	}
	if !strings.Contains(text.String(), "renew the sign-in") || seen[0].RequestID == "" {
		t.Errorf("seen was\n%s", text.String())
	}
	w.noSecretIn(text.String())
}

// roundTripper is a transport made of a function.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
