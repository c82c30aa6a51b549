package quickbooks

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// DefaultBaseURL is where the API of real companies lives. Sandbox companies are
// at SandboxBaseURL.
const (
	DefaultBaseURL = "https://quickbooks.api.intuit.com"
	SandboxBaseURL = "https://sandbox-quickbooks.api.intuit.com"
)

// Intuit gives a request 120 seconds and allows ten a second for each company
// and app
// (https://developer.intuit.com/app/developer/qbo/docs/learn/limits-and-throttles).
// The span is a little longer, as the network shifts requests.
const (
	maxConcurrent   = 5
	requestsPerSpan = 10
	requestSpan     = 1050 * time.Millisecond
	timeout         = 130 * time.Second
	maxCalls        = 200 // a year's import takes six
)

// Config says which company is read, by its realm id, and how to reach it.
type Config = readonly.Config

// Client reads one company. It is safe for concurrent use.
type Client struct {
	realm string
	path  string // of the company
	api   *readonly.Client
}

// New returns a client for the company that the configuration names. The error
// wraps readonly.ErrConfig.
func New(config Config) (*Client, error) {
	if config.OrganisationID == "" {
		return nil, fmt.Errorf("%w: it names no company", readonly.ErrConfig)
	}
	api, err := readonly.New(config, readonly.API{
		Provider:        ledger.QuickBooks,
		BaseURL:         DefaultBaseURL,
		Header:          http.Header{"Accept": {"application/json"}},
		RequestIDHeader: requestIDHeader,
		Classify:        (&throttle{refused: map[string]bool{}}).classify,
		MaxConcurrent:   maxConcurrent,
		MaxCalls:        maxCalls,
		Rate:            readonly.Rate{Requests: requestsPerSpan, Per: requestSpan},
		Timeout:         timeout,
		TimeoutIsFinal:  true,
	})
	if err != nil {
		return nil, err
	}
	return &Client{
		realm: config.OrganisationID,
		path:  "/v3/company/" + url.PathEscape(config.OrganisationID),
		api:   api,
	}, nil
}

// Probe checks in two calls that the company answers and that its reports may be
// read: it asks for a report about a month long ago.
func (c *Client) Probe(ctx context.Context) error {
	month := ledger.NewMonth(2000, time.January)
	request := monthlyRequest(profitAndLossResource, ledger.Range{From: month, To: month}, ledger.Accrual)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { _, err := c.companyInfo(ctx); return err })
	group.Go(func() error {
		report, err := c.report(ctx, request)
		if err != nil {
			return err
		}
		return report.header.checkHeader(request)
	})
	return group.Wait()
}

// report reads one report. The error for one that the ledger truncated wraps
// errTooLarge.
func (c *Client) report(ctx context.Context, request reportRequest) (*report, error) {
	var answer *report
	header, err := c.get(ctx, request.resource, request.query(), func(body io.Reader) (err error) {
		answer, err = readReport(body)
		return err
	})
	if err != nil {
		return nil, err
	}
	if answer.truncated {
		return nil, tooLarge(request.resource, header.Get(requestIDHeader))
	}
	return answer, nil
}

// get asks for one resource of the company and hands the answer to read, which
// may run again on a broken answer. A request that ran into the time limit is
// sent once more, unless the caller can split it.
func (c *Client) get(ctx context.Context, r resource, query url.Values, read func(io.Reader) error) (http.Header, error) {
	header, err := c.api.Get(ctx, r.op, c.path+r.path, query, read)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil && !canSplit(query) {
		header, err = c.api.Get(ctx, r.op, c.path+r.path, query, read)
	}
	return header, err
}
