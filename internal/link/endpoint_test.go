package link

import (
	"context"
	"encoding/base64"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/oauthflow"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// answering is an endpoint of a provider that answers everything the same way.
func answering(t testing.TB, p ledger.Provider, status int, body string) endpoint {
	t.Helper()
	profile, err := provider.Lookup(p, provider.Simulator, "http://127.0.0.1:1")
	if err != nil {
		t.Fatal(err)
	}
	linker := &Linker{
		Now: func() time.Time { return time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC) },
		HTTP: &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			return &http.Response{
				StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}, "Intuit_tid": {"tid-1"}},
				Body: io.NopCloser(strings.NewReader(body)), Request: r,
			}, nil
		})},
	}
	return endpoint{linker, profile, credentials{"my-app", "my-own-secret"}}
}

func TestRefusalsAreToldApart(t *testing.T) {
	for _, refusal := range []struct {
		status int
		body   string
		kind   ledger.Kind
	}{
		{400, `{"error":"invalid_grant"}`, ledger.SignInNeeded},
		{400, `{"error":"invalid_grant","error_description":"Incorrect or invalid refresh token"}`, ledger.SignInNeeded},
		{401, `{"error":"invalid_client"}`, ledger.BadCredentials},
		{400, `{"error":"invalid_client"}`, ledger.BadCredentials},
		{400, `{"error":"invalid_scope"}`, ledger.PermissionMissing},
		{400, `{"error":"unsupported_grant_type"}`, ledger.Unexpected},
		{400, `<html>`, ledger.Unavailable},
		{429, `{"error":"invalid_grant"}`, ledger.Unavailable},
		{500, `{"error":"invalid_grant"}`, ledger.Unavailable},
		{200, `{"error":"invalid_grant"}`, ledger.SignInNeeded},
		{200, `{"access_token":"a"`, ledger.Unavailable},
		{200, `{}`, ledger.Unavailable},
		{200, `{"access_token":"undefined\n","refresh_token":"r"}`, ledger.Unavailable},
		{302, ``, ledger.Unavailable},
	} {
		_, failed := answering(t, ledger.QuickBooks, refusal.status, refusal.body).refresh(t.Context(), "refresh-token")
		if failed == nil || failed.reason.Kind != refusal.kind || failed.reason.Status != refusal.status {
			t.Errorf("%d %s is %+v", refusal.status, refusal.body, failed)
		}
	}
}

func TestErrorsRepeatNoSecrets(t *testing.T) {
	const refreshToken = "RT1-39-H3-1766012345abcdefghij"
	body := `{"error":"invalid_grant","error_description":"Token \u001b[31m` + refreshToken + ` of AB11` + strings.Repeat("x9", 20) + ` with my-own-secret"}`
	_, failed := answering(t, ledger.QuickBooks, 400, body).refresh(t.Context(), refreshToken)
	text := failed.reason.Error()
	for _, secret := range []string{refreshToken, "RT1-39", "x9x9", "my-own-secret", "\x1b"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q is in %q", secret, text)
		}
	}
	if !strings.Contains(text, "tid-1") {
		t.Errorf("the request id is missing in %q", text)
	}
}

func TestTokenOfAnotherAppIsRefused(t *testing.T) {
	claims := base64.RawURLEncoding.EncodeToString([]byte(`{"client_id":"another-app","xero_userid":"u"}`))
	e := answering(t, ledger.Xero, 200, `{"access_token":"h.`+claims+`.s","refresh_token":"r","expires_in":1800}`)
	visit := &trip{Linker: e.linker, what: "cannot connect acme", profile: e.profile, app: e.app}
	err := visit.redeem(t.Context(), oauthflow.Answer{Code: "c"})
	wantFault(t, err, fault.SignIn, "another app")
}

func TestStateWarnsInTime(t *testing.T) {
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	in := func(days int) time.Time { return now.Add(time.Duration(days) * 24 * time.Hour) }
	for _, c := range []struct {
		name         string
		unused, hard time.Time
		state        model.SignInState
		want         model.SignInState
		ends         time.Time
	}{
		{"far", in(59), time.Time{}, model.Connected, model.Connected, in(59)},
		{"15 days", in(15), in(900), model.Connected, model.Connected, in(15)},
		{"14 days", in(14), in(900), model.Connected, model.Expiring, in(14)},
		{"hard end in 61", in(100), in(61), model.Connected, model.Connected, in(61)},
		{"hard end in 60", in(100), in(60), model.Connected, model.Expiring, in(60)},
		{"over", in(0), time.Time{}, model.Connected, model.ReconnectNeeded, in(0)},
		{"hard end over", in(9), in(-1), model.Connected, model.ReconnectNeeded, in(-1)},
		{"marked", in(50), time.Time{}, model.ReconnectNeeded, model.ReconnectNeeded, in(50)},
		{"unknown", time.Time{}, time.Time{}, model.Connected, model.Connected, time.Time{}},
		{"only hard known", time.Time{}, in(30), model.Connected, model.Expiring, in(30)},
	} {
		signIn := model.SignIn{State: c.state, Tokens: model.Tokens{RefreshExpiresAt: c.unused, HardExpiresAt: c.hard}}
		if state, ends := model.StateOf(signIn, now); state != c.want || !ends.Equal(c.ends) {
			t.Errorf("%s: %s, %s", c.name, state, ends)
		}
	}
}

func TestRoutes(t *testing.T) {
	xero, err := provider.Lookup(ledger.Xero, provider.Production, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name       string
		options    SignInOptions
		remembered string
		want       route // none: refused
	}{
		{"default", SignInOptions{}, "", route{"http://localhost:8217/callback/xero", 8217, "/callback/xero"}},
		{"port", SignInOptions{Port: 9000}, "", route{"http://localhost:9000/callback/xero", 9000, "/callback/xero"}},
		{"remembered", SignInOptions{}, "http://localhost:9001/callback/xero", route{"http://localhost:9001/callback/xero", 9001, "/callback/xero"}},
		{"port before memory", SignInOptions{Port: 9000}, "https://a.example/x", route{"http://localhost:9000/callback/xero", 9000, "/callback/xero"}},
		{"page", SignInOptions{RedirectURL: "https://a.example/x"}, "", route{"https://a.example/x", 8217, "/callback/xero"}},
		{"page and port", SignInOptions{RedirectURL: "https://a.example/x", Port: 9}, "", route{"https://a.example/x", 9, "/callback/xero"}},
		{"own loopback", SignInOptions{RedirectURL: "http://localhost:1234/cb"}, "", route{"http://localhost:1234/cb", 1234, "/cb"}},
		{"plain http", SignInOptions{RedirectURL: "http://a.example/x"}, "", route{}},
		{"number", SignInOptions{RedirectURL: "http://127.0.0.1:1/x"}, "", route{}},
		{"no port", SignInOptions{RedirectURL: "http://localhost/x"}, "", route{}},
		{"query", SignInOptions{RedirectURL: "https://a.example/x?y=z"}, "", route{}},
		{"user", SignInOptions{RedirectURL: "https://me@a.example/x"}, "", route{}},
		{"words", SignInOptions{RedirectURL: "my page"}, "", route{}},
	} {
		got, err := routeFor(xero, c.options, c.remembered)
		if got != c.want || (err == nil) != (c.want != route{}) {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
	}
}

// Intuit sends people with real companies to an https page only; a port is then
// what that page hands on to.
func TestRouteOfRealCompanies(t *testing.T) {
	real, err := provider.Lookup(ledger.QuickBooks, provider.Production, "")
	if err != nil {
		t.Fatal(err)
	}
	page := route{"https://a.example/x", 8217, "/callback/quickbooks"}
	onPort := route{"https://a.example/x", 9000, "/callback/quickbooks"}
	for _, c := range []struct {
		name       string
		options    SignInOptions
		remembered string
		want       route // none: refused
	}{
		{"nothing", SignInOptions{}, "", route{}},
		{"port", SignInOptions{Port: 9000}, "", route{}},
		{"localhost", SignInOptions{RedirectURL: "http://localhost:8217/callback/quickbooks"}, "", route{}},
		{"page", SignInOptions{RedirectURL: "https://a.example/x"}, "", page},
		{"remembered", SignInOptions{}, "https://a.example/x", page},
		{"remembered and port", SignInOptions{Port: 9000}, "https://a.example/x", onPort},
	} {
		got, err := routeFor(real, c.options, c.remembered)
		if got != c.want || (err == nil) != (c.want != route{}) {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
	}
	if err := CheckRedirectURL(real, ""); err == nil || !strings.Contains(err.Error(), "sandbox companies only") {
		t.Error(err)
	}
}

func TestKeysAreProvedWithoutAPerson(t *testing.T) {
	for body, want := range map[string]bool{
		`{"error":"invalid_grant","error_description":"Invalid authorization code"}`: true,
		`{"error":"invalid_client"}`: false,
	} {
		e := answering(t, ledger.QuickBooks, 400, body)
		proven, err := e.linker.ProveKeys(t.Context(), e.profile)
		if proven != want || (err == nil) != want {
			t.Errorf("%s: %t, %v", body, proven, err)
		}
	}
}

func FuzzTokenAnswer(f *testing.F) {
	f.Add(200, `{"access_token":"a","refresh_token":"r","expires_in":"3600","x_refresh_token_expires_in":8726400}`)
	f.Add(200, `{"access_token":"a","refresh_token":"r","expires_in":-1}`)
	f.Add(400, `{"error":"invalid_grant","error_description":"the-refresh-token \u001b[0m"}`)
	f.Add(200, `<html>`)
	f.Add(200, `{"access_token":{"x":1}}`)
	f.Fuzz(func(t *testing.T, status int, body string) {
		if status < 200 || status > 599 {
			return
		}
		e := answering(t, ledger.QuickBooks, status, body)
		granted, failed := e.refresh(context.Background(), "the-refresh-token")
		switch {
		case failed != nil:
			text := failed.reason.Error()
			if strings.Contains(text, "the-refresh-token") || strings.ContainsAny(text, "\x1b\n\r") {
				t.Fatalf("%s becomes %q", body, text)
			}
			if failed.reason.Kind == ledger.SignInNeeded && (status/100 == 3 || status >= 500 || !strings.Contains(strings.ToLower(body), "error")) {
				t.Fatalf("%d %s costs the sign-in", status, body)
			}
		case granted.tokens.Access == "" || granted.tokens.Refresh == "" || !granted.tokens.AccessExpiresAt.After(e.linker.now()) ||
			!granted.tokens.RefreshExpiresAt.After(e.linker.now()) || status >= 300:
			t.Fatalf("%d %s becomes %+v", status, body, granted)
		}
	})
}
