package oauthflow

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/ledgerlink/ledgerlink/internal/terminal"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// freePort is a port nobody listens on.
func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// trip is a sign-in that runs beside a test.
type trip struct {
	t       *testing.T
	req     Request
	state   string
	ended   chan error
	answers chan Answer
}

// begin starts a sign-in and waits until it is announced.
func begin(t *testing.T, change func(*Request), finish Finish) *trip {
	t.Helper()
	port := freePort(t)
	tr := &trip{t: t, ended: make(chan error, 1), answers: make(chan Answer, 1)}
	announced := make(chan struct{})
	tr.req = Request{
		Provider:     "Xero",
		AuthURL:      func(state string) string { tr.state = state; return "https://login.example/?state=" + state },
		RedirectURI:  fmt.Sprintf("http://localhost:%d/callback/xero", port),
		Listen:       true,
		Port:         port,
		CallbackPath: "/callback/xero",
		Announce:     func(Announcement) { close(announced) },
		Timeout:      20 * time.Second,
	}
	if change != nil {
		change(&tr.req)
	}
	if finish == nil {
		finish = func(_ context.Context, answer Answer) (Page, error) {
			tr.answers <- answer
			return Page{Title: "acme is linked to Blue Gum Coffee"}, nil
		}
	}
	go func() { tr.ended <- Run(t.Context(), tr.req, finish) }()
	select {
	case <-announced:
	case err := <-tr.ended:
		t.Fatalf("the sign-in ended before it was announced: %v", err)
	}
	return tr
}

// get asks the listener as a browser would.
func (tr *trip) get(path string, change ...func(*http.Request)) (*http.Response, string) {
	tr.t.Helper()
	request, err := http.NewRequestWithContext(tr.t.Context(), http.MethodGet, fmt.Sprintf("http://127.0.0.1:%d%s", tr.req.Port, path), nil)
	if err != nil {
		tr.t.Fatal(err)
	}
	request.Host = fmt.Sprintf("localhost:%d", tr.req.Port)
	for _, each := range change {
		each(request)
	}
	client := &http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	response, err := client.Do(request)
	if err != nil {
		tr.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		tr.t.Fatal(err)
	}
	return response, string(body)
}

// finish answers properly and waits for the end.
func (tr *trip) finish() error {
	tr.t.Helper()
	tr.get("/callback/xero?code=good-code&state=" + tr.state)
	return <-tr.ended
}

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

func TestAnswerIsHandedOnAndItsPageShown(t *testing.T) {
	tr := begin(t, nil, nil)
	response, body := tr.get("/callback/xero?code=good-code&realmId=42&state=" + tr.state)
	if err := <-tr.ended; err != nil {
		t.Fatal(err)
	}
	answer := <-tr.answers
	if answer.Code != "good-code" || answer.Params.Get("realmId") != "42" {
		t.Errorf("the answer is %+v", answer)
	}
	if answer.Params.Has("code") || answer.Params.Has("state") {
		t.Errorf("code or state is among the parameters: %v", answer.Params)
	}
	if response.StatusCode != http.StatusOK || !strings.Contains(body, "acme is linked to Blue Gum Coffee") {
		t.Errorf("the page is %d %s", response.StatusCode, body)
	}
}

func TestPageWaitsForTheOutcome(t *testing.T) {
	release := make(chan struct{})
	tr := begin(t, nil, func(context.Context, Answer) (Page, error) {
		<-release
		return Page{Title: "linked after all"}, nil
	})
	pages := make(chan string)
	go func() {
		_, body := tr.get("/callback/xero?code=good-code&state=" + tr.state)
		pages <- body
	}()
	select {
	case body := <-pages:
		t.Fatalf("a page came before the outcome: %s", body)
	case <-time.After(50 * time.Millisecond):
	}
	close(release)
	if body := <-pages; !strings.Contains(body, "linked after all") {
		t.Errorf("the page is %s", body)
	}
	if err := <-tr.ended; err != nil {
		t.Fatal(err)
	}
}

func TestFailureIsToldInThePageAndReturned(t *testing.T) {
	broken := errors.New("cannot connect acme: <b>no</b> organisation")
	tr := begin(t, nil, func(context.Context, Answer) (Page, error) { return Page{}, broken })
	_, body := tr.get("/callback/xero?code=good-code&state=" + tr.state)
	if err := <-tr.ended; !errors.Is(err, broken) {
		t.Errorf("the error is %v", err)
	}
	if !strings.Contains(body, "cannot connect acme: &lt;b&gt;no&lt;/b&gt; organisation") {
		t.Errorf("the page is %s", body)
	}
}

func TestForgedAnswerDoesNotEndTheWait(t *testing.T) {
	tr := begin(t, nil, nil)
	for _, forged := range []string{
		"?error=access_denied",
		"?error=access_denied&state=wrong",
		"?code=evil&state=wrong",
		"?code=evil",
		"?code=evil&state=" + tr.state + "x",
		"?code=evil&state=" + tr.state[1:],
		"?code=evil&state=" + tr.state + "&state=wrong",
		"",
	} {
		if response, _ := tr.get("/callback/xero" + forged); response.StatusCode != http.StatusBadRequest {
			t.Errorf("%q is answered with %d", forged, response.StatusCode)
		}
	}
	if err := tr.finish(); err != nil {
		t.Fatal(err)
	}
	if answer := <-tr.answers; answer.Code != "good-code" {
		t.Errorf("the code is %q", answer.Code)
	}
}

func TestSecondAnswerIsToldPlainly(t *testing.T) {
	begun, release := make(chan struct{}), make(chan struct{})
	tr := begin(t, nil, func(context.Context, Answer) (Page, error) {
		close(begun)
		<-release
		return Page{}, nil
	})
	delivered := make(chan struct{})
	go func() {
		defer close(delivered)
		tr.get("/callback/xero?code=good-code&state=" + tr.state)
	}()
	<-begun
	response, body := tr.get("/callback/xero?code=other&state=" + tr.state)
	close(release)
	if response.StatusCode != http.StatusConflict || !strings.Contains(body, "Already answered") {
		t.Errorf("the second answer got %d %s", response.StatusCode, body)
	}
	<-delivered
	if err := <-tr.ended; err != nil {
		t.Fatal(err)
	}
}

func TestRefusalOfTheProviderEndsTheWait(t *testing.T) {
	tr := begin(t, nil, nil)
	_, body := tr.get("/callback/xero?error=access_denied&error_description=The+user+cancelled&state=" + tr.state)
	err := <-tr.ended
	refused, ok := errors.AsType[*RefusedError](err)
	if !ok || refused.Code != "access_denied" || refused.Description != "The user cancelled" {
		t.Errorf("the error is %v", err)
	}
	if !strings.Contains(body, "You did not give permission") {
		t.Errorf("the page is %s", body)
	}
}

func TestListenerIsClosedAfterTheAnswer(t *testing.T) {
	tr := begin(t, nil, nil)
	if err := tr.finish(); err != nil {
		t.Fatal(err)
	}
	for _, host := range []string{"127.0.0.1", "::1"} {
		conn, err := net.Dial("tcp", net.JoinHostPort(host, strconv.Itoa(tr.req.Port)))
		if err == nil {
			conn.Close()
			t.Errorf("%s is still open", host)
		}
	}
}

func TestIdleConnectionsDoNotKeepTheListener(t *testing.T) {
	tr := begin(t, nil, nil)
	conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", tr.req.Port))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	begun := time.Now()
	if err := tr.finish(); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begun); took > 3*time.Second {
		t.Errorf("a connection opened in advance held the sign-in for %s", took)
	}
}

func TestBrowserIsOpenedAfterTheListenerIsReady(t *testing.T) {
	opened := make(chan error, 1)
	tr := begin(t, func(r *Request) {
		port := r.Port
		r.Open = func(address string) error {
			conn, err := net.Dial("tcp4", fmt.Sprintf("127.0.0.1:%d", port))
			if err == nil {
				conn.Close()
			}
			opened <- err
			return errors.New("no browser here")
		}
	}, nil)
	if err := <-opened; err != nil {
		t.Errorf("the browser was opened too early: %v", err)
	}
	if err := tr.finish(); err != nil {
		t.Errorf("a browser that does not open failed the sign-in: %v", err)
	}
}

func TestBlockingBrowserDoesNotHoldTheSignIn(t *testing.T) {
	release := make(chan struct{})
	tr := begin(t, func(r *Request) { r.Open = func(string) error { <-release; return nil } }, nil)
	if err := tr.finish(); err != nil {
		t.Error(err)
	}
	close(release)
}

func TestCtrlCEndsTheWait(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	defer writer.Close()
	err := Run(ctx, Request{
		AuthURL:  func(string) string { return "" },
		Paste:    terminal.NewLines(reader),
		Announce: func(Announcement) { cancel() },
	}, nil)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
}

func TestNobodyAnswersWithinTenMinutes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reader, writer := io.Pipe()
		defer writer.Close()
		begun := time.Now()
		err := Run(t.Context(), Request{
			Provider:    "Xero",
			RedirectURI: "http://localhost:8217/callback/xero",
			AuthURL:     func(string) string { return "" },
			Paste:       terminal.NewLines(reader),
		}, nil)
		late, ok := errors.AsType[*TimeoutError](err)
		if !ok {
			t.Fatalf("the error is %v", err)
		}
		if took := time.Since(begun); took != 10*time.Minute {
			t.Errorf("it took %s", took)
		}
		if !strings.Contains(late.Error(), "10 minutes") || late.RedirectURI != "http://localhost:8217/callback/xero" {
			t.Errorf("it says %s and names %s", late, late.RedirectURI)
		}
	})
}

func TestTimeoutDoesNotCutTheFinish(t *testing.T) {
	tr := begin(t, func(r *Request) { r.Timeout = 5 * time.Second }, func(ctx context.Context, _ Answer) (Page, error) {
		if _, limited := ctx.Deadline(); limited {
			return Page{}, errors.New("finishing has the limit of waiting")
		}
		return Page{}, nil
	})
	if err := tr.finish(); err != nil {
		t.Error(err)
	}
}

func TestStateIsFreshAndLong(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		state := newState()
		if len(state) < 43 || seen[state] || url.QueryEscape(state) != state {
			t.Fatalf("%q is no state", state)
		}
		seen[state] = true
	}
}
