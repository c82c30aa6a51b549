package xero

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// DefaultBaseURL is where Xero's API lives.
const DefaultBaseURL = "https://api.xero.com"

// Xero's limits per app and organisation ("OAuth 2.0 API limits"): five calls
// at once and sixty a minute. maxCalls is far above what the longest import
// needs and ends a loop gone wild before it has used up the day's quota.
const (
	maxConcurrent = 5
	burst         = 50
	maxCalls      = 600
)

// Config says which organisation to read and how to reach it.
type Config struct {
	BaseURL        string // without the API's own paths; empty means DefaultBaseURL
	OrganisationID string // the tenant id
	HTTP           *http.Client
	Token          readonly.TokenSource
	Sleep          func(context.Context, time.Duration) error // nil waits for real
	Observe        func(readonly.Call)                        // sees every exchange; may be nil
	UserAgent      string
}

// Client reads one Xero organisation. It is safe for concurrent use.
type Client struct {
	api            *readonly.Client
	base           string
	organisationID string
}

// New is a client for the organisation that the configuration names.
func New(config Config) *Client {
	header := http.Header{"Accept": {"application/json"}} // Xero answers XML otherwise
	if config.OrganisationID != "" {
		header.Set("Xero-Tenant-Id", config.OrganisationID)
	}
	if config.UserAgent != "" {
		header.Set("User-Agent", config.UserAgent)
	}
	return &Client{
		base:           strings.TrimSuffix(cmp.Or(config.BaseURL, DefaultBaseURL), "/"),
		organisationID: config.OrganisationID,
		api: &readonly.Client{
			Provider:        ledger.Xero,
			HTTP:            config.HTTP,
			Token:           config.Token,
			Header:          header,
			RequestIDHeader: requestIDHeader,
			Judge:           judge,
			MaxConcurrent:   maxConcurrent,
			MaxCalls:        maxCalls,
			Limit:           rate.NewLimiter(rate.Every(time.Second), burst),
			Sleep:           config.Sleep,
			Observe:         config.Observe,
		},
	}
}

// get asks for one resource, e.g. resource "Reports/BalanceSheet", and hands
// the answer to read, which may run again on a broken answer.
func (c *Client) get(ctx context.Context, resource resource, query url.Values, read func(io.Reader) error) error {
	address := c.base + resource.path
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	_, err := c.api.Get(ctx, resource.op, address, read)
	return err
}
