package simulator

import (
	"net/http"
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/simulator/host"
	"github.com/ledgerlink/ledgerlink/internal/simulator/quickbooks"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xero"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// simulated is one simulated ledger. It serves its paths below "/" and the name of
// its provider.
type simulated interface {
	http.Handler
	Provider() ledger.Provider
	// IsPage reports whether a person looks at what the path answers.
	IsPage(path string) bool
	// WriteError writes an error as the provider's gateway does, and reports
	// whether it has a form of its own for the status.
	WriteError(w http.ResponseWriter, r *http.Request, status int) bool

	ExpireAccess()                    // ends every access token
	RevokeAll()                       // ends every sign-in
	Disconnect(organisationID string) // ends every connection to an organisation

	Control(mux *http.ServeMux) // adds the control calls that only this ledger has
	Guide() []host.GuideLine    // describes its paths on the index page
}

// ledgers returns every ledger there is.
func ledgers(on *host.Host, options Options) []simulated {
	return []simulated{
		xero.New(on, options.Xero),
		quickbooks.New(on, options.QuickBooks),
	}
}

// basePath is where a provider is mounted.
func basePath(provider ledger.Provider) string { return "/" + string(provider) }

// ledgerOf returns the ledger that a path belongs to.
func (s *Server) ledgerOf(path string) (simulated, bool) {
	for _, l := range s.ledgers {
		if strings.HasPrefix(path, basePath(l.Provider())+"/") {
			return l, true
		}
	}
	return nil, false
}

// ledger returns the simulated ledger of a provider.
func (s *Server) ledger(provider ledger.Provider) (simulated, bool) {
	i := slices.IndexFunc(s.ledgers, func(l simulated) bool { return l.Provider() == provider })
	if i < 0 {
		return nil, false
	}
	return s.ledgers[i], true
}
