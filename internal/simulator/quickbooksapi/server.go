package quickbooksapi

import (
	"net/http"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
)

// Style is how the reports of a simulated QuickBooks look. The zero Style is
// what Intuit serves since 31 August 2026.
type Style struct {
	// Legacy is the shape before that day: a parent's own amount in its header,
	// titles in capitals, 0.00 where nothing happened.
	Legacy bool
	// HeaderZeros prints 0.00 instead of nothing in the section headers of
	// parents, as was observed since September 2026.
	HeaderZeros bool
	// NoRetainedEarningsID leaves the id off the computed retained earnings row.
	NoRetainedEarningsID bool
	// ClampToToday ends reports on the current day where a later one is asked for.
	ClampToToday bool
	// MaxCells is where a report is cut off; 0: 400,000.
	MaxCells int
	// TimeoutPeriods: reports of more columns than this time out with 504; 0: never.
	TimeoutPeriods int
}

// Server answers the Accounting API for any company.
type Server struct {
	Now   func() time.Time // nil: time.Now
	Style Style
}

// Serve answers one authorised request about the books. path is what follows
// /v3/company/{realm}/, e.g. "reports/ProfitAndLoss".
func (s *Server) Serve(w http.ResponseWriter, r *http.Request, b *books.Books, path string) {
	http.NotFound(w, r)
}
