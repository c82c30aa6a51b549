package intuitid_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/simulator/quickbooks/intuitid"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const (
	callback = "http://localhost:8217/callback/quickbooks"
	form     = "application/x-www-form-urlencoded"
)

// service is the identity service of two companies with a clock of its own.
type service struct {
	*intuitid.Service
	t   *testing.T
	now time.Time
}

func newService(t *testing.T) *service {
	t.Helper()
	s := &service{t: t, now: time.Date(2026, time.November, 21, 12, 0, 0, 0, time.UTC)}
	shared := &oauth.Shared{
		Now: func() time.Time { return s.now }, People: []oauth.Person{{ID: "sub-1", Name: "Pat Doe"}},
		Organisations: func(ledger.Provider) []ledger.Organisation { return []ledger.Organisation{{ID: "1"}, {ID: "2"}} },
	}
	shared.Apps.Add(oauth.App{Provider: ledger.QuickBooks, ID: "other", Secret: "theirs"})
	s.Service = intuitid.New(shared, false)
	return s
}

// post sends a body as the app named by id and secret.
func (s *service) post(path, id, secret, contentType, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	r.SetBasicAuth(id, secret)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// code returns an authorisation code for a company.
func (s *service) code(realm string) string {
	s.t.Helper()
	s.SetAutoConsent(oauth.AutoConsent{Approve: true, Organisation: realm})
	query := url.Values{
		"client_id": {"desk"}, "redirect_uri": {callback}, "state": {"s"}, "response_type": {"code"},
		"scope": {"com.intuit.quickbooks.accounting"},
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/connect/oauth2?"+query.Encode(), nil))
	back, err := url.Parse(w.Header().Get("Location"))
	if err != nil || !back.Query().Has("code") {
		s.t.Fatalf("%d %s", w.Code, w.Body)
	}
	return back.Query().Get("code")
}

func (s *service) exchange(id, secret, code string) *httptest.ResponseRecorder {
	return s.post("/oauth2/v1/tokens/bearer", id, secret, form,
		url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {callback}}.Encode())
}

type tokens struct {
	Access  string `json:"access_token"`
	Refresh string `json:"refresh_token"`
}

// signIn returns the tokens of a company.
func (s *service) signIn(realm string) (got tokens) {
	s.t.Helper()
	w := s.exchange("desk", "s3cret", s.code(realm))
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || got.Access == "" || got.Refresh == "" {
		s.t.Fatalf("%d %v", w.Code, err)
	}
	return got
}

func (s *service) refresh(token string) int {
	return s.post("/oauth2/v1/tokens/bearer", "desk", "s3cret", form,
		url.Values{"grant_type": {"refresh_token"}, "refresh_token": {token}}.Encode()).Code
}

// bearer asks who an Authorization header speaks for.
func (s *service) bearer(authorization, realm string) (intuitid.Caller, error) {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Authorization", authorization)
	return s.Bearer(r, realm)
}

func TestBearer(t *testing.T) {
	t.Parallel()
	s := newService(t)
	token := s.signIn("1").Access
	for name, c := range map[string]struct {
		authorization, realm string
		want                 error
	}{
		"the company's own":    {"Bearer " + token, "1", nil},
		"a scheme in any case": {"bEARER " + token, "1", nil},
		"another company":      {"Bearer " + token, "2", intuitid.ErrCompany},
		"another scheme":       {"Basic " + token, "1", intuitid.ErrToken},
		"no scheme":            {token, "1", intuitid.ErrToken},
		"nothing":              {"", "1", intuitid.ErrToken},
		"an unknown token":     {"Bearer " + token + "x", "1", intuitid.ErrToken},
	} {
		caller, err := s.bearer(c.authorization, c.realm)
		if !errors.Is(err, c.want) || err == nil && (caller.ClientID != "desk" || caller.Token != token) {
			t.Errorf("%s: %+v, %v", name, caller, err)
		}
	}
	s.now = s.now.Add(intuitid.AccessLife)
	if _, err := s.bearer("Bearer "+token, "1"); err != nil {
		t.Errorf("at the end of its hour: %v", err)
	}
	s.now = s.now.Add(time.Second)
	if _, err := s.bearer("Bearer "+token, "1"); !errors.Is(err, intuitid.ErrToken) {
		t.Errorf("after its hour: %v", err)
	}
}

// TestEndings covers what ends which sign-ins: everything, or one company only.
func TestEndings(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		end            func(*service)
		first, second  error // of an access token
		refresh, other int   // of a refresh token
	}{
		"access expired":       {func(s *service) { s.ExpireAccess() }, intuitid.ErrToken, intuitid.ErrToken, 200, 200},
		"everything revoked":   {func(s *service) { s.RevokeAll() }, intuitid.ErrToken, intuitid.ErrToken, 400, 400},
		"company disconnected": {func(s *service) { s.Disconnect("1") }, intuitid.ErrCompany, nil, 400, 200},
	} {
		s := newService(t)
		one, two := s.signIn("1"), s.signIn("2")
		c.end(s)
		_, first := s.bearer("Bearer "+one.Access, "1")
		_, second := s.bearer("Bearer "+two.Access, "2")
		if !errors.Is(first, c.first) || !errors.Is(second, c.second) {
			t.Errorf("%s: %v, %v", name, first, second)
		}
		if first, second := s.refresh(one.Refresh), s.refresh(two.Refresh); first != c.refresh || second != c.other {
			t.Errorf("%s: refreshes end with %d and %d", name, first, second)
		}
	}
}

func TestRevocation(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		id, secret, contentType string
		body                    func(tokens) string
		want                    int
		ends                    bool
	}{
		"refresh token, JSON": {"desk", "s3cret", "application/json", func(t tokens) string { return `{"token":"` + t.Refresh + `"}` }, 200, true},
		"access token, JSON":  {"desk", "s3cret", "application/json", func(t tokens) string { return `{"token":"` + t.Access + `"}` }, 200, true},
		"refresh token, form": {"desk", "s3cret", form, func(t tokens) string { return "token=" + url.QueryEscape(t.Refresh) }, 200, true},
		"no JSON":             {"desk", "s3cret", "application/json", func(tokens) string { return "token" }, 400, false},
		"unknown token":       {"desk", "s3cret", "application/json", func(tokens) string { return `{"token":"x"}` }, 400, false},
		"another app's":       {"other", "theirs", "application/json", func(t tokens) string { return `{"token":"` + t.Refresh + `"}` }, 400, false},
		"wrong secret":        {"desk", "wrong", "application/json", func(t tokens) string { return `{"token":"` + t.Refresh + `"}` }, 401, false},
	} {
		s := newService(t)
		got := s.signIn("1")
		if w := s.post("/v2/oauth2/tokens/revoke", c.id, c.secret, c.contentType, c.body(got)); w.Code != c.want {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
		if _, err := s.bearer("Bearer "+got.Access, "1"); (err != nil) != c.ends {
			t.Errorf("%s: the access token afterwards: %v", name, err)
		}
		if ended := s.refresh(got.Refresh) == 400; ended != c.ends {
			t.Errorf("%s: the refresh token is dead: %t", name, ended)
		}
	}
}

func TestCodeIsForOneAppAndFiveMinutes(t *testing.T) {
	t.Parallel()
	s := newService(t)
	code := s.code("1")
	if w := s.exchange("other", "theirs", code); w.Code != 400 || !strings.Contains(w.Body.String(), "invalid_grant") {
		t.Errorf("another app: %d %s", w.Code, w.Body)
	}
	if w := s.exchange("desk", "s3cret", code); w.Code != 200 {
		t.Errorf("its own app after that: %d %s", w.Code, w.Body)
	}
	code = s.code("1")
	s.now = s.now.Add(intuitid.CodeLife + time.Second)
	if w := s.exchange("desk", "s3cret", code); w.Code != 400 {
		t.Errorf("too late: %d", w.Code)
	}
	if w := s.post("/oauth2/v1/tokens/bearer", "desk", "s3cret", form, "grant_type=password"); w.Code != 400 ||
		!strings.Contains(w.Body.String(), "unsupported_grant_type") || w.Header().Get("Cache-Control") != "no-cache, no-store" {
		t.Errorf("another grant: %d %s %v", w.Code, w.Body, w.Header())
	}
	for method, path := range map[string]string{http.MethodGet: "/oauth2/v1/tokens/bearer", http.MethodPut: "/connect/oauth2"} {
		w := httptest.NewRecorder()
		if s.ServeHTTP(w, httptest.NewRequest(method, path, nil)); w.Code != 404 {
			t.Errorf("%s %s: %d", method, path, w.Code)
		}
	}
}
