package servertest

import (
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Asked returns the number of requests with the method whose path contains part.
func (s *Server) Asked(method, part string) (count int) {
	for _, request := range s.Requests() {
		if request.Method == method && strings.Contains(request.Path, part) {
			count++
		}
	}
	return count
}

// TokenPath returns the path at which a provider renews tokens.
func TokenPath(p ledger.Provider) string {
	if p == ledger.Xero {
		return "/xero/connect/token"
	}
	return "/quickbooks/oauth2/v1/tokens/bearer"
}

// Secrets returns the secrets of a kind that a provider has handed out, the newest
// last.
func (s *Server) Secrets(provider ledger.Provider, kind oauth.SecretKind) []string {
	var values []string
	for _, secret := range s.Issued() {
		if secret.Provider == provider && secret.Kind == kind {
			values = append(values, secret.Value)
		}
	}
	return values
}

// NoSecretIn fails the test if any text holds a secret that was ever handed out.
func (s *Server) NoSecretIn(texts ...string) {
	s.T.Helper()
	for _, issued := range s.Issued() {
		for _, text := range texts {
			if len(issued.Value) > 8 && strings.Contains(text, issued.Value) {
				s.T.Errorf("a %s is in %q", issued.Kind, text)
			}
		}
	}
}

// EachProvider runs a test for each provider.
func EachProvider(t *testing.T, test func(t *testing.T, p ledger.Provider)) {
	for _, p := range []ledger.Provider{ledger.Xero, ledger.QuickBooks} {
		t.Run(string(p), func(t *testing.T) {
			t.Parallel()
			test(t, p)
		})
	}
}
