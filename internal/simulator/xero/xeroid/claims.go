package xeroid

import (
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
)

const issuer = "https://identity.xero.com"

// accessClaims are the claims of an access token, in Xero's order.
type accessClaims struct {
	NotBefore       int64    `json:"nbf"`
	Expires         int64    `json:"exp"`
	Issuer          string   `json:"iss"`
	Audience        string   `json:"aud"`
	ClientID        string   `json:"client_id"`
	Subject         string   `json:"sub"`
	AuthTime        int64    `json:"auth_time"`
	UserID          string   `json:"xero_userid"`
	GlobalSessionID string   `json:"global_session_id"`
	JWTID           string   `json:"jti"`
	EventID         string   `json:"authentication_event_id"`
	Scope           []string `json:"scope"`
}

func (s *Service) accessClaims(g *grant, now time.Time) accessClaims {
	return accessClaims{
		NotBefore: now.Unix(), Expires: now.Add(AccessLife).Unix(), Issuer: issuer, Audience: issuer + "/resources",
		ClientID: g.client, Subject: subject(g), AuthTime: g.at.Unix(), UserID: g.person, GlobalSessionID: g.session,
		JWTID: oauth.Hex(16), EventID: g.event, Scope: g.scopes,
	}
}

// identityClaims are the claims of an id_token. It has no
// authentication_event_id (observed).
type identityClaims struct {
	NotBefore       int64    `json:"nbf"`
	Expires         int64    `json:"exp"`
	Issuer          string   `json:"iss"`
	Audience        string   `json:"aud"`
	IssuedAt        int64    `json:"iat"`
	AccessTokenHash string   `json:"at_hash"`
	SessionID       string   `json:"sid"`
	Subject         string   `json:"sub"`
	AuthTime        int64    `json:"auth_time"`
	UserID          string   `json:"xero_userid"`
	GlobalSessionID string   `json:"global_session_id"`
	Username        string   `json:"preferred_username,omitempty"`
	Email           string   `json:"email,omitempty"`
	GivenName       string   `json:"given_name,omitempty"`
	FamilyName      string   `json:"family_name,omitempty"`
	Name            string   `json:"name,omitempty"`
	Methods         []string `json:"amr"`
}

func (s *Service) identityClaims(g *grant, now time.Time) identityClaims {
	claims := identityClaims{
		NotBefore: now.Unix(), Expires: now.Add(idTokenLife).Unix(), Issuer: issuer, Audience: g.client, IssuedAt: now.Unix(),
		AccessTokenHash: oauth.Opaque(16), SessionID: g.session, Subject: subject(g), AuthTime: g.at.Unix(),
		UserID: g.person, GlobalSessionID: g.session, Methods: []string{"pwd"},
	}
	if g.has("email") {
		claims.Email = g.who.Email
	}
	if g.has("profile") {
		claims.Username, claims.Name = g.who.Email, g.who.Name
		claims.GivenName, claims.FamilyName, _ = strings.Cut(g.who.Name, " ")
	}
	return claims
}

// subject is the person's id in the form Xero's sub has: no dashes.
func subject(g *grant) string { return strings.ReplaceAll(g.person, "-", "") }
