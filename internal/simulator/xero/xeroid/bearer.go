package xeroid

import (
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
)

// Caller is who an access token speaks for.
type Caller struct {
	ClientID string
	PersonID string
	Scopes   []string
	service  *Service
}

// errNoToken is every token that was never issued or has been revoked.
var errNoToken = errors.New("AuthenticationUnsuccessful")

// expiredError is an access token past its time. Its text is Xero's (observed:
// the date is written the American way).
type expiredError struct{ at time.Time }

func (e *expiredError) Error() string {
	return "TokenExpired: token expired at " + e.at.UTC().Format("01/02/2006 15:04:05")
}

// Bearer returns the caller of a request; the error says why its access token is
// refused.
func (s *Service) Bearer(r *http.Request) (Caller, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.access[oauth.BearerToken(r)]
	if t == nil || t.revoked {
		return Caller{}, errNoToken
	}
	if s.Now().After(t.until) {
		return Caller{}, &expiredError{t.until}
	}
	return Caller{ClientID: t.client, PersonID: t.person, Scopes: t.scopes, service: s}, nil
}

// Connected reports whether the caller's person has connected the organisation to
// the caller's app.
func (c Caller) Connected(organisationID string) bool {
	return c.service.connected(holder{c.ClientID, c.PersonID}, organisationID)
}

// problem is the body of a 401, with its keys in title case (observed).
type problem struct {
	Type       *string
	Title      string
	Status     int
	Detail     string
	Instance   string
	Extensions struct{}
}

// Unauthorised answers 401 with err's text as the detail.
func Unauthorised(w http.ResponseWriter, err error) {
	writeProblem(w, http.StatusUnauthorized, problem{Title: "Unauthorized", Status: http.StatusUnauthorized, Detail: err.Error()})
}

func writeProblem(w http.ResponseWriter, status int, p problem) {
	p.Instance = oauth.GUID()
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(p)
}

// ExpireAccess ends every access token now.
func (s *Service) ExpireAccess() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.access {
		t.until = s.Now().Add(-time.Second)
	}
}

// RevokeAll ends every sign-in with its connections, as if all people had
// removed all apps.
func (s *Service) RevokeAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.refreshes {
		s.end(t.holder)
	}
	for _, t := range s.access {
		s.end(t.holder)
	}
}

// Disconnect ends every connection to the organisation, as if it had been
// disconnected inside Xero. The sign-ins live on.
func (s *Service) Disconnect(organisationID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for who, links := range s.links {
		s.links[who] = slices.DeleteFunc(links, func(c *Connection) bool { return c.TenantID == organisationID })
	}
}

// end takes away everything a holder has.
func (s *Service) end(who holder) {
	s.endRefreshes(who)
	for _, t := range s.access {
		if t.holder == who {
			t.revoked = true
		}
	}
	maps.DeleteFunc(s.codes, func(_ string, c *code) bool { return c.holder == who })
	delete(s.links, who)
	delete(s.granted, who)
}

func (s *Service) endRefreshes(who holder) {
	for _, t := range s.refreshes {
		if t.holder == who {
			t.ended = true
		}
	}
}
