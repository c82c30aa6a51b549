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
	"testing/synctest"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// fixture is a client of a handler, with its waits and calls recorded. Tests
// change what they are about before the first get.
type fixture struct {
	readonly.Config
	readonly.API
	client *readonly.Client
	waits  []time.Duration
	calls  []readonly.Call
}

func newFixture(t *testing.T, handler http.HandlerFunc) *fixture {
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	f := &fixture{}
	f.Config = readonly.Config{
		BaseURL: server.URL,
		HTTP:    server.Client(),
		Token:   func(context.Context, string) (string, error) { return "token", nil },
		Sleep:   func(_ context.Context, d time.Duration) error { f.waits = append(f.waits, d); return nil },
		Observe: func(call readonly.Call) { f.calls = append(f.calls, call) },
	}
	f.API = readonly.API{
		Provider:        ledger.Xero,
		RequestIDHeader: "X-Id",
		Classify: func(response *http.Response, body []byte) readonly.Retry {
			err := fmt.Errorf("status %d: %s", response.StatusCode, body)
			return readonly.Retry{Again: response.StatusCode >= 500, Refresh: response.StatusCode == 401, Err: err}
		},
	}
	return f
}

// start returns the client, made on the first call.
func (f *fixture) start(t *testing.T) *readonly.Client {
	t.Helper()
	if f.client == nil {
		client, err := readonly.New(f.Config, f.API)
		if err != nil {
			t.Fatal(err)
		}
		f.client = client
	}
	return f.client
}

func (f *fixture) get(t *testing.T) (string, error) {
	t.Helper()
	var text string
	_, err := f.start(t).Get(t.Context(), "read", "", nil, func(body io.Reader) error {
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
	f.client, f.calls = nil, nil
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
	_, err := f.start(t).Get(t.Context(), "read", "", nil, func(io.Reader) error { return errors.New("not JSON") })
	fault, ok := errors.AsType[*ledger.Error](err)
	if !ok || fault.Kind != ledger.Unavailable || len(f.calls) != 4 {
		t.Fatal(err, len(f.calls))
	}
}

func TestAProofThatFailsIsNotAskedForAgain(t *testing.T) {
	f := newFixture(t, func(w http.ResponseWriter, _ *http.Request) {})
	_, err := f.start(t).Get(t.Context(), "read", "", nil, func(io.Reader) error { return &ledger.MismatchError{Check: "x"} })
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
	f.client, f.MaxBody = nil, 1001
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

func TestARefusalWithoutAnErrorIsNoSuccess(t *testing.T) {
	f := newFixture(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) })
	f.Classify = func(*http.Response, []byte) readonly.Retry { return readonly.Retry{} }
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
	f.Sleep = func(ctx context.Context, _ time.Duration) error { cancel(); return ctx.Err() }
	if _, err := f.start(t).Get(ctx, "read", "", nil, nil); !errors.Is(err, context.Canceled) {
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
	f.start(t)
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

func TestTheRateIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var begun []time.Time
		client, err := readonly.New(readonly.Config{
			BaseURL: "https://api.test",
			Token:   func(context.Context, string) (string, error) { return "token", nil },
			HTTP: &http.Client{Transport: transport(func(*http.Request) (*http.Response, error) {
				begun = append(begun, time.Now())
				return httptest.NewRecorder().Result(), nil
			})},
		}, readonly.API{Rate: readonly.Rate{Requests: 3, Per: time.Second}})
		if err != nil {
			t.Fatal(err)
		}
		started := time.Now()
		for range 8 {
			if _, err := client.Get(t.Context(), "read", "", nil, func(io.Reader) error { return nil }); err != nil {
				t.Fatal(err)
			}
		}
		for i, at := range begun {
			if want := time.Duration(i/3) * time.Second; at.Sub(started) != want {
				t.Errorf("request %d began after %s, want %s", i, at.Sub(started), want)
			}
		}
	})
}

func TestWithoutSleepTimePasses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, err := readonly.New(readonly.Config{
			BaseURL: "https://api.test",
			Token:   func(context.Context, string) (string, error) { return "token", nil },
			HTTP: &http.Client{Transport: transport(func(*http.Request) (*http.Response, error) {
				return nil, errors.New("connection refused")
			})},
		}, readonly.API{Provider: ledger.Xero})
		if err != nil {
			t.Fatal(err)
		}
		started := time.Now()
		_, err = client.Get(t.Context(), "read the chart", "", nil, nil)
		if took := time.Since(started); !errors.Is(err, ledger.ErrUnavailable) || took < 4*time.Second || took > 10*time.Second {
			t.Errorf("gave up after %s with %v", took, err)
		}
		if want := "cannot read the chart from Xero: no answer: connection refused"; err.Error() != want {
			t.Errorf("got %q, want %q", err, want)
		}
	})
}

type transport func(*http.Request) (*http.Response, error)

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) { return t(r) }
