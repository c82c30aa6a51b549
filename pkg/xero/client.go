package xero

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// DefaultBaseURL is where Xero's API lives.
const DefaultBaseURL = "https://api.xero.com"

// Xero's limits per app and organisation: five calls at once and sixty a minute
// (https://developer.xero.com/documentation/guides/oauth2/limits). The span is a
// little longer, as the network shifts calls. maxCalls is far above what the
// longest import needs and ends a runaway loop before it has used up the day's
// limit.
const (
	maxConcurrent  = 5
	callsPerMinute = 60
	minute         = 61 * time.Second
	maxCalls       = 600
)

// Config says which organisation to read, by its tenant id, and how to reach it.
type Config = readonly.Config

// Client reads one Xero organisation. It is safe for concurrent use.
type Client struct {
	api            *readonly.Client
	organisationID string
}

// New returns a client for the organisation that the configuration names. The
// error wraps readonly.ErrConfig.
func New(config Config) (*Client, error) {
	if config.OrganisationID == "" {
		return nil, fmt.Errorf("%w: it names no organisation", readonly.ErrConfig)
	}
	return newClient(config)
}

// newClient returns a client that may be for no organisation in particular.
func newClient(config Config) (*Client, error) {
	header := http.Header{"Accept": {"application/json"}} // Xero answers XML otherwise
	if config.OrganisationID != "" {
		header.Set("Xero-Tenant-Id", config.OrganisationID)
	}
	api, err := readonly.New(config, readonly.API{
		Provider:        ledger.Xero,
		BaseURL:         DefaultBaseURL,
		Header:          header,
		RequestIDHeader: requestIDHeader,
		Classify:        classify,
		MaxConcurrent:   maxConcurrent,
		MaxCalls:        maxCalls,
		Rate:            readonly.Rate{Requests: callsPerMinute, Per: minute},
	})
	if err != nil {
		return nil, err
	}
	return &Client{api: api, organisationID: config.OrganisationID}, nil
}

// get asks for one resource and hands the answer to read, which may run again on
// a broken answer.
func (c *Client) get(ctx context.Context, resource resource, query url.Values, read func(io.Reader) error) error {
	_, err := c.api.Get(ctx, resource.op, resource.path, query, read)
	return err
}
