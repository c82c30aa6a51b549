package signin

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/provider/providers"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// answering is an endpoint of a provider that answers everything the same way.
func answering(t testing.TB, p ledger.Provider, status int, body string) Endpoint {
	t.Helper()
	profile, err := providers.All().Profile(p, provider.Simulator, "http://127.0.0.1:1")
	if err != nil {
		t.Fatal(err)
	}
	client := &Client{
		Providers: providers.All(),
		Now:       func() time.Time { return time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC) },
		HTTP: &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			return &http.Response{
				StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}, "Intuit_tid": {"tid-1"}},
				Body: io.NopCloser(strings.NewReader(body)), Request: r,
			}, nil
		})},
	}
	return Endpoint{client, profile, provider.App{ID: "my-app", Secret: "my-own-secret"}}
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

func TestKeysAreProvedWithoutAPerson(t *testing.T) {
	for body, want := range map[string]bool{
		`{"error":"invalid_grant","error_description":"Invalid authorization code"}`: true,
		`{"error":"invalid_client"}`: false,
	} {
		e := answering(t, ledger.QuickBooks, 400, body)
		proven, err := e.client.CheckKeys(t.Context(), e.profile)
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
		case granted.Tokens.Access == "" || granted.Tokens.Refresh == "" || !granted.Tokens.AccessExpiresAt.After(e.client.now()) ||
			!granted.Tokens.RefreshExpiresAt.After(e.client.now()) || status >= 300:
			t.Fatalf("%d %s becomes %+v", status, body, granted)
		}
	})
}
