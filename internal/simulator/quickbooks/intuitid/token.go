package intuitid

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
)

// tokenAnswer is what the token endpoint writes.
type tokenAnswer struct {
	AccessToken    string `json:"access_token"`
	TokenType      string `json:"token_type"`
	ExpiresIn      int    `json:"expires_in"`
	RefreshToken   string `json:"refresh_token"`
	RefreshExpires int    `json:"x_refresh_token_expires_in"`
	HardExpires    *int   `json:"x_refresh_token_hard_expires_in,omitempty"`
	IDToken        string `json:"id_token,omitempty"`
}

// refusal is the body of a 400 of the token endpoint.
type refusal struct {
	Description string `json:"error_description,omitempty"`
	Error       string `json:"error"`
}

// hardHeader asks for the seconds that are left until the hard expiry.
const hardHeader = "X-Include-Refresh-Token-Hard-Expires-In"

func (s *Service) token(w http.ResponseWriter, r *http.Request) {
	app, ok := s.prove(w, r)
	if !ok {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var c *chain
	var problem string
	switch r.PostFormValue("grant_type") {
	case "authorization_code":
		c, problem = s.redeem(r, app), "Invalid authorization code"
	case "refresh_token":
		c, problem = s.refresh(r, app), "Incorrect or invalid refresh token"
	default:
		writeJSON(w, http.StatusBadRequest, refusal{Error: "unsupported_grant_type"})
		return
	}
	if c == nil {
		writeJSON(w, http.StatusBadRequest, refusal{Description: problem, Error: "invalid_grant"})
		return
	}
	answer, err := s.issue(c, r.Header.Get(hardHeader) == "true")
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	writeJSON(w, http.StatusOK, answer)
}

// prove checks the app's id and secret, and answers where they are wrong.
func (s *Service) prove(w http.ResponseWriter, r *http.Request) (oauth.App, bool) {
	app, ok := s.Authenticate(r)
	if !ok {
		w.Header().Set("WWW-Authenticate", `Basic realm="Intuit"`)
		writeJSON(w, http.StatusUnauthorized, refusal{Error: "invalid_client"})
	}
	return app, ok
}

// redeem takes a code once. A code used twice may end what it began.
func (s *Service) redeem(r *http.Request, app oauth.App) *chain {
	c := s.codes[r.PostFormValue("code")]
	if c == nil || c.client != app.ID {
		return nil
	}
	if c.spent {
		c.ended = c.ended || s.RevokeOnReuse
		return nil
	}
	c.spent = true
	if c.ended || c.redirect != r.PostFormValue("redirect_uri") || s.Now().After(c.until) {
		return nil
	}
	if !s.KeepOlder {
		s.supersede(c.client, c.realm)
	}
	return c.chain
}

// refresh uses a refresh token: only the newest value works, the one before it
// died when it was replaced.
func (s *Service) refresh(r *http.Request, app oauth.App) *chain {
	value := r.PostFormValue("refresh_token")
	c := s.chains[value]
	if c == nil || c.client != app.ID || c.ended || c.superseded || c.disconnected {
		return nil
	}
	if c.value != value {
		c.ended = s.RevokeOnReuse
		return nil
	}
	if now := s.Now(); now.After(c.until) || now.After(c.begun.Add(HardLife)) {
		return nil
	}
	return c
}

// issue gives a new access token, and a new refresh token where the one there is
// has lived for a day.
func (s *Service) issue(c *chain, hard bool) (tokenAnswer, error) {
	now := s.Now()
	c.until = now.Add(RefreshLife)
	if c.value == "" || now.Sub(c.valueSince) >= Rotation {
		c.value, c.valueSince = s.Issue(oauth.RefreshToken, c.client, refreshValue(c.until)), now
		s.chains[c.value] = c
	}
	answer := tokenAnswer{
		AccessToken: s.Issue(oauth.AccessToken, c.client, encryptedToken()), TokenType: "bearer", ExpiresIn: seconds(AccessLife),
		RefreshToken: c.value, RefreshExpires: seconds(RefreshLife),
	}
	s.access[answer.AccessToken] = &access{chain: c, until: now.Add(AccessLife)}
	if hard {
		left := seconds(c.begun.Add(HardLife).Sub(now))
		answer.HardExpires = &left
	}
	if c.openid {
		id, err := oauth.JWT(idClaims{
			Subject: c.who.ID, Audience: []string{c.client}, Realm: c.realm, AuthTime: c.begun.Unix(),
			Issuer: issuer, Expires: now.Add(AccessLife).Unix(), IssuedAt: now.Unix(),
		})
		if err != nil {
			return tokenAnswer{}, err
		}
		answer.IDToken = s.Issue(oauth.IDToken, c.client, id)
	}
	return answer, nil
}

const issuer = "https://oauth.platform.intuit.com/op/v1"

// idClaims are the claims of an id_token, in the order of Intuit's sample.
type idClaims struct {
	Subject  string   `json:"sub"`
	Audience []string `json:"aud"`
	Realm    string   `json:"realmid"`
	AuthTime int64    `json:"auth_time"`
	Issuer   string   `json:"iss"`
	Expires  int64    `json:"exp"`
	IssuedAt int64    `json:"iat"`
}

// revoke ends the sign-in that a refresh or access token belongs to. The body is
// JSON; a form is understood as well. That an unknown token is a 400 without a
// description is a guess.
func (s *Service) revoke(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Token string `json:"token"`
	}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		body.Token = r.PostFormValue("token")
	} else if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		writeJSON(w, http.StatusBadRequest, refusal{Error: "invalid_request"})
		return
	}
	app, ok := s.prove(w, r)
	if !ok {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chains[body.Token]
	if a := s.access[body.Token]; a != nil {
		c = a.chain
	}
	if c == nil || c.client != app.ID || c.ended {
		writeJSON(w, http.StatusBadRequest, refusal{Error: "invalid_request"})
		return
	}
	c.ended = true
	w.WriteHeader(http.StatusOK)
}

func seconds(d time.Duration) int { return int(d / time.Second) }
