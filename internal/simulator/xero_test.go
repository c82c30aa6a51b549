package simulator_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"github.com/ledgerlink/ledgerlink/internal/recordings"
	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xero"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xero/xeroid"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const xeroToken = "/xero/connect/token"

func claims(t *testing.T, token string) map[string]any {
	t.Helper()
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		t.Fatalf("not a JWT: %d parts", len(parts))
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(payload, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func (w *harness) connections(token, event string) []xeroid.Connection {
	w.t.Helper()
	path := "/xero/connections"
	if event != "" {
		path += "?authEventId=" + event
	}
	var list []xeroid.Connection
	w.get(path, "Authorization", "Bearer "+token).json(w.t, &list)
	return list
}

func TestXeroSignIn(t *testing.T) {
	w := start(t, simulator.Options{})
	token, params := w.signIn(w.xero(), joinery)
	if params.Get("state") != "st4te" || params.Get("scope") != strings.Join(xeroScopes, " ") {
		t.Errorf("callback %v", params)
	}
	if token.ExpiresIn != 1800 || token.TokenType != "Bearer" || token.Extra("scope") != strings.Join(xeroScopes, " ") || token.Extra("id_token") == "" {
		t.Errorf("token answer: %d %s", token.ExpiresIn, token.TokenType)
	}
	access := claims(t, token.AccessToken)
	want := []string{
		"aud", "auth_time", "authentication_event_id", "client_id", "exp", "global_session_id", "iss", "jti", "nbf", "scope", "sub", "xero_userid",
	}
	var got []string
	for name := range access {
		got = append(got, name)
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("claims %v", got)
	}
	if access["client_id"] != "desk" || access["aud"] != "https://identity.xero.com/resources" ||
		access["exp"] != float64(noon.Add(30*time.Minute).Unix()) || len(access["scope"].([]any)) != len(xeroScopes) {
		t.Errorf("claims %v", access)
	}
	if _, has := claims(t, token.Extra("id_token").(string))["authentication_event_id"]; has {
		t.Error("the id_token names the event")
	}
	list := w.connections(token.AccessToken, access["authentication_event_id"].(string))
	if len(list) != 1 || list[0].TenantID != w.id(joinery) || list[0].TenantType != "ORGANISATION" || list[0].TenantName != joinery ||
		list[0].Created != "2026-11-21T12:00:00.0000000" {
		t.Errorf("connections %+v", list)
	}
}

func TestXeroConnectionOfOldKeepsItsEvent(t *testing.T) {
	w := start(t, simulator.Options{})
	first, _ := w.signIn(w.xero(), joinery)
	second, _ := w.signIn(w.xero(), demoNZ)
	third, _ := w.signIn(w.xero(), joinery)
	event := func(token *oauth2.Token) string {
		return claims(t, token.AccessToken)["authentication_event_id"].(string)
	}
	if list := w.connections(third.AccessToken, event(third)); len(list) != 0 {
		t.Errorf("the new event lists %+v", list)
	}
	if list := w.connections(third.AccessToken, event(first)); len(list) != 1 || list[0].TenantName != joinery {
		t.Errorf("the old event lists %+v", list)
	}
	if list := w.connections(second.AccessToken, ""); len(list) != 2 {
		t.Errorf("all of the person's: %+v", list)
	}
	other, _ := w.signIn(w.xero(), joinery, oauth2.SetAuthURLParam("user", "Sam Controller"))
	if list := w.connections(other.AccessToken, event(other)); len(list) != 1 || list[0].ID == w.connections(first.AccessToken, event(first))[0].ID {
		t.Errorf("another person has %+v", list)
	}
}

func TestXeroErrorPagesNeverReachTheCallback(t *testing.T) {
	w := start(t, simulator.Options{OnlyApps: true, Apps: []oauth.App{
		{Provider: ledger.Xero, ID: "desk"},
		{Provider: ledger.Xero, ID: "strict", RedirectURIs: []string{"http://localhost:3000/cb"}},
	}})
	for name, c := range map[string]struct {
		change map[string]string
		says   string
	}{
		"unknown client":        {map[string]string{"client_id": "nobody"}, "Unknown client"},
		"another path":          {map[string]string{"redirect_uri": "http://localhost:8217/callback"}, "Invalid redirect_uri"},
		"an address":            {map[string]string{"redirect_uri": "http://127.0.0.1:8217/callback/xero"}, "Invalid redirect_uri"},
		"a slash more":          {map[string]string{"redirect_uri": xeroCallback + "/"}, "Invalid redirect_uri"},
		"another host":          {map[string]string{"redirect_uri": "http://localhost.evil.example/callback/xero"}, "Invalid redirect_uri"},
		"not the registered":    {map[string]string{"client_id": "strict"}, "Invalid redirect_uri"},
		"no scope":              {map[string]string{"scope": ""}, "Invalid scope"},
		"the plural":            {map[string]string{"scope": "accounting.reports.balancesheets.read"}, "Invalid scope"},
		"journals, not allowed": {map[string]string{"scope": "accounting.journals.read"}, "Invalid scope"},
		"a broad scope":         {map[string]string{"scope": "accounting.reports.read"}, "Invalid scope"},
		"implicit":              {map[string]string{"response_type": "token"}, "unsupported_response_type"},
	} {
		t.Run(name, func(t *testing.T) {
			address, err := url.Parse(w.xero().AuthCodeURL("s", oauth2.S256ChallengeOption(oauth2.GenerateVerifier())))
			if err != nil {
				t.Fatal(err)
			}
			query := address.Query()
			for key, value := range c.change {
				query.Set(key, value)
			}
			address.RawQuery = query.Encode()
			page := w.visit(address.String())
			if page.StatusCode < 400 || page.Header.Get("Location") != "" || !strings.Contains(page.text(), c.says) ||
				!strings.HasPrefix(page.Header.Get("Content-Type"), "text/html") {
				t.Errorf("status %d, location %q: %s", page.StatusCode, page.Header.Get("Location"), page.text())
			}
		})
	}
}

func TestXeroErrorsOnTheCallback(t *testing.T) {
	w := start(t, simulator.Options{OnlyApps: true, Apps: []oauth.App{{Provider: ledger.Xero, ID: "desk"}}})
	challenge := oauth2.S256ChallengeOption(oauth2.GenerateVerifier())
	for name, c := range map[string]struct {
		options []oauth2.AuthCodeOption
		scope   string
		deny    bool
		want    string
	}{
		"cancelled":            {[]oauth2.AuthCodeOption{challenge}, "openid", true, "access_denied"},
		"scope for other apps": {[]oauth2.AuthCodeOption{challenge}, "app.connections", false, "access_denied"},
		"no challenge":         {nil, "openid", false, "invalid_request"},
		"plain challenge":      {[]oauth2.AuthCodeOption{challenge, oauth2.SetAuthURLParam("code_challenge_method", "plain")}, "openid", false, "invalid_request"},
	} {
		t.Run(name, func(t *testing.T) {
			w.SetAutoConsent(oauth.AutoConsent{Approve: !c.deny, Deny: c.deny})
			config := w.xero()
			config.Scopes = []string{c.scope}
			params := w.visit(config.AuthCodeURL("st4te", c.options...)).callback(t)
			if params.Get("error") != c.want || params.Get("state") != "st4te" || params.Has("code") {
				t.Errorf("callback %v", params)
			}
		})
	}
}

func TestXeroCode(t *testing.T) {
	refused := sampleBody(t, "xero/errors/token-400-invalid-grant.json")
	for name, c := range map[string]struct {
		change map[string]string
		after  time.Duration
		twice  bool
	}{
		"used twice":           {twice: true},
		"too late":             {after: 5*time.Minute + time.Second},
		"another verifier":     {change: map[string]string{"code_verifier": oauth2.GenerateVerifier()}},
		"no verifier":          {change: map[string]string{"code_verifier": ""}},
		"another redirect URI": {change: map[string]string{"redirect_uri": "http://localhost:8218/callback/xero"}},
		"another client":       {change: map[string]string{"client_id": "other"}},
		"another code":         {change: map[string]string{"code": "x"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := start(t, simulator.Options{})
			verifier := oauth2.GenerateVerifier()
			code := w.visit(w.xero().AuthCodeURL("s", oauth2.S256ChallengeOption(verifier))).callback(t).Get("code")
			form := url.Values{
				"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {xeroCallback},
				"client_id": {"desk"}, "code_verifier": {verifier},
			}
			w.Advance(c.after)
			if c.twice {
				w.post(xeroToken, form)
			}
			for key, value := range c.change {
				form.Set(key, value)
			}
			if got := w.post(xeroToken, form); got.StatusCode != http.StatusBadRequest || !reflect.DeepEqual(refused, decoded(t, got.body)) {
				t.Errorf("%d %s", got.StatusCode, got.text())
			}
		})
	}
}

func TestXeroSecret(t *testing.T) {
	w := start(t, simulator.Options{Apps: []oauth.App{{Provider: ledger.Xero, ID: "desk", Secret: "right"}}})
	for secret, want := range map[string]string{"": "invalid_client", "wrong": "invalid_client", "right": ""} {
		config := w.xero()
		config.ClientSecret = secret
		code := w.visit(config.AuthCodeURL("s")).callback(t).Get("code")
		_, err := config.Exchange(t.Context(), code)
		refused, failed := errors.AsType[*oauth2.RetrieveError](err)
		switch {
		case want == "" && err != nil:
			t.Errorf("secret %q: %v", secret, err)
		case want != "" && (!failed || refused.ErrorCode != want || refused.Response.StatusCode != http.StatusBadRequest):
			t.Errorf("secret %q: %v", secret, err)
		}
	}
	if got := w.post(xeroToken, url.Values{"grant_type": {"password"}, "client_id": {"other"}}); !strings.Contains(got.text(), "unsupported_grant_type") {
		t.Errorf("another grant: %s", got.text())
	}
	http.DefaultClient.CloseIdleConnections()
}

func TestXeroRefresh(t *testing.T) {
	w := start(t, simulator.Options{})
	token, _ := w.signIn(w.xero(), joinery)
	next := func(refresh string) (string, bool) {
		var out struct {
			Refresh string `json:"refresh_token"`
		}
		a := w.refresh(xeroToken, refresh)
		a.json(t, &out)
		return out.Refresh, a.StatusCode == http.StatusOK
	}
	second, ok := next(token.RefreshToken)
	if !ok || second == token.RefreshToken {
		t.Fatal("the refresh token did not rotate")
	}
	w.Advance(29 * time.Minute)
	if _, ok := next(token.RefreshToken); !ok {
		t.Error("refused within the grace")
	}
	w.Advance(2 * time.Minute)
	if _, ok := next(token.RefreshToken); ok {
		t.Error("accepted after the grace")
	}
	w.Advance(59 * 24 * time.Hour)
	third, ok := next(second)
	if !ok {
		t.Fatal("dead before 60 idle days")
	}
	w.Advance(60*24*time.Hour + time.Minute)
	if _, ok := next(third); ok {
		t.Error("alive after 60 idle days")
	}
}

func TestXeroSecondConsent(t *testing.T) {
	for _, keep := range []bool{false, true} {
		w := start(t, simulator.Options{KeepOlderSignIns: keep})
		first, _ := w.signIn(w.xero(), joinery)
		second, _ := w.signIn(w.xero(), demoNZ)
		if got := w.refresh(xeroToken, first.RefreshToken).StatusCode == http.StatusOK; got != keep {
			t.Errorf("KeepOlderSignIns %t: the first chain lives: %t", keep, got)
		}
		if w.refresh(xeroToken, second.RefreshToken).StatusCode != http.StatusOK {
			t.Error("the second chain is dead")
		}
		if len(w.connections(second.AccessToken, "")) != 2 {
			t.Error("a connection is gone")
		}
	}
}

func TestXeroEndings(t *testing.T) {
	w := start(t, simulator.Options{})
	w.signIn(w.xero(), demoNZ)
	token, _ := w.signIn(w.xero(), joinery)
	bearer := []string{"Authorization", "Bearer " + token.AccessToken}
	for _, c := range w.connections(token.AccessToken, "") {
		if c.TenantName == demoNZ {
			if got := w.must(http.MethodDelete, "/xero/connections/"+c.ID, nil, bearer...).StatusCode; got != 204 {
				t.Errorf("DELETE %d", got)
			}
			if got := w.must(http.MethodDelete, "/xero/connections/"+c.ID, nil, bearer...).StatusCode; got != 404 {
				t.Errorf("second DELETE %d", got)
			}
		}
		if got := w.must(http.MethodDelete, "/xero/connections/"+c.TenantID, nil, bearer...).StatusCode; got != 404 {
			t.Errorf("DELETE by tenant id %d", got)
		}
	}
	if left := w.connections(token.AccessToken, ""); len(left) != 1 || left[0].TenantName != joinery {
		t.Errorf("left %+v", left)
	}
	if got := w.post("/xero/connect/revocation", url.Values{"token": {token.RefreshToken}, "client_id": {"desk"}}); got.StatusCode != http.StatusOK {
		t.Errorf("revocation %d", got.StatusCode)
	}
	if got := w.refresh(xeroToken, token.RefreshToken).StatusCode; got != 400 {
		t.Errorf("refresh after revocation %d", got)
	}
	if got := w.get("/xero/connections", bearer...); got.StatusCode != http.StatusUnauthorized || !strings.Contains(got.text(), "AuthenticationUnsuccessful") {
		t.Errorf("call after revocation: %d %s", got.StatusCode, got.text())
	}
	again, _ := w.signIn(w.xero(), demoNZ)
	if list := w.connections(again.AccessToken, ""); len(list) != 1 {
		t.Errorf("revocation left connections: %+v", list)
	}
}

const organisationPath = "/xero/api.xro/2.0/Organisation"

func TestXeroGate(t *testing.T) {
	w := start(t, simulator.Options{})
	token, _ := w.signIn(w.xero(), joinery)
	narrow := w.xero()
	narrow.ClientID, narrow.Scopes = "narrow", []string{"openid", "offline_access"}
	poor, _ := w.signIn(narrow, joinery)
	call := func(path, token, tenant string) answer {
		return w.get(path, "Authorization", "Bearer "+token, "Xero-Tenant-Id", tenant, "Accept", "application/json")
	}
	check := func(name string, got answer, status int, sample string) {
		t.Helper()
		want := sampleBody(t, "xero/errors/"+sample+".json")
		body := decoded(t, got.body)
		for _, m := range []map[string]any{want, body} {
			delete(m, "Instance")
			delete(m, "instance")
			delete(m, "Type")
			delete(m, "Extensions")
		}
		if got.StatusCode != status || !reflect.DeepEqual(want, body) {
			t.Errorf("%s: %d %v, want %v", name, got.StatusCode, body, want)
		}
		if got.Header.Get("Xero-Correlation-Id") == "" {
			t.Errorf("%s: no correlation id", name)
		}
	}
	tenant := w.id(joinery)
	if got := call(organisationPath, token.AccessToken, tenant); got.StatusCode != http.StatusOK || w.Calls(tenant) != 1 {
		t.Errorf("%d %s", got.StatusCode, got.text())
	}
	check("bad token", call(organisationPath, "x", tenant), 401, "401-authentication-unsuccessful")
	check("tenant not connected", call(organisationPath, token.AccessToken, w.id(demoNZ)), 403, "403-wrong-tenant")
	check("no tenant", call(organisationPath, token.AccessToken, ""), 403, "403-wrong-tenant")
	missing := call(organisationPath, poor.AccessToken, tenant)
	check("scope", missing, 401, "401-authorization-unsuccessful-missing-scope-or-gated")
	if missing.Header.Get("WWW-Authenticate") != "insufficient_scope" {
		t.Errorf("header %q", missing.Header.Get("WWW-Authenticate"))
	}
	w.DenyReports(tenant, true)
	if got := call("/xero/api.xro/2.0/Reports/BalanceSheet?date=2026-10-31", token.AccessToken, tenant); got.StatusCode != http.StatusForbidden || !strings.Contains(got.text(), "reporting role") {
		t.Errorf("role: %d %s", got.StatusCode, got.text())
	}
	w.Advance(30*time.Minute + time.Second)
	if got := call(organisationPath, token.AccessToken, tenant); got.StatusCode != http.StatusUnauthorized || !strings.Contains(got.text(), `"Detail":"TokenExpired: token expired at 11/21/2026 12:30:00"`) {
		t.Errorf("expired: %d %s", got.StatusCode, got.text())
	}
	if got := call(organisationPath, token.AccessToken, tenant); got.Header.Get("Date") != "Sat, 21 Nov 2026 12:30:01 GMT" {
		t.Errorf("Date %q", got.Header.Get("Date"))
	}
	w.Disconnect(tenant)
	fresh, _ := w.signIn(w.xero(), demoNZ)
	check("disconnected", call(organisationPath, fresh.AccessToken, tenant), 403, "403-wrong-tenant")
}

func TestXeroLimits(t *testing.T) {
	w := start(t, simulator.Options{Xero: xero.Options{Limits: xero.Limits{Minute: 3, Day: 5, AppMinute: 4}}})
	w.signIn(w.xero(), joinery)
	token, _ := w.signIn(w.xero(), demoNZ)
	call := func(name string) answer {
		return w.get(organisationPath, "Authorization", "Bearer "+token.AccessToken, "Xero-Tenant-Id", w.id(name))
	}
	for left := 2; left >= 0; left-- {
		if got := call(joinery); got.StatusCode != http.StatusOK || got.Header.Get("X-MinLimit-Remaining") != strconv.Itoa(left) || got.Header.Get("X-AppMinLimit-Remaining") != strconv.Itoa(left+1) {
			t.Fatalf("%d %v", got.StatusCode, got.Header)
		}
	}
	got := call(joinery)
	wait, err := strconv.Atoi(got.Header.Get("Retry-After"))
	if got.StatusCode != http.StatusTooManyRequests || got.Header.Get("X-Rate-Limit-Problem") != "minute" || err != nil || wait < 1 || wait > 60 {
		t.Fatalf("%d %v", got.StatusCode, got.Header)
	}
	if got := call(demoNZ); got.StatusCode != http.StatusOK {
		t.Errorf("another organisation shares the minute: %d", got.StatusCode)
	}
	if got := call(demoNZ); got.StatusCode != http.StatusTooManyRequests || !strings.HasPrefix(got.Header.Get("X-Rate-Limit-Problem"), "app") {
		t.Errorf("app: %d %v", got.StatusCode, got.Header)
	}
	w.Advance(time.Minute)
	call(joinery)
	call(joinery)
	got = call(joinery)
	if wait, err := strconv.Atoi(got.Header.Get("Retry-After")); got.StatusCode != http.StatusTooManyRequests || got.Header.Get("X-Rate-Limit-Problem") != "day" || err != nil || wait < 61 || wait > 86400 {
		t.Errorf("day: %d %v", got.StatusCode, got.Header)
	}
	w.Advance(24 * time.Hour)
	token, _ = w.signIn(w.xero(), joinery)
	if got := call(joinery); got.StatusCode != http.StatusOK {
		t.Errorf("a day later: %d", got.StatusCode)
	}
}

// sampleBody is the body recorded in a sample.
func sampleBody(t *testing.T, name string) map[string]any {
	t.Helper()
	var sample struct {
		Body map[string]any `json:"body"`
	}
	if err := json.Unmarshal(recordings.Read(t, name), &sample); err != nil {
		t.Fatal(err)
	}
	return sample.Body
}

func decoded(t *testing.T, body []byte) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal(body, &out); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return out
}
