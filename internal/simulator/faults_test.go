package simulator_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
)

func TestFaults(t *testing.T) {
	w := start(t, simulator.Options{})
	w.client.Transport = &http.Transport{DisableKeepAlives: true} // on a reused connection net/http repeats a GET by itself
	token, _ := w.signIn(w.intuit(), dental)
	call := func() (answer, error) {
		return w.send(http.MethodGet, "/quickbooks/v3/company/"+w.id(dental)+"/preferences", nil,
			"Authorization", "Bearer "+token.AccessToken, "Accept", "application/json")
	}
	const pattern = "GET /quickbooks/v3/company/*/preferences"
	for name, c := range map[string]struct {
		fault     faults.Fault
		processed bool
		holds     func(answer, error) bool
	}{
		"status": {faults.Fault{Kind: faults.Status, Status: 503}, false, func(a answer, err error) bool {
			return err == nil && a.StatusCode == http.StatusServiceUnavailable && strings.Contains(a.text(), "<html>")
		}},
		"504 is XML": {faults.Fault{Kind: faults.Status, Status: 504}, false, func(a answer, err error) bool {
			return err == nil && a.StatusCode == http.StatusGatewayTimeout && strings.Contains(a.text(), `code="6002"`)
		}},
		"own body": {faults.Fault{Kind: faults.Status, Status: 400, Body: "no", Header: map[string]string{"X-A": "b"}}, false, func(a answer, err error) bool { return err == nil && a.text() == "no" && a.Header.Get("X-A") == "b" }},
		"429": {faults.Fault{Kind: faults.RateLimit, RetryAfter: "66975"}, false, func(a answer, err error) bool {
			return err == nil && a.StatusCode == http.StatusTooManyRequests && a.Header.Get("Retry-After") == "66975"
		}},
		"429 bare": {faults.Fault{Kind: faults.RateLimit}, false, func(a answer, err error) bool {
			return err == nil && a.StatusCode == http.StatusTooManyRequests && len(a.Header["Retry-After"]) == 0 && len(a.body) == 0
		}},
		"reset": {faults.Fault{Kind: faults.Reset}, false, func(a answer, err error) bool { return err != nil && a.Response == nil }},
		"lost":  {faults.Fault{Kind: faults.Lost}, true, func(a answer, err error) bool { return err != nil && a.Response == nil }},
		"truncated": {faults.Fault{Kind: faults.Truncated}, true, func(a answer, err error) bool {
			return err != nil && a.StatusCode == http.StatusOK && strings.HasPrefix(a.text(), "{") && !strings.HasSuffix(a.text(), "}\n")
		}},
		"unended": {faults.Fault{Kind: faults.Unended}, true, func(a answer, err error) bool {
			return err != nil && a.StatusCode == http.StatusOK && strings.HasSuffix(a.text(), "}\n")
		}},
		"HTML": {faults.Fault{Kind: faults.HTML}, false, func(a answer, err error) bool {
			return err == nil && a.StatusCode == http.StatusOK && strings.HasPrefix(a.Header.Get("Content-Type"), "text/html")
		}},
		"wrong type": {faults.Fault{Kind: faults.WrongType}, true, func(a answer, err error) bool {
			return err == nil && strings.HasPrefix(a.Header.Get("Content-Type"), "text/plain") && strings.HasPrefix(a.text(), "{")
		}},
		"empty": {faults.Fault{Kind: faults.Empty}, false, func(a answer, err error) bool { return err == nil && a.StatusCode == http.StatusOK && len(a.body) == 0 }},
		"junk": {faults.Fault{Kind: faults.Junk, Bytes: 10 << 20}, false, func(a answer, err error) bool {
			return err == nil && a.StatusCode == http.StatusOK && len(a.body) == 10<<20
		}},
		"slow":         {faults.Fault{Kind: faults.Slow, Delay: time.Millisecond}, true, func(a answer, err error) bool { return err == nil && a.StatusCode == http.StatusOK }},
		"replace":      {faults.Fault{Kind: faults.Replace, Find: `"USD"`, With: `"XXX"`}, true, func(a answer, err error) bool { return err == nil && strings.Contains(a.text(), `"XXX"`) }},
		"rewrite":      {faults.Fault{Kind: faults.Replace, Rewrite: func([]byte) []byte { return []byte("{}") }}, true, func(a answer, err error) bool { return err == nil && a.text() == "{}" }},
		"another path": {faults.Fault{Kind: faults.Reset, Match: "/xero/"}, true, func(a answer, err error) bool { return err == nil && a.StatusCode == http.StatusOK }},
		"another verb": {faults.Fault{Kind: faults.Reset, Match: "POST /quickbooks/"}, true, func(a answer, err error) bool { return err == nil && a.StatusCode == http.StatusOK }},
		"other query":  {faults.Fault{Kind: faults.Reset, Query: "minorversion"}, true, func(a answer, err error) bool { return err == nil && a.StatusCode == http.StatusOK }},
		"skipped":      {faults.Fault{Kind: faults.Reset, Skip: 1}, true, func(a answer, err error) bool { return err == nil && a.StatusCode == http.StatusOK }},
	} {
		t.Run(name, func(t *testing.T) {
			w.ClearFaults()
			w.ResetLog()
			w.Advance(time.Second)
			if c.fault.Match == "" {
				c.fault.Match = pattern
			}
			c.fault.Count = 1
			w.Inject(c.fault)
			if a, err := call(); !c.holds(a, err) {
				t.Errorf("%v %v %.300s", err, a.Response, a.text())
			}
			if processed := w.Calls(w.id(dental)) == 1; processed != c.processed {
				t.Errorf("processed: %t", processed)
			}
			if c.fault.Skip == 0 && c.fault.Query == "" && c.fault.Match == pattern {
				if a, err := call(); err != nil || a.StatusCode != http.StatusOK {
					t.Errorf("a second time: %v %v", err, a.Response)
				}
			}
		})
	}
}

func TestTimeoutEndsWithTheClientOrTheServer(t *testing.T) {
	w := start(t, simulator.Options{})
	w.Inject(faults.Fault{Match: "/xero/connections", Kind: faults.Timeout})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, w.URL+"/xero/connections", nil)
	if err != nil {
		t.Fatal(err)
	}
	if resp, err := w.client.Do(req); err == nil {
		_ = resp.Body.Close()
		t.Errorf("an answer: %d", resp.StatusCode)
	}
	failed := make(chan error)
	go func() {
		_, err := w.send(http.MethodGet, "/xero/connections", nil)
		failed <- err
	}()
	w.Close()
	if err := <-failed; err == nil {
		t.Error("the server answered")
	}
}

func TestLostRefreshHasTakenEffect(t *testing.T) {
	w := start(t, simulator.Options{})
	token, _ := w.signIn(w.intuit(), dental)
	w.Advance(25 * time.Hour)
	w.client.Transport = &http.Transport{DisableKeepAlives: true}
	w.Inject(faults.Fault{Match: intuitToken, Kind: faults.Lost, Count: 1})
	before := len(w.Issued())
	if _, err := w.send(http.MethodPost, intuitToken, strings.NewReader("grant_type=refresh_token&refresh_token="+token.RefreshToken),
		append(basic, "Content-Type", "application/x-www-form-urlencoded")...); err == nil {
		t.Fatal("the answer arrived")
	}
	if len(w.Issued()) != before+2 {
		t.Error("nothing was issued")
	}
	if _, got := w.renew(token.RefreshToken); got.StatusCode != http.StatusBadRequest {
		t.Errorf("the old token: %d", got.StatusCode)
	}
}

func TestLatencyIsSleptBeforeAnswers(t *testing.T) {
	var slept []time.Duration
	w := start(t, simulator.Options{Latency: 150 * time.Millisecond, Sleep: func(_ context.Context, d time.Duration) error {
		slept = append(slept, d)
		return nil
	}})
	w.signIn(w.xero(), joinery) // the consent page waits for nobody, the token endpoint does
	if len(slept) != 1 || slept[0] != 150*time.Millisecond {
		t.Errorf("slept %v", slept)
	}
}
