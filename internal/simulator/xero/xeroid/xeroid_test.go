package xeroid_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xero/xeroid"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const callback = "http://localhost:8217/callback/xero"

// verifier is the shortest that RFC 7636 allows: 43 characters.
var verifier = strings.Repeat("v", 43)

// service is the identity service of two organisations with a clock of its own.
type service struct {
	*xeroid.Service
	t   *testing.T
	now time.Time
}

func newService(t *testing.T) *service {
	t.Helper()
	s := &service{t: t, now: time.Date(2026, time.November, 21, 12, 0, 0, 0, time.UTC)}
	shared := &oauth.Shared{
		Now: func() time.Time { return s.now }, People: []oauth.Person{{ID: "4f0e-11", Name: "Pat Mary Doe", Email: "pat@example.com"}},
		Organisations: func(ledger.Provider) []ledger.Organisation {
			return []ledger.Organisation{{ID: "1", Name: "One"}, {ID: "2", Name: "Two"}}
		},
	}
	shared.Apps.Add(oauth.App{Provider: ledger.Xero, ID: "web", Secret: "s3cret"})
	s.Service = xeroid.New(shared)
	return s
}

func (s *service) serve(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func (s *service) post(path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.serve(r)
}

// code returns an authorisation code of an app; challenge may be empty.
func (s *service) code(client, organisation, challenge, scope string) string {
	s.t.Helper()
	s.SetAutoConsent(oauth.AutoConsent{Approve: true, Organisation: organisation})
	query := url.Values{"client_id": {client}, "redirect_uri": {callback}, "response_type": {"code"}, "scope": {scope}}
	if challenge != "" {
		query.Set("code_challenge", challenge)
		query.Set("code_challenge_method", "S256")
	}
	w := s.serve(httptest.NewRequest(http.MethodGet, "/identity/connect/authorize?"+query.Encode(), nil))
	back, err := url.Parse(w.Header().Get("Location"))
	if err != nil || !back.Query().Has("code") || back.Query().Has("state") {
		s.t.Fatalf("%d %s %s", w.Code, back, w.Body)
	}
	return back.Query().Get("code")
}

func challengeOf(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

type tokens struct {
	Access  string `json:"access_token"`
	Refresh string `json:"refresh_token"`
	ID      string `json:"id_token"`
}

// signIn returns the tokens of the public app "desk" for an organisation.
func (s *service) signIn(organisation, scope string) (got tokens) {
	s.t.Helper()
	w := s.post("/connect/token", url.Values{
		"grant_type": {"authorization_code"}, "code": {s.code("desk", organisation, challengeOf(verifier), scope)},
		"redirect_uri": {callback}, "client_id": {"desk"}, "code_verifier": {verifier},
	})
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || got.Access == "" {
		s.t.Fatalf("%d %v", w.Code, err)
	}
	return got
}

// bearer returns why an Authorization header is refused; "" if it is not.
func (s *service) bearer(authorization string) string {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Authorization", authorization)
	if _, err := s.Bearer(r); err != nil {
		return err.Error()
	}
	return ""
}

// TestProofKey covers RFC 7636: https://www.rfc-editor.org/rfc/rfc7636.
func TestProofKey(t *testing.T) {
	t.Parallel()
	short, long := strings.Repeat("v", 42), strings.Repeat("v", 129)
	for name, c := range map[string]struct {
		client, secret, challenge, verifier string
		want                                int
	}{
		"public, right verifier":             {"desk", "", challengeOf(verifier), verifier, 200},
		"public, another verifier":           {"desk", "", challengeOf(verifier), verifier + "x", 400},
		"public, no verifier":                {"desk", "", challengeOf(verifier), "", 400},
		"public, verifier of 42 characters":  {"desk", "", challengeOf(short), short, 400},
		"public, verifier of 129 characters": {"desk", "", challengeOf(long), long, 400},
		"secret, no challenge":               {"web", "s3cret", "", "", 200},
		"secret, a verifier out of nowhere":  {"web", "s3cret", "", verifier, 400},
		"secret, challenge and no verifier":  {"web", "s3cret", challengeOf(verifier), "", 400},
		"secret, challenge and its verifier": {"web", "s3cret", challengeOf(verifier), verifier, 200},
		"wrong secret, right verifier":       {"web", "wrong", challengeOf(verifier), verifier, 400},
	} {
		s := newService(t)
		w := s.post("/connect/token", url.Values{
			"grant_type": {"authorization_code"}, "code": {s.code(c.client, "1", c.challenge, "openid")}, "redirect_uri": {callback},
			"client_id": {c.client}, "client_secret": {c.secret}, "code_verifier": {c.verifier},
		})
		if w.Code != c.want || strings.Contains(w.Body.String(), "access_token") != (c.want == 200) {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
}

func TestBearer(t *testing.T) {
	t.Parallel()
	s := newService(t)
	token := s.signIn("1", "openid").Access
	for authorization, want := range map[string]string{
		"Bearer " + token: "", "bearer " + token: "",
		"Basic " + token: "AuthenticationUnsuccessful", token: "AuthenticationUnsuccessful", "": "AuthenticationUnsuccessful",
		"Bearer " + token + "x": "AuthenticationUnsuccessful",
	} {
		if got := s.bearer(authorization); got != want {
			t.Errorf("%.12s: %q, want %q", authorization, got, want)
		}
	}
	s.now = s.now.Add(xeroid.AccessLife + time.Second)
	if got, want := s.bearer("Bearer "+token), "TokenExpired: token expired at 11/21/2026 12:30:00"; got != want {
		t.Errorf("after its life: %q, want %q", got, want)
	}
}

// TestRevocation covers https://developer.xero.com/documentation/guides/oauth2/auth-flow:
// a refresh token takes every connection along, an access token only itself.
func TestRevocation(t *testing.T) {
	t.Parallel()
	const scope = "openid offline_access"
	for name, c := range map[string]struct {
		form                  func(tokens) url.Values
		status                int
		accessEnds, linkStays bool
	}{
		"refresh token": {func(t tokens) url.Values { return url.Values{"token": {t.Refresh}, "client_id": {"desk"}} }, 200, true, false},
		"access token":  {func(t tokens) url.Values { return url.Values{"token": {t.Access}, "client_id": {"desk"}} }, 200, true, true},
		"unknown token": {func(tokens) url.Values { return url.Values{"token": {"x"}, "client_id": {"desk"}} }, 200, false, true},
		"another app's": {func(t tokens) url.Values {
			return url.Values{"token": {t.Refresh}, "client_id": {"web"}, "client_secret": {"s3cret"}}
		}, 200, false, true},
		"another app's access token": {func(t tokens) url.Values {
			return url.Values{"token": {t.Access}, "client_id": {"web"}, "client_secret": {"s3cret"}}
		}, 200, false, true},
		"no app": {func(t tokens) url.Values { return url.Values{"token": {t.Refresh}} }, 400, false, true},
	} {
		s := newService(t)
		got := s.signIn("1", scope)
		if w := s.post("/connect/revocation", c.form(got)); w.Code != c.status {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
		if ended := s.bearer("Bearer "+got.Access) != ""; ended != c.accessEnds {
			t.Errorf("%s: the access token is dead: %t", name, ended)
		}
		w := s.post("/connect/token", url.Values{"grant_type": {"refresh_token"}, "refresh_token": {got.Refresh}, "client_id": {"desk"}})
		if stays := w.Code == 200; stays != c.linkStays {
			t.Errorf("%s: a refresh ends with %d", name, w.Code)
		}
	}
}

// TestEndings covers what ends which sign-ins and connections.
func TestEndings(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		end     func(*service)
		bearer  string // how the refusal of the access token begins
		refresh int
		links   int // after a new sign-in to organisation 1
	}{
		"access expired":            {func(s *service) { s.ExpireAccess() }, "TokenExpired", 200, 2},
		"everything revoked":        {func(s *service) { s.RevokeAll() }, "AuthenticationUnsuccessful", 400, 1},
		"organisation disconnected": {func(s *service) { s.Disconnect("2") }, "", 200, 1},
	} {
		s := newService(t)
		s.signIn("1", "openid offline_access")
		got := s.signIn("2", "openid offline_access")
		c.end(s)
		if why := s.bearer("Bearer " + got.Access); !strings.HasPrefix(why, c.bearer) || (why == "") != (c.bearer == "") {
			t.Errorf("%s: %q", name, why)
		}
		w := s.post("/connect/token", url.Values{"grant_type": {"refresh_token"}, "refresh_token": {got.Refresh}, "client_id": {"desk"}})
		if w.Code != c.refresh {
			t.Errorf("%s: a refresh ends with %d", name, w.Code)
		}
		r := httptest.NewRequest(http.MethodGet, "/connections", nil)
		r.Header.Set("Authorization", "Bearer "+s.signIn("1", "openid").Access)
		var links []xeroid.Connection
		if err := json.Unmarshal(s.serve(r).Body.Bytes(), &links); err != nil || len(links) != c.links {
			t.Errorf("%s: %v, connections %+v", name, err, links)
		}
	}
}

// TestIdentityClaimsFollowTheScopes covers that nobody's name or address is given
// to an app that did not ask for it.
func TestIdentityClaimsFollowTheScopes(t *testing.T) {
	t.Parallel()
	for scope, want := range map[string][3]string{
		"openid":               {},
		"openid email":         {"pat@example.com"},
		"openid profile":       {"", "Pat", "Mary Doe"},
		"openid profile email": {"pat@example.com", "Pat", "Mary Doe"},
	} {
		got := newService(t).signIn("1", scope)
		parts := strings.Split(got.ID, ".")
		if len(parts) != 3 {
			t.Fatalf("%s: id_token %q", scope, got.ID)
		}
		payload, err := base64.RawURLEncoding.DecodeString(parts[1])
		if err != nil {
			t.Fatal(err)
		}
		var claims struct {
			Email   string `json:"email"`
			Given   string `json:"given_name"`
			Family  string `json:"family_name"`
			Subject string `json:"sub"`
			UserID  string `json:"xero_userid"`
		}
		if err := json.Unmarshal(payload, &claims); err != nil {
			t.Fatal(err)
		}
		if found := [3]string{claims.Email, claims.Given, claims.Family}; found != want || claims.Subject != "4f0e11" || claims.UserID != "4f0e-11" {
			t.Errorf("%s: %+v", scope, claims)
		}
		if got.Refresh != "" {
			t.Errorf("%s: a refresh token without offline_access", scope)
		}
	}
	if got := newService(t).signIn("1", "email"); got.ID != "" {
		t.Error("an id_token without openid")
	}
}

func TestAllows(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		granted, needed string
		want            bool
	}{
		{"accounting.settings.read", "accounting.settings.read", true},
		{"accounting.settings", "accounting.settings.read", true},
		{"accounting.settings.read", "accounting.settings", false},
		{"accounting.reports.read", "accounting.reports.balancesheet.read", true},
		{"accounting.reports.read", "accounting.settings.read", false},
		{"accounting.reports.profitandloss.read", "accounting.reports.balancesheet.read", false},
		{"", "accounting.settings.read", false},
	} {
		if got := xeroid.Allows(strings.Fields(c.granted), c.needed); got != c.want {
			t.Errorf("%q allows %q: %t", c.granted, c.needed, got)
		}
	}
}
