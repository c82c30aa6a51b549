package simulator

import (
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/internal/simulator/host"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Now is the simulator's time: the clock's, moved by Advance.
func (s *Server) Now() time.Time { return s.clock.now() }

// Advance moves the simulator's clock forward. The books do not grow with it.
func (s *Server) Advance(d time.Duration) { s.clock.advance(d) }

// SetLatency changes how long every answer of an API or token endpoint takes.
func (s *Server) SetLatency(d time.Duration) { s.latency.Store(int64(d)) }

// SetAutoConsent changes how consent pages answer themselves.
func (s *Server) SetAutoConsent(auto oauth.AutoConsent) { s.host.Identity.SetAutoConsent(auto) }

// AddApp registers a client app, or replaces the one with its id.
func (s *Server) AddApp(app oauth.App) { s.host.Identity.Apps.Add(app) }

// Books returns the books of an organisation, by its id or name. Edits to them
// show in the next answer.
func (s *Server) Books(organisation string) (*books.Books, bool) { return s.host.Find(organisation) }

// Organisations returns what is simulated.
func (s *Server) Organisations() []ledger.Organisation { return s.host.Organisations() }

// ExpireAccessTokens ends every access token now; refresh tokens stay.
func (s *Server) ExpireAccessTokens() {
	for _, l := range s.ledgers {
		l.ExpireAccess()
	}
}

// RevokeSignIns ends every sign-in at a provider, at Xero with its connections,
// as if the people had removed the app there.
func (s *Server) RevokeSignIns(provider ledger.Provider) {
	if l, ok := s.ledger(provider); ok {
		l.RevokeAll()
	}
}

// Disconnect ends the connection of every app to an organisation, by its id, as
// if it had been disconnected at the provider.
func (s *Server) Disconnect(organisationID string) {
	for _, l := range s.ledgers {
		l.Disconnect(organisationID)
	}
}

// DenyReports takes away (or gives back) the role that the reports of an
// organisation need.
func (s *Server) DenyReports(organisationID string, denied bool) {
	s.host.DenyReports(organisationID, denied)
}

// Inject puts a fault in force. The paths it matches begin with "/" and the name of
// a provider.
func (s *Server) Inject(fault faults.Fault) { s.faults.Add(fault) }

// Faults returns the faults in force.
func (s *Server) Faults() []faults.Fault { return s.faults.All() }

// ClearFaults ends all faults.
func (s *Server) ClearFaults() { s.faults.Clear() }

// Issued returns every secret handed out so far.
func (s *Server) Issued() []oauth.Secret { return s.host.Identity.Secrets.All() }

// Requests returns the last requests to the providers, oldest first.
func (s *Server) Requests() []host.Request { return s.host.Log.Requests() }

// Calls counts the API calls about an organisation that were let in.
func (s *Server) Calls(organisationID string) int { return s.host.Log.Calls(organisationID) }

// ResetLog empties the log and the counters.
func (s *Server) ResetLog() { s.host.Log.Reset() }
