package oauthflow

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestListensOnBothLoopbackAddresses(t *testing.T) {
	hosts := []string{"127.0.0.1"}
	if hasIPv6Loopback() {
		hosts = append(hosts, "[::1]")
	}
	for _, host := range hosts {
		tr := begin(t, nil, nil)
		response, err := http.Get(fmt.Sprintf("http://%s:%d/callback/xero?code=c&state=%s", host, tr.req.Port, tr.state))
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if err := <-tr.ended; err != nil || response.StatusCode != http.StatusOK {
			t.Errorf("%s: %d, %v", host, response.StatusCode, err)
		}
	}
	http.DefaultClient.CloseIdleConnections()
}

func TestListensNowhereElse(t *testing.T) {
	tr := begin(t, nil, nil)
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range addresses {
		network, ok := address.(*net.IPNet)
		if !ok || network.IP.IsLoopback() || network.IP.IsLinkLocalUnicast() {
			continue
		}
		conn, err := net.DialTimeout("tcp", net.JoinHostPort(network.IP.String(), fmt.Sprint(tr.req.Port)), time.Second)
		if err == nil {
			conn.Close()
			t.Errorf("it listens on %s", network.IP)
		}
	}
	// Addresses of this machine may be missing; what it was asked to open is not.
	listeners, err := Listen(t.Context(), freePort(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, listener := range listeners {
		if !listener.Addr().(*net.TCPAddr).IP.IsLoopback() {
			t.Errorf("it listens on %s", listener.Addr())
		}
		listener.Close()
	}
	if err := tr.finish(); err != nil {
		t.Fatal(err)
	}
}

func TestPortInUseNamesFlagAndRedirectURI(t *testing.T) {
	for _, network := range []string{"tcp4", "tcp6"} {
		if network == "tcp6" && !hasIPv6Loopback() {
			continue
		}
		port := freePort(t)
		host := map[string]string{"tcp4": "127.0.0.1", "tcp6": "[::1]"}[network]
		taken, err := net.Listen(network, fmt.Sprintf("%s:%d", host, port))
		if err != nil {
			t.Fatal(err)
		}
		err = Run(t.Context(), Request{
			Listen: true, Port: port, CallbackPath: "/callback/xero",
			RedirectURI: fmt.Sprintf("http://localhost:%d/callback/xero", port),
			Announce:    func(Announcement) { t.Error("the sign-in began without its listener") },
		}, nil)
		taken.Close()
		busy, ok := errors.AsType[*PortError](err)
		if !ok {
			t.Fatalf("%s: the error is %v", network, err)
		}
		if busy.Port != port || busy.CallbackPath != "/callback/xero" || busy.RedirectURI != fmt.Sprintf("http://localhost:%d/callback/xero", port) {
			t.Errorf("%s: it names %+v", network, busy)
		}
	}
}

func TestStrayRequestsGetNotFound(t *testing.T) {
	tr := begin(t, nil, nil)
	for _, path := range []string{
		"/", "/favicon.ico", "/callback", "/callback/", "/callback/xero/", "/callback/xero/x",
		"//callback/xero", "/callback//xero", "/callback/%78ero", "/CALLBACK/XERO", "/callback/quickbooks",
	} {
		response, body := tr.get(path + "?code=c&state=" + tr.state)
		if response.StatusCode != http.StatusNotFound || strings.Contains(body, tr.state) {
			t.Errorf("%s: %d %s", path, response.StatusCode, body)
		}
	}
	if err := tr.finish(); err != nil {
		t.Fatal(err)
	}
}

func TestAnswerOfAnotherProviderIsRefused(t *testing.T) {
	tr := begin(t, nil, nil)
	response, _ := tr.get("/callback/quickbooks?code=c&realmId=1&state=" + tr.state)
	if response.StatusCode != http.StatusNotFound {
		t.Errorf("another provider's path is answered with %d", response.StatusCode)
	}
	if err := tr.finish(); err != nil {
		t.Fatal(err)
	}
	if answer := <-tr.answers; answer.Code != "good-code" {
		t.Errorf("the other provider's code was taken")
	}
}

func TestForeignIssuerIsRefused(t *testing.T) {
	tr := begin(t, func(r *Request) { r.Issuer = "https://identity.example" }, nil)
	response, _ := tr.get("/callback/xero?code=c&iss=https://evil.example&state=" + tr.state)
	if response.StatusCode != http.StatusBadRequest {
		t.Errorf("a foreign issuer is answered with %d", response.StatusCode)
	}
	tr.get("/callback/xero?code=good-code&iss=https://identity.example&state=" + tr.state)
	if err := <-tr.ended; err != nil {
		t.Fatal(err)
	}
}

func TestOddRequestsAreRefused(t *testing.T) {
	tr := begin(t, nil, nil)
	method := func(name string) func(*http.Request) { return func(r *http.Request) { r.Method = name } }
	host := func(name string) func(*http.Request) { return func(r *http.Request) { r.Host = name } }
	for name, odd := range map[string]struct {
		change func(*http.Request)
		status int
	}{
		"HEAD":         {method(http.MethodHead), http.StatusMethodNotAllowed},
		"POST":         {method(http.MethodPost), http.StatusMethodNotAllowed},
		"OPTIONS":      {method(http.MethodOptions), http.StatusMethodNotAllowed},
		"rebound name": {host("evil.example"), http.StatusMisdirectedRequest},
		"rebound port": {host("localhost:1"), http.StatusMisdirectedRequest},
		"no port":      {host("localhost"), http.StatusMisdirectedRequest},
		"a body": {func(r *http.Request) {
			r.Body, r.ContentLength = io.NopCloser(strings.NewReader("x")), 1
		}, http.StatusBadRequest},
		"a long query": {func(r *http.Request) { r.URL.RawQuery += "&x=" + strings.Repeat("x", 64<<10) }, http.StatusRequestHeaderFieldsTooLarge},
	} {
		response, _ := tr.get("/callback/xero?code=c&state="+tr.state, odd.change)
		if response.StatusCode != odd.status {
			t.Errorf("%s is answered with %d, not %d", name, response.StatusCode, odd.status)
		}
	}
	for _, good := range []string{"127.0.0.1", "[::1]"} {
		response, _ := tr.get("/callback/xero", host(fmt.Sprintf("%s:%d", good, tr.req.Port)))
		if response.StatusCode != http.StatusBadRequest {
			t.Errorf("the host %s is answered with %d", good, response.StatusCode)
		}
	}
	if err := tr.finish(); err != nil {
		t.Fatal(err)
	}
}

func TestCrossSiteSubresourcesAreRefused(t *testing.T) {
	tr := begin(t, nil, nil)
	for _, fetch := range []struct{ name, value string }{
		{"Sec-Fetch-Dest", "image"},
		{"Sec-Fetch-Dest", "iframe"},
		{"Sec-Fetch-Dest", "script"},
		{"Sec-Fetch-Dest", "empty"},
		{"Sec-Fetch-Mode", "no-cors"},
		{"Sec-Fetch-Mode", "cors"},
		{"Sec-Purpose", "prefetch;prerender"},
	} {
		response, body := tr.get("/callback/xero?code=c&state="+tr.state,
			header("Sec-Fetch-Site", "cross-site"), header("Origin", "https://evil.example"), header(fetch.name, fetch.value))
		if response.StatusCode != http.StatusForbidden || response.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%v: %d %v", fetch, response.StatusCode, response.Header)
		}
		if strings.Contains(body, "linked") {
			t.Errorf("%v: it learns %s", fetch, body)
		}
	}
	// The provider's own redirect is a cross-site navigation.
	response, _ := tr.get("/callback/xero?code=good-code&state="+tr.state, header("Sec-Fetch-Site", "cross-site"),
		header("Sec-Fetch-Mode", "navigate"), header("Sec-Fetch-Dest", "document"))
	if err := <-tr.ended; err != nil || response.StatusCode != http.StatusOK {
		t.Errorf("a navigation is answered with %d, %v", response.StatusCode, err)
	}
}

func TestPagesKeepTheQueryToThemselves(t *testing.T) {
	tr := begin(t, nil, nil)
	answers := map[string]*http.Response{}
	answers["stray"], _ = tr.get("/favicon.ico")
	answers["wrong state"], _ = tr.get("/callback/xero?code=c&state=wrong")
	var body string
	answers["success"], body = tr.get("/callback/xero?code=good-code&state=" + tr.state)
	if err := <-tr.ended; err != nil {
		t.Fatal(err)
	}
	for name, response := range answers {
		for header, want := range map[string]string{
			"Cache-Control":                "no-store",
			"Referrer-Policy":              "no-referrer",
			"X-Content-Type-Options":       "nosniff",
			"X-Frame-Options":              "DENY",
			"Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got := response.Header.Get(header); got != want {
				t.Errorf("%s: %s is %q", name, header, got)
			}
		}
		policy := response.Header.Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'none';") || !strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("%s: the policy is %q", name, policy)
		}
	}
	for _, outside := range []string{"http://", "https://", "src=", "href=", "url(", "@import", "<script", "style="} {
		if strings.Contains(body, outside) {
			t.Errorf("the page has %s in it", outside)
		}
	}
}

func TestStyleSheetIsTheOneThePolicyAllows(t *testing.T) {
	answer := httptest.NewRecorder()
	guardHeaders(answer.Header())
	writePage(answer, http.StatusOK, Page{Title: "x"})
	_, rest, _ := strings.Cut(answer.Body.String(), "<style>")
	sheet, _, found := strings.Cut(rest, "</style>")
	hash := sha256.Sum256([]byte(sheet))
	if !found || !strings.Contains(answer.Header().Get("Content-Security-Policy"), base64.StdEncoding.EncodeToString(hash[:])) {
		t.Errorf("the policy %q does not allow the style sheet of the page", answer.Header().Get("Content-Security-Policy"))
	}
}

func TestPagesHoldNeitherCodeNorState(t *testing.T) {
	for _, fails := range []bool{false, true} {
		tr := begin(t, nil, func(context.Context, Answer) (Page, error) {
			if fails {
				return Page{}, errors.New("cannot connect")
			}
			return Page{Title: "linked", Details: []Detail{{"Currency", "AUD"}}}, nil
		})
		_, wrong := tr.get("/callback/xero?code=very-secret-code&state=wrong")
		_, body := tr.get("/callback/xero?code=very-secret-code&state=" + tr.state)
		<-tr.ended
		if both := wrong + body; strings.Contains(both, "very-secret-code") || strings.Contains(both, tr.state) {
			t.Errorf("a page holds code or state: %s", both)
		}
	}
}

func TestHostileErrorTextIsDefused(t *testing.T) {
	tr := begin(t, nil, nil)
	_, body := tr.get("/callback/xero?state=" + tr.state +
		"&error=access_denied%1b%5b31m&error_description=%3Cscript%3Ealert(1)%3C/script%3E%1b%5d0;evil%07%0aledgerlink:+all+fine%e2%80%ae")
	err := <-tr.ended
	if strings.ContainsAny(err.Error(), "\x1b\x07\n\u202e") || strings.Contains(err.Error(), "\u202e") {
		t.Errorf("the error carries control characters: %q", err)
	}
	if strings.Contains(body, "<script") || !strings.Contains(body, "&lt;script&gt;") || strings.ContainsAny(body, "\x1b\x07") {
		t.Errorf("the page is %s", body)
	}
}

func TestNeverRedirects(t *testing.T) {
	tr := begin(t, nil, nil)
	for _, path := range []string{
		"/callback/xero?next=https://evil.example", "/?redirect_uri=https://evil.example", "//evil.example",
		"/callback/xero?error=x&error_uri=https://evil.example&state=" + tr.state,
	} {
		response, body := tr.get(path)
		if response.StatusCode/100 == 3 || response.Header.Get("Location") != "" || strings.Contains(body, "evil.example") {
			t.Errorf("%s: %d %v %s", path, response.StatusCode, response.Header, body)
		}
	}
	<-tr.ended // the last one was an answer
}

func TestSlowAndLargeRequestsAreCut(t *testing.T) {
	tr := begin(t, nil, nil)
	conn, err := net.Dial("tcp4", fmt.Sprintf("127.0.0.1:%d", tr.req.Port))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	// A header of any length is cut off at the limit.
	line := "GET /callback/xero HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("x", 2*maxHeader)
	_, _ = io.WriteString(conn, line)
	status, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil || !strings.Contains(status, "431") {
		t.Errorf("a long header is answered with %q, %v", status, err)
	}
	if err := tr.finish(); err != nil {
		t.Fatal(err)
	}
	if headerTimeout > 10*time.Second || requestTimeout > 15*time.Second {
		t.Error("slow clients may hold the listener for too long")
	}
}
