package simulator

import (
	"context"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/simulator/quickbooks"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xero"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Options say what is simulated. The zero Options are the believable companies,
// open to any client app, with a person pressing the buttons.
type Options struct {
	// Today is the day up to which the believable companies have journals; none
	// means the day of Now.
	Today ledger.Date
	Now   func() time.Time                                 // nil: time.Now
	Sleep func(ctx context.Context, d time.Duration) error // for latency; nil: a timer
	Books []*books.Books                                   // nil: the believable companies
	// Apps are the registered client apps. Others are accepted as well, and
	// their first secret with them, unless OnlyApps.
	Apps     []oauth.App
	OnlyApps bool
	// RedirectURIs are accepted besides http://localhost:PORT/callback/PROVIDER
	// of apps that name none of their own.
	RedirectURIs []string
	People       []oauth.Person    // who can be signed in; nil: two people
	AutoConsent  oauth.AutoConsent // how consent pages answer themselves; zero: a person does
	Latency      time.Duration     // before every answer of an API or token endpoint

	// KeepOlderSignIns leaves the refresh tokens of an earlier consent of the
	// same person (Xero) or company (QuickBooks) alive. Whether the providers
	// do is not known; the stricter way is the default.
	KeepOlderSignIns bool

	// NoLimits lifts every limit on the number of calls, for demonstrations and
	// tests that are not about limits.
	NoLimits bool

	Xero       xero.Options
	QuickBooks quickbooks.Options
}
