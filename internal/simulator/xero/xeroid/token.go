package xeroid

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
)

type access struct {
	*grant
	until   time.Time
	revoked bool
}

// refresh is one refresh token. It works until it has not been used for
// RefreshLife, and for RefreshOver after it was used first.
type refresh struct {
	*grant
	until time.Time
	used  time.Time
}

// tokenAnswer is what the token endpoint writes, in its order of keys (observed).
type tokenAnswer struct {
	IDToken      string `json:"id_token,omitempty"`
	AccessToken  string `json:"access_token"`
	ExpiresIn    int    `json:"expires_in"`
	TokenType    string `json:"token_type"`
	RefreshToken string `json:"refresh_token,omitempty"`
	Scope        string `json:"scope"`
}

func (s *Service) token(w http.ResponseWriter, r *http.Request) {
	app, ok := s.prove(r)
	if !ok {
		refuse(w, "invalid_client")
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var g *grant
	switch r.PostFormValue("grant_type") {
	case "authorization_code":
		g = s.redeem(r, app)
	case "refresh_token":
		g = s.rotate(r, app)
	default:
		refuse(w, "unsupported_grant_type")
		return
	}
	if g == nil {
		refuse(w, "invalid_grant")
		return
	}
	answer, err := s.issue(g)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	writeJSON(w, http.StatusOK, answer)
}

// prove checks the app: its secret where it has one. An app without a secret
// proves nothing here; its code does, by PKCE.
func (s *Service) prove(r *http.Request) (oauth.App, bool) {
	if err := r.ParseForm(); err != nil {
		return oauth.App{}, false
	}
	return s.Authenticate(r)
}

// refuse answers as observed: the error alone, without a description.
func refuse(w http.ResponseWriter, problem string) {
	writeJSON(w, http.StatusBadRequest, map[string]string{"error": problem})
}

// redeem takes a code once; whatever is wrong with the attempt, the code is spent.
func (s *Service) redeem(r *http.Request, app oauth.App) *grant {
	value := r.PostFormValue("code")
	c := s.codes[value]
	delete(s.codes, value)
	switch {
	case c == nil, c.client != app.ID, c.redirect != r.PostFormValue("redirect_uri"),
		s.Now().After(c.until), !fitsChallenge(c.challenge, r.PostFormValue("code_verifier")),
		c.challenge == "" && app.Secret == "":
		return nil
	}
	return c.grant
}

// fitsChallenge is RFC 7636 with S256, the one method there is. A verifier
// without a challenge is refused, as RFC 9700 asks.
func fitsChallenge(challenge, verifier string) bool {
	if challenge == "" {
		return verifier == ""
	}
	sum := sha256.Sum256([]byte(verifier))
	return len(verifier) >= 43 && len(verifier) <= 128 &&
		base64.RawURLEncoding.EncodeToString(sum[:]) == challenge
}

// rotate uses a refresh token. Used again within the grace it works once more,
// and both successors live on: that they do is a guess.
func (s *Service) rotate(r *http.Request, app oauth.App) *grant {
	t := s.refreshes[r.PostFormValue("refresh_token")]
	now := s.Now()
	if t == nil || t.ended || t.client != app.ID || now.After(t.until) {
		return nil
	}
	if !t.used.IsZero() && now.After(t.used.Add(RefreshOver)) {
		return nil
	}
	if t.used.IsZero() {
		t.used = now
	}
	return t.grant
}

// issue makes a new set of tokens for a grant.
func (s *Service) issue(g *grant) (tokenAnswer, error) {
	now := s.Now()
	value, err := oauth.JWT(s.accessClaims(g, now))
	if err != nil {
		return tokenAnswer{}, err
	}
	s.access[s.Issue(oauth.AccessToken, g.client, value)] = &access{grant: g, until: now.Add(AccessLife)}
	answer := tokenAnswer{
		AccessToken: value, ExpiresIn: int(AccessLife / time.Second), TokenType: "Bearer", Scope: strings.Join(g.scopes, " "),
	}
	if g.has("openid") {
		if answer.IDToken, err = oauth.JWT(s.identityClaims(g, now)); err != nil {
			return tokenAnswer{}, err
		}
		s.Issue(oauth.IDToken, g.client, answer.IDToken)
	}
	if g.has("offline_access") {
		answer.RefreshToken = s.Issue(oauth.RefreshToken, g.client, oauth.Opaque(32))
		s.refreshes[answer.RefreshToken] = &refresh{grant: g, until: now.Add(RefreshLife)}
	}
	return answer, nil
}

// revoke ends everything the person gave the app, connections included. A token
// nobody knows is answered with 200, as RFC 7009 has it.
func (s *Service) revoke(w http.ResponseWriter, r *http.Request) {
	app, ok := s.prove(r)
	if !ok {
		refuse(w, "invalid_client")
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	value := r.PostFormValue("token")
	switch {
	case s.refreshes[value] != nil && s.refreshes[value].client == app.ID:
		s.end(s.refreshes[value].holder)
	case s.access[value] != nil && s.access[value].client == app.ID:
		s.access[value].revoked = true
	}
	w.WriteHeader(http.StatusOK)
}
