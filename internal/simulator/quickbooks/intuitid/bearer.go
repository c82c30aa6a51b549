package intuitid

import (
	"errors"
	"net/http"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
)

// Why an access token is refused.
var (
	// ErrToken is a token that is unknown, expired or revoked: HTTP 401.
	ErrToken = errors.New("the access token is not accepted")
	// ErrCompany is a token of another company, or of one that has disconnected
	// the app: HTTP 403.
	ErrCompany = errors.New("the access token is not for this company")
)

// Caller is who an access token speaks for.
type Caller struct {
	ClientID string
	Token    string // as sent; Intuit repeats it in its faults
}

// Bearer returns the caller of a request about a company, or ErrToken or ErrCompany.
func (s *Service) Bearer(r *http.Request, realm string) (Caller, error) {
	value := oauth.BearerToken(r)
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.access[value]
	switch {
	case t == nil, t.ended, s.Now().After(t.until):
		return Caller{Token: value}, ErrToken
	case t.realm != realm, t.disconnected:
		return Caller{ClientID: t.client, Token: value}, ErrCompany
	default:
		return Caller{ClientID: t.client, Token: value}, nil
	}
}

// ExpireAccess ends every access token now.
func (s *Service) ExpireAccess() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.access {
		t.until = s.Now().Add(-time.Second)
	}
}

// RevokeAll ends every sign-in.
func (s *Service) RevokeAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.chains {
		c.ended = true
	}
}

// Disconnect ends the sign-ins of a company, as if it had removed the apps
// inside QuickBooks: calls are refused with 3100 and refreshes with invalid_grant.
func (s *Service) Disconnect(realm string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.chains {
		if c.realm == realm {
			c.disconnected = true
		}
	}
}

// supersede ends the refresh tokens of the company's earlier consents.
func (s *Service) supersede(client, realm string) {
	for _, c := range s.chains {
		if c.client == client && c.realm == realm {
			c.superseded = true
		}
	}
}
