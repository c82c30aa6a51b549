package simulator

import (
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/apps"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/consent"
	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/internal/simulator/quickbooksapi"
	"github.com/ledgerlink/ledgerlink/internal/simulator/tokens"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xeroapi"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Now is the simulator's time: the clock's, moved by Advance.
func (s *Server) Now() time.Time { return s.clock.now() }

// Advance moves the simulator's clock forward. The books do not grow with it.
func (s *Server) Advance(d time.Duration) { s.clock.advance(d) }

// SetLatency changes how long every answer of an API or token endpoint takes.
func (s *Server) SetLatency(d time.Duration) { s.latency.Store(int64(d)) }

// SetStyle changes how the reports of QuickBooks look.
func (s *Server) SetStyle(style quickbooksapi.Style) { s.style.Store(&style) }

// SetXeroLies spoils Xero's answers on purpose; nil ends it. The answers of
// QuickBooks are spoiled by a fault of the kind Replace.
func (s *Server) SetXeroLies(lies *xeroapi.Lies) { s.lies.Store(lies) }

// SetConsent changes how consent pages answer themselves.
func (s *Server) SetConsent(plan consent.Plan) { s.pilot.Set(plan) }

// AddApp registers a client app, or replaces the one with its id.
func (s *Server) AddApp(app apps.App) { s.apps.Add(app) }

// Books are the books of an organisation, by its id or name. Edits to them show
// in the next answer.
func (s *Server) Books(organisation string) (*books.Books, bool) {
	for _, book := range s.books {
		if org := book.Organisation(); org.ID == organisation || strings.EqualFold(org.Name, organisation) {
			return book, true
		}
	}
	return nil, false
}

// book is the books of a provider's organisation, by its id.
func (s *Server) book(p ledger.Provider, id string) (*books.Books, bool) {
	for _, book := range s.books {
		if org := book.Organisation(); org.Provider == p && org.ID == id {
			return book, true
		}
	}
	return nil, false
}

// Organisations lists what is simulated.
func (s *Server) Organisations() []ledger.Organisation {
	list := make([]ledger.Organisation, len(s.books))
	for i, book := range s.books {
		list[i] = book.Organisation()
	}
	return list
}

func (s *Server) organisationsOf(p ledger.Provider) []ledger.Organisation {
	var list []ledger.Organisation
	for _, org := range s.Organisations() {
		if org.Provider == p {
			list = append(list, org)
		}
	}
	return list
}

// ExpireAccessTokens ends every access token now; refresh tokens stay.
func (s *Server) ExpireAccessTokens() {
	s.xero.ExpireAccess()
	s.intuit.ExpireAccess()
}

// RevokeSignIns ends every sign-in at a provider, at Xero with its connections,
// as if the people had removed the app there.
func (s *Server) RevokeSignIns(p ledger.Provider) {
	if p == ledger.Xero {
		s.xero.RevokeAll()
		return
	}
	s.intuit.RevokeAll()
}

// Disconnect ends the connection of every app to an organisation, by its id, as
// if it had been disconnected at the provider.
func (s *Server) Disconnect(organisationID string) {
	s.xero.Disconnect(organisationID)
	s.intuit.Disconnect(organisationID)
}

// DenyReports takes away (or gives back) the role that the reports of an
// organisation need.
func (s *Server) DenyReports(organisationID string, denied bool) {
	s.deniedMu.Lock()
	defer s.deniedMu.Unlock()
	s.denied[organisationID] = denied
}

func (s *Server) reportsDenied(organisationID string) bool {
	s.deniedMu.Lock()
	defer s.deniedMu.Unlock()
	return s.denied[organisationID]
}

// Inject puts a fault in force. The paths it matches begin with /xero or /quickbooks.
func (s *Server) Inject(fault faults.Fault) { s.faults.Add(fault) }

// Faults lists the faults in force.
func (s *Server) Faults() []faults.Fault { return s.faults.All() }

// ClearFaults ends all faults.
func (s *Server) ClearFaults() { s.faults.Clear() }

// Issued lists every secret handed out so far.
func (s *Server) Issued() []tokens.Issued { return s.issued.All() }

// Requests is the log of the last requests to the providers, oldest first.
func (s *Server) Requests() []Request { return s.record.all() }

// Calls counts the API calls about an organisation that were let in.
func (s *Server) Calls(organisationID string) int { return s.record.callsOf(organisationID) }

// ResetLog empties the log and the counters.
func (s *Server) ResetLog() { s.record.reset() }
