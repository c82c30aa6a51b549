package model

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// SignIn is a chain of tokens: at Xero one person and one app, at QuickBooks one
// company and one app. Several connections may use it.
type SignIn struct {
	ID          string // see SignInID
	Provider    ledger.Provider
	Environment string // production, sandbox or simulator
	BaseURL     string // the simulator's address; else empty
	ClientID    string
	Subject     string // Xero's user id or QuickBooks' realm id
	Scopes      []string
	Tokens      Tokens
	State       SignInState // Connected or ReconnectNeeded; see StateOf
	Attempt     *Attempt    // a refresh that was begun and whose end is not known
	LastProblem string      // in an analyst's words; empty after a success
}

// Tokens are what a provider handed out. A zero time is not known.
type Tokens struct {
	Access           string `json:"-"`
	Refresh          string `json:"-"`
	ObtainedAt       time.Time
	AccessExpiresAt  time.Time
	RefreshExpiresAt time.Time // if it is not used before
	HardExpiresAt    time.Time // however often it is used (QuickBooks)
}

// Format prints no token, whatever the verb.
func (t Tokens) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("(tokens)")) }

// Attempt is a refresh noted down before it was sent. One that is still there
// when the sign-in's lock is free was cut off between sending and saving.
type Attempt struct {
	At          time.Time
	Fingerprint string // of the refresh token that was sent; see Fingerprint
	PID         int
}

// SignInID returns the id of the sign-in of a person or company (subject) with
// an app: a hash, safe in file names.
func SignInID(p ledger.Provider, environment, baseURL, clientID, subject string) string {
	return digest(string(p), environment, baseURL, clientID, subject)
}

// Fingerprint returns a hash that tells two refresh tokens apart without giving
// either away.
func Fingerprint(refreshToken string) string { return digest("refresh token", refreshToken) }

// digest returns the first half of the SHA-256 of the parts, hexadecimal.
func digest(parts ...string) string {
	hash := sha256.New()
	for _, part := range parts {
		hash.Write([]byte(strconv.Itoa(len(part)) + ":" + part))
	}
	return hex.EncodeToString(hash.Sum(nil)[:sha256.Size/2])
}

// Refreshed takes over new tokens: the attempt is over and the sign-in works.
func (s *SignIn) Refreshed(t Tokens) {
	s.Tokens, s.State, s.Attempt, s.LastProblem = t, Connected, nil, ""
}

// RefreshFailed ends an attempt that may be repeated; the state stays. The
// problem is told in an analyst's words.
func (s *SignIn) RefreshFailed(problem string) { s.Attempt, s.LastProblem = nil, problem }

// Refused ends an attempt that only a person can repeat. The tokens stay.
func (s *SignIn) Refused(why string) { s.Attempt, s.State, s.LastProblem = nil, ReconnectNeeded, why }
