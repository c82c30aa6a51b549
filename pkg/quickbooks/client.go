package quickbooks

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// A request that takes more than 120 seconds times out:
// https://developer.intuit.com/app/developer/qbo/docs/learn/limits-and-throttles
const (
	maxConcurrent = 5
	timeout       = 130 * time.Second
	maxCalls      = 200 // a year's import takes six
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
type Client struct {
	company string // the address of the company; empty without a realm id
	realm   string
	http    *readonly.Client
}

// New returns a client for the company that the configuration names.
func New(config Config) *Client {
	c := &Client{realm: config.OrganisationID, http: &readonly.Client{
		Provider:        ledger.QuickBooks,
		HTTP:            newPace(config),
		Token:           config.Token,
		Header:          http.Header{"Accept": {"application/json"}},
		RequestIDHeader: requestIDHeader,
		Judge:           (&throttle{refused: map[string]bool{}}).classify,
		MaxConcurrent:   maxConcurrent,
		MaxCalls:        maxCalls,
		Timeout:         timeout,
		TimeoutIsFinal:  true,
		Sleep:           config.Sleep,
		Observe:         config.Observe,
	}}
	if config.UserAgent != "" {
		c.http.Header.Set("User-Agent", config.UserAgent)
	}
	if c.realm != "" {
		c.company = strings.TrimSuffix(config.BaseURL, "/") + "/v3/company/" + url.PathEscape(c.realm)
	}
	return c
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
	if c.company == "" {
		return nil, unreadable(r, "the connection names no company")
	}
	address := c.company + r.path + "?" + query.Encode()
	header, err := c.http.Get(ctx, r.op, address, read)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil && !canSplit(query) {
		header, err = c.http.Get(ctx, r.op, address, read)
	}
	return header, err
}
