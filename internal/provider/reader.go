package provider

import (
	"context"
	"net/http"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/quickbooks"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
	"github.com/ledgerlink/ledgerlink/pkg/xero"
)

// Reader reads one organisation of any provider. Its errors are *ledger.Error
// and *ledger.MismatchError.
type Reader interface {
	// Organisation is the organisation as it is now.
	Organisation(ctx context.Context) (ledger.Organisation, error)
	// Chart is the organisation and all its accounts, archived ones included.
	Chart(ctx context.Context) (*ledger.Chart, error)
	// Actuals is the chart and the actuals of the months asked for.
	Actuals(ctx context.Context, request ledger.Request) (*ledger.Actuals, error)
	// Probe proves cheaply that the organisation and its reports can be read.
	Probe(ctx context.Context) error
}

// Deps is what a Reader works with.
type Deps struct {
	HTTP      *http.Client
	Token     readonly.TokenSource
	Sleep     func(context.Context, time.Duration) error
	Observe   func(readonly.Call)
	UserAgent string
}

// Open is a Reader of one organisation.
func (p Profile) Open(organisationID string, d Deps) Reader {
	if p.Provider == ledger.QuickBooks {
		return quickbooks.New(quickbooks.Config{
			BaseURL: p.APIBase, OrganisationID: organisationID,
			HTTP: d.HTTP, Token: d.Token, Sleep: d.Sleep, Observe: d.Observe, UserAgent: d.UserAgent,
		})
	}
	return xero.New(xero.Config{
		BaseURL: p.APIBase, OrganisationID: organisationID,
		HTTP: d.HTTP, Token: d.Token, Sleep: d.Sleep, Observe: d.Observe, UserAgent: d.UserAgent,
	})
}
