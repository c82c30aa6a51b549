package readonly_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/time/rate"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// fixture is a client against a handler, with its waits and calls recorded.
type fixture struct {
	*readonly.Client
	url   string
	waits []time.Duration
	calls []readonly.Call
}

func newFixture(t *testing.T, handler http.HandlerFunc) *fixture {
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	f := &fixture{url: server.URL}
	f.Client = &readonly.Client{
		Provider:        ledger.Xero,
		HTTP:            server.Client(),
		Token:           func(context.Context, string) (string, error) { return "token", nil },
		RequestIDHeader: "X-Id",
		Judge: func(response *http.Response, body []byte) readonly.Verdict {
			err := fmt.Errorf("status %d: %s", response.StatusCode, body)
			return readonly.Verdict{Retry: response.StatusCode >= 500, Refresh: response.StatusCode == 401, Err: err}
		},
		Sleep:   func(_ context.Context, d time.Duration) error { f.waits = append(f.waits, d); return nil },
		Observe: func(call readonly.Call) { f.calls = append(f.calls, call) },
	}
	return f
}

func (f *fixture) get(t *testing.T) (string, error) {
	t.Helper()
	var text string
	_, err := f.Get(t.Context(), "read", f.url, func(body io.Reader) error {
		content, err := io.ReadAll(body)
		text = string(content)
		return err
	})
	return text, err
}

func TestOnlyGetIsSentWithTheToken(t *testing.T) {
	f := newFixture(t, func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, r.Method, " ", r.Header.Get("Authorization"), " ", r.Header.Get("Accept"))
	})
	f.Header = http.Header{"Accept": {"application/json"}}
	if text, err := f.get(t); err != nil || text != "GET Bearer token application/json" {
		t.Fatal(text, err)
	}
}

func TestServerFaultsAreTriedAgainWithGrowingWaits(t *testing.T) {
	var n atomic.Int32
	f := newFixture(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Id", "abc")
		if n.Add(1) < 4 {
			http.Error(w, "down", http.StatusServiceUnavailable)
		}
	})
	if _, err := f.get(t); err != nil {
		t.Fatal(err)
	}
	if len(f.waits) != 3 || f.waits[2] < 2*time.Second || f.waits[2] > 6*time.Second {
		t.Fatal("waits", f.waits)
	}
	if len(f.calls) != 4 || f.calls[0].Status != 503 || f.calls[0].RequestID != "abc" || f.calls[3].Err != nil {
		t.Fatal("calls", f.calls)
	}
}

func TestTriesEnd(t *testing.T) {
	f := newFixture(t, func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "down", 500) })
	if _, err := f.get(t); err == nil || len(f.calls) != 4 {
		t.Fatal(err, len(f.calls))
	}
}

func TestARefusedTokenIsReplacedOnce(t *testing.T) {
	f := newFixture(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer new" {
			w.WriteHeader(http.StatusUnauthorized)
		}
	})
	var asked []string
	f.Token = func(_ context.Context, refused string) (string, error) {
		asked = append(asked, refused)
		if refused == "old" {
			return "new", nil
		}
		return "old", nil
	}
	if _, err := f.get(t); err != nil || len(asked) != 2 || asked[1] != "old" {
		t.Fatal(err, asked)
	}
	f.Token = func(context.Context, string) (string, error) { return "old", nil }
	f.calls = nil
	if _, err := f.get(t); err == nil || len(f.calls) != 2 {
		t.Fatal("a token refused twice must end the call", err, len(f.calls))
	}
}

func TestATruncatedBodyIsAskedForAgain(t *testing.T) {
	var n atomic.Int32
	f := newFixture(t, func(w http.ResponseWriter, _ *http.Request) {
		if n.Add(1) == 1 {
			w.Header().Set("Content-Length", "100")
		}
		fmt.Fprint(w, "whole")
	})
	if text, err := f.get(t); err != nil || text != "whole" || n.Load() != 2 {
		t.Fatal(text, err, n.Load())
	}
}

func TestABodyThatNeverParsesIsUnavailable(t *testing.T) {
	f := newFixture(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>") })
	_, err := f.Get(t.Context(), "read", f.url, func(io.Reader) error { return errors.New("not JSON") })
	fault, ok := errors.AsType[*ledger.Error](err)
	if !ok || fault.Kind != ledger.Unavailable || len(f.calls) != 4 {
		t.Fatal(err, len(f.calls))
	}
}

func TestAProofThatFailsIsNotAskedForAgain(t *testing.T) {
	f := newFixture(t, func(w http.ResponseWriter, _ *http.Request) {})
	_, err := f.Get(t.Context(), "read", f.url, func(io.Reader) error { return &ledger.MismatchError{Check: "x"} })
	if _, ok := errors.AsType[*ledger.MismatchError](err); !ok || len(f.calls) != 1 {
		t.Fatal(err, len(f.calls))
	}
}

func TestBodiesAreBounded(t *testing.T) {
	f := newFixture(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, strings.Repeat("x", 1001)) })
	f.MaxBody = 1000
	if _, err := f.get(t); err == nil || len(f.calls) != 1 {
		t.Fatal(err, len(f.calls))
	}
	f.MaxBody = 1001
	if text, err := f.get(t); err != nil || len(text) != 1001 {
		t.Fatal("a body of exactly the limit is fine", err)
	}
}

func TestCallsAreCapped(t *testing.T) {
	f := newFixture(t, func(http.ResponseWriter, *http.Request) {})
	f.MaxCalls = 2
	for want := range 3 {
		if _, err := f.get(t); (err != nil) != (want == 2) {
			t.Fatal(want, err)
		}
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	f := newFixture(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/elsewhere", http.StatusFound) })
	if _, err := f.get(t); err == nil || len(f.calls) != 1 || f.calls[0].Status != 302 {
		t.Fatal(err, f.calls)
	}
}

func TestAJudgeWithoutAnErrorIsNoSuccess(t *testing.T) {
	f := newFixture(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) })
	f.Judge = func(*http.Response, []byte) readonly.Verdict { return readonly.Verdict{} }
	if _, err := f.get(t); err == nil {
		t.Fatal("a 404 was taken for a success")
	}
}

func TestATimeoutCanBeFinal(t *testing.T) {
	f := newFixture(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	f.Timeout, f.TimeoutIsFinal = time.Millisecond, true
	if _, err := f.get(t); !errors.Is(err, context.DeadlineExceeded) || len(f.calls) != 1 {
		t.Fatal(err, len(f.calls))
	}
}

func TestInterruptingEndsTheWait(t *testing.T) {
	f := newFixture(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) })
	ctx, cancel := context.WithCancel(t.Context())
	f.Sleep = func(ctx context.Context, d time.Duration) error { cancel(); return readonly.Sleep(ctx, d) }
	if _, err := f.Get(ctx, "read", f.url, nil); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

func TestNoMoreAtOnceThanAllowed(t *testing.T) {
	var now, most atomic.Int32
	f := newFixture(t, func(http.ResponseWriter, *http.Request) {
		most.Store(max(most.Load(), now.Add(1)))
		time.Sleep(5 * time.Millisecond)
		now.Add(-1)
	})
	f.MaxConcurrent, f.Observe = 3, nil
	done := make(chan error)
	for range 12 {
		go func() { _, err := f.get(t); done <- err }()
	}
	for range 12 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	if most.Load() > 3 || most.Load() < 2 {
		t.Fatal("at once:", most.Load())
	}
}

func TestThePaceIsKept(t *testing.T) {
	f := newFixture(t, func(http.ResponseWriter, *http.Request) {})
	start := time.Unix(0, 0)
	f.Now = func() time.Time { return start }
	f.Limit = rate.NewLimiter(10, 2)
	for range 4 {
		if _, err := f.get(t); err != nil {
			t.Fatal(err)
		}
	}
	if len(f.waits) != 2 || f.waits[0] != 100*time.Millisecond || f.waits[1] != 200*time.Millisecond {
		t.Fatal(f.waits)
	}
}
