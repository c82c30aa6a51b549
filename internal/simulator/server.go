package simulator

import (
	"net/http"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/apps"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/consent"
	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/internal/simulator/tokens"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Server is the simulator. It is an http.Handler and safe for concurrent use.
type Server struct {
}

// New makes a simulator. It fails where the believable companies cannot be opened.
func New(options Options) (*Server, error) { return &Server{}, nil }

// ServeHTTP serves both providers, the control calls and the index page.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {}

// Close lets go of every request that a fault holds up.
func (s *Server) Close() {}

// Now is the simulator's time: the clock's, moved by Advance.
func (s *Server) Now() time.Time { return time.Time{} }

// Advance moves the simulator's clock forward.
func (s *Server) Advance(d time.Duration) {}

// SetConsent changes how consent pages answer themselves.
func (s *Server) SetConsent(plan consent.Plan) {}

// AddApp registers a client app, or replaces the one with its id.
func (s *Server) AddApp(app apps.App) {}

// Books are the books of an organisation, by its id or name.
func (s *Server) Books(organisation string) (*books.Books, bool) { return nil, false }

// Organisations lists what is simulated.
func (s *Server) Organisations() []ledger.Organisation { return nil }

// ExpireAccessTokens ends every access token now; refresh tokens stay.
func (s *Server) ExpireAccessTokens() {}

// RevokeSignIns ends every sign-in at a provider, as if the people had revoked
// the app there.
func (s *Server) RevokeSignIns(p ledger.Provider) {}

// Disconnect ends the connection of every app to an organisation, as if it had
// been disconnected at the provider.
func (s *Server) Disconnect(organisationID string) {}

// DenyReports takes away (or gives back) the role that reports need.
func (s *Server) DenyReports(organisationID string, denied bool) {}

// Inject puts a fault in force; ClearFaults ends all.
func (s *Server) Inject(fault faults.Fault) {}

// ClearFaults ends all faults.
func (s *Server) ClearFaults() {}

// Issued lists every secret handed out so far.
func (s *Server) Issued() []tokens.Issued { return nil }

// Requests is the log of requests, oldest first.
func (s *Server) Requests() []Request { return nil }

// Calls counts the API calls about an organisation that were let in.
func (s *Server) Calls(organisationID string) int { return 0 }

// ResetLog empties the log and the counters.
func (s *Server) ResetLog() {}

// Request is one line of the log.
type Request struct {
	At           time.Time `json:"at"`
	Method       string    `json:"method"`
	Path         string    `json:"path"`
	Query        string    `json:"query,omitempty"`
	Client       string    `json:"client,omitempty"`
	Organisation string    `json:"organisation,omitempty"`
	Status       int       `json:"status"`
}
