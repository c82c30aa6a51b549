package simulator_test

import (
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/recordings"
	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/simulator/quickbooks"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const intuitToken = "/quickbooks/oauth2/v1/tokens/bearer"

// intuitAnswer is a token answer; the pointer tells absent from zero.
type intuitAnswer struct {
	Access  string `json:"access_token"`
	Refresh string `json:"refresh_token"`
	Type    string `json:"token_type"`
	Expires int    `json:"expires_in"`
	Rolling int    `json:"x_refresh_token_expires_in"`
	Hard    *int   `json:"x_refresh_token_hard_expires_in"`
}

var basic = []string{"Authorization", "Basic ZGVzazpzM2NyZXQ="} // desk:s3cret

func (w *harness) renew(refresh string, headers ...string) (intuitAnswer, answer) {
	w.t.Helper()
	a := w.refresh(intuitToken, refresh, append(basic, headers...)...)
	var out intuitAnswer
	a.json(w.t, &out)
	return out, a
}

func (w *harness) company(name, path, token string) answer {
	return w.get("/quickbooks/v3/company/"+w.id(name)+"/"+path, "Authorization", "Bearer "+token, "Accept", "application/json")
}

func TestQuickBooksSignIn(t *testing.T) {
	w := start(t, simulator.Options{})
	token, params := w.signIn(w.intuit(), garden)
	if params.Get("realmId") != w.id(garden) || params.Get("state") != "st4te" {
		t.Errorf("callback %v", params)
	}
	if token.ExpiresIn != 3600 || token.TokenType != "bearer" || token.Extra("scope") != nil ||
		token.Extra("x_refresh_token_expires_in") != float64(8640000) || token.Extra("x_refresh_token_hard_expires_in") != nil {
		t.Errorf("token answer: %d %s", token.ExpiresIn, token.TokenType)
	}
	if !strings.HasPrefix(token.RefreshToken, "RT1-39-H3-") || !strings.HasPrefix(token.AccessToken, "eyJhbGciOiJkaXIi") {
		t.Error("the tokens do not look like Intuit's")
	}
	got := w.company(garden, "companyinfo/"+w.id(garden), token.AccessToken)
	if got.StatusCode != http.StatusOK || got.Header.Get("intuit_tid") == "" || w.Calls(w.id(garden)) != 1 {
		t.Errorf("%d %v", got.StatusCode, got.Header)
	}
	identity := w.intuit()
	identity.Scopes = []string{"openid"}
	if _, params := w.signIn(identity, garden); params.Has("realmId") {
		t.Error("a realm without a scope for its data")
	}
}

func TestQuickBooksAuthorizeRefusals(t *testing.T) {
	w := start(t, simulator.Options{OnlyApps: true, Apps: []oauth.App{
		{Provider: ledger.QuickBooks, ID: "desk", Secret: "s3cret"},
		{Provider: ledger.QuickBooks, ID: "live", Secret: "s3cret", Production: true, RedirectURIs: []string{
			intuitCallback, "https://127.0.0.1/cb", "https://ledger.example/cb",
		}},
	}})
	for name, c := range map[string]struct {
		change map[string]string
		want   string // of the callback; empty: an error page
	}{
		"unknown client":        {map[string]string{"client_id": "nobody"}, ""},
		"wrong redirect URI":    {map[string]string{"redirect_uri": "http://localhost:8217/callback"}, ""},
		"no state":              {map[string]string{"state": ""}, ""},
		"localhost, production": {map[string]string{"client_id": "live"}, ""},
		"an address, https":     {map[string]string{"client_id": "live", "redirect_uri": "https://127.0.0.1/cb"}, ""},
		"a page, https":         {map[string]string{"client_id": "live", "redirect_uri": "https://ledger.example/cb"}, "code"},
		"wrong scope":           {map[string]string{"scope": "com.intuit.quickbooks.accounting.read"}, "invalid_scope"},
		"cancelled":             {map[string]string{"simulate": "deny"}, "access_denied"},
	} {
		t.Run(name, func(t *testing.T) {
			query := url.Values{
				"client_id": {"desk"}, "redirect_uri": {intuitCallback}, "state": {"st4te"}, "response_type": {"code"},
				"scope": {"com.intuit.quickbooks.accounting"},
			}
			for key, value := range c.change {
				query.Set(key, value)
			}
			got := w.get("/quickbooks/connect/oauth2?" + query.Encode())
			if c.want == "" {
				if got.StatusCode != http.StatusBadRequest || got.Header.Get("Location") != "" || !strings.Contains(got.text(), "connect</h1>") {
					t.Errorf("%d %s", got.StatusCode, got.text())
				}
				return
			}
			params := got.callback(t)
			if params.Get("state") != "st4te" || params.Get("error") != c.want && !params.Has(c.want) {
				t.Errorf("callback %v", params)
			}
		})
	}
}

func TestQuickBooksTokenErrors(t *testing.T) {
	w := start(t, simulator.Options{Apps: []oauth.App{{Provider: ledger.QuickBooks, ID: "desk", Secret: "s3cret"}}})
	code := w.visit(w.intuit().AuthCodeURL("s")).callback(t).Get("code")
	exchange := func(code, redirect string, headers ...string) answer {
		return w.post(intuitToken, url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {redirect}}, headers...)
	}
	for _, headers := range [][]string{nil, {"Authorization", "Basic ZGVzazp3cm9uZw=="}} {
		got := exchange(code, intuitCallback, headers...)
		if got.StatusCode != http.StatusUnauthorized || got.Header.Get("WWW-Authenticate") != `Basic realm="Intuit"` || decoded(t, got.body)["error"] != "invalid_client" {
			t.Errorf("%d %s", got.StatusCode, got.text())
		}
	}
	bad := decoded(t, recordings.Read(t, "quickbooks/issue-captured/token_400_invalid_grant_code.json"))
	if got := exchange("bogus", intuitCallback, basic...); got.StatusCode != http.StatusBadRequest || !reflect.DeepEqual(decoded(t, got.body), bad) || got.Header.Get("intuit_tid") == "" {
		t.Errorf("%d %s", got.StatusCode, got.text())
	}
	if got := exchange(code, "http://localhost:9999/callback/quickbooks", basic...); got.StatusCode != http.StatusBadRequest {
		t.Errorf("another redirect URI: %d", got.StatusCode)
	}
	if got := exchange(code, intuitCallback, basic...); got.StatusCode != http.StatusBadRequest {
		t.Errorf("a spent code: %d", got.StatusCode)
	}
	if got := w.refresh(intuitToken, "x", basic...); !reflect.DeepEqual(decoded(t, got.body), decoded(t, recordings.Read(t, "quickbooks/issue-captured/token_400_invalid_grant_refresh.json"))) {
		t.Errorf("%d %s", got.StatusCode, got.text())
	}
}

func TestQuickBooksRefresh(t *testing.T) {
	w := start(t, simulator.Options{})
	token, _ := w.signIn(w.intuit(), dental)
	w.Advance(23 * time.Hour)
	same, _ := w.renew(token.RefreshToken)
	if same.Refresh != token.RefreshToken || same.Access == token.AccessToken || same.Hard != nil {
		t.Error("the value changed within a day")
	}
	w.Advance(time.Hour + time.Minute)
	next, _ := w.renew(same.Refresh, "x-include-refresh-token-hard-expires-in", "true")
	if next.Refresh == same.Refresh || next.Rolling != 8640000 {
		t.Error("the value did not change after a day")
	}
	if left := 5*365*24*time.Hour - 24*time.Hour - time.Minute; next.Hard == nil || *next.Hard != int(left/time.Second) {
		t.Errorf("hard expiry %v", next.Hard)
	}
	if _, got := w.renew(same.Refresh); got.StatusCode != http.StatusBadRequest {
		t.Errorf("the old value: %d", got.StatusCode)
	}
	if again, got := w.renew(next.Refresh); got.StatusCode != http.StatusOK || again.Refresh != next.Refresh {
		t.Errorf("the new value after the old was used: %d", got.StatusCode)
	}
	for range 19 { // the rolling life is counted anew on each use, up to five years
		w.Advance(95 * 24 * time.Hour)
		var got answer
		if next, got = w.renew(next.Refresh); got.StatusCode != http.StatusOK {
			t.Fatalf("%d %s", got.StatusCode, got.text())
		}
	}
	w.Advance(95 * 24 * time.Hour)
	if _, got := w.renew(next.Refresh); got.StatusCode != http.StatusBadRequest {
		t.Errorf("after five years: %d", got.StatusCode)
	}
	fresh, _ := w.signIn(w.intuit(), garden)
	w.Advance(100*24*time.Hour + time.Second)
	if _, got := w.renew(fresh.RefreshToken); got.StatusCode != http.StatusBadRequest {
		t.Errorf("after 100 idle days: %d", got.StatusCode)
	}
}

func TestQuickBooksReuseMayRevoke(t *testing.T) {
	w := start(t, simulator.Options{QuickBooks: quickbooks.Options{RevokeOnReuse: true}})
	token, _ := w.signIn(w.intuit(), dental)
	w.Advance(25 * time.Hour)
	next, _ := w.renew(token.RefreshToken)
	w.renew(token.RefreshToken)
	if _, got := w.renew(next.Refresh); got.StatusCode != http.StatusBadRequest {
		t.Errorf("the sign-in lives on: %d", got.StatusCode)
	}
}

func TestQuickBooksSecondConsent(t *testing.T) {
	w := start(t, simulator.Options{})
	first, _ := w.signIn(w.intuit(), dental)
	other, _ := w.signIn(w.intuit(), garden)
	second, _ := w.signIn(w.intuit(), dental)
	for name, c := range map[string]struct {
		refresh string
		want    int
	}{"first": {first.RefreshToken, 400}, "second": {second.RefreshToken, 200}, "other company": {other.RefreshToken, 200}} {
		if _, got := w.renew(c.refresh); got.StatusCode != c.want {
			t.Errorf("%s: %d", name, got.StatusCode)
		}
	}
}

func TestQuickBooksRevocation(t *testing.T) {
	w := start(t, simulator.Options{})
	token, _ := w.signIn(w.intuit(), dental)
	revoke := func(headers ...string) int {
		return w.must(http.MethodPost, "/quickbooks/v2/oauth2/tokens/revoke", strings.NewReader(`{"token":"`+token.RefreshToken+`"}`),
			append([]string{"Content-Type", "application/json"}, headers...)...).StatusCode
	}
	if got := revoke(); got != 401 {
		t.Errorf("without a secret: %d", got)
	}
	if got := revoke(basic...); got != 200 {
		t.Errorf("%d", got)
	}
	if got := revoke(basic...); got != 400 {
		t.Errorf("twice: %d", got)
	}
	if got := w.company(dental, "preferences", token.AccessToken).StatusCode; got != 401 {
		t.Errorf("a call afterwards: %d", got)
	}
}

func TestQuickBooksGate(t *testing.T) {
	w := start(t, simulator.Options{})
	token, _ := w.signIn(w.intuit(), dental)
	expired := w.company(dental, "preferences", "AB01old")
	want := decoded(t, recordings.Read(t, "quickbooks/minimul-qbo_api/error_401_3200_token_expired.json"))
	got := decoded(t, expired.body)
	first := func(m map[string]any) map[string]any {
		return m["fault"].(map[string]any)["error"].([]any)[0].(map[string]any)
	}
	first(want)["detail"], want["time"] = "Token expired: AB01old", got["time"]
	if !reflect.DeepEqual(got, want) || expired.Header.Get("WWW-Authenticate") != `Bearer realm="Intuit", error="invalid_token"` {
		t.Errorf("%d %s", expired.StatusCode, expired.text())
	}
	foreign := w.company(garden, "preferences", token.AccessToken)
	want = decoded(t, recordings.Read(t, "quickbooks/issue-captured/error_403_3100_ApplicationAuthorizationFailed.json"))
	if got := decoded(t, foreign.body); foreign.StatusCode != http.StatusForbidden || !reflect.DeepEqual(got["fault"], want["fault"]) {
		t.Errorf("%d %s", foreign.StatusCode, foreign.text())
	}
	for _, path := range []string{"/quickbooks/v3/company//preferences", "/quickbooks/v3/company/query", "/quickbooks/v3/query"} {
		got := w.get(path, "Authorization", "Bearer "+token.AccessToken, "Accept", "application/json")
		if got.StatusCode != http.StatusNotFound || !strings.HasPrefix(got.Header.Get("Content-Type"), "text/html") || got.Header.Get("intuit_tid") == "" {
			t.Errorf("%s: %d %s", path, got.StatusCode, got.text())
		}
	}
	w.Disconnect(w.id(dental))
	if got := w.company(dental, "preferences", token.AccessToken); got.StatusCode != http.StatusForbidden {
		t.Errorf("disconnected: %d", got.StatusCode)
	}
	if _, got := w.renew(token.RefreshToken); got.StatusCode != http.StatusBadRequest {
		t.Errorf("refresh of the disconnected: %d", got.StatusCode)
	}
	again, _ := w.signIn(w.intuit(), dental)
	w.ExpireAccessTokens()
	if got := w.company(dental, "preferences", again.AccessToken); got.StatusCode != http.StatusUnauthorized {
		t.Errorf("expired by control: %d", got.StatusCode)
	}
}

func TestQuickBooksLimits(t *testing.T) {
	w := start(t, simulator.Options{QuickBooks: quickbooks.Options{Limits: quickbooks.Limits{Second: 2, Minute: 3, Month: 5}}})
	token, _ := w.signIn(w.intuit(), dental)
	other, _ := w.signIn(w.intuit(), garden)
	call := func() int { return w.company(dental, "preferences", token.AccessToken).StatusCode }
	steps := []struct {
		advance time.Duration
		want    int
		limit   string
	}{
		{0, 200, ""},
		{0, 200, ""},
		{0, 429, "second"},
		{time.Second, 200, ""},
		{time.Second, 429, "minute"},
		{time.Minute, 200, ""},
		{time.Second, 200, ""},
		{time.Minute, 429, "month"},
		{time.Minute, 429, "month"},
	}
	for i, step := range steps {
		w.Advance(step.advance)
		if got := call(); got != step.want {
			t.Fatalf("call %d: %d, want %d (%s)", i, got, step.want, step.limit)
		}
	}
	xml := w.get("/quickbooks/v3/company/"+w.id(garden)+"/preferences", "Authorization", "Bearer "+other.AccessToken)
	if xml.StatusCode != http.StatusTooManyRequests || !strings.Contains(xml.text(), `<Error code="3001"`) ||
		!strings.Contains(xml.text(), "message=ThrottleExceeded; errorCode=003001; statusCode=429") {
		t.Errorf("%d %s", xml.StatusCode, xml.text())
	}
}

func TestDiscovery(t *testing.T) {
	w := start(t, simulator.Options{})
	intuit := decoded(t, w.get("/quickbooks/.well-known/openid_sandbox_configuration").body)
	recorded := decoded(t, recordings.Read(t, "quickbooks/intuit-discovery/openid_sandbox_configuration.json"))
	for key, value := range intuit {
		if text, isText := value.(string); isText && strings.HasPrefix(text, w.URL) {
			if _, known := recorded[key]; !known {
				t.Errorf("Intuit has no %s", key)
			}
		} else if !reflect.DeepEqual(recorded[key], value) {
			t.Errorf("%s: %v, Intuit has %v", key, value, recorded[key])
		}
	}
	if got := decoded(t, w.get("/xero/.well-known/openid-configuration").body); got["token_endpoint"] != w.URL+xeroToken {
		t.Errorf("%v", got)
	}
}
