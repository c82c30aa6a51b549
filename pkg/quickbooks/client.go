package quickbooks

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// Intuit's page "API call limits and throttles" gives a request 120 seconds.
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
		Judge:           (&judge{refused: map[string]bool{}}).verdict,
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

// Probe proves that the company answers and that its reports may be read, by
// asking for the company and for a report on a month long ago.
func (c *Client) Probe(ctx context.Context) error {
	month := ledger.NewMonth(2000, time.January)
	q := monthly(profitAndLoss, ledger.Range{From: month, To: month}, ledger.Accrual)
	return sideBySide(ctx,
		func(ctx context.Context) error { _, err := c.companyInfo(ctx); return err },
		func(ctx context.Context) error {
			r, err := c.report(ctx, q)
			if err != nil {
				return err
			}
			return q.answeredBy(r.header)
		})
}

// report asks for one report. One that the ledger cut off is an error that
// wraps errTooMuch.
func (c *Client) report(ctx context.Context, q question) (*report, error) {
	var answer *report
	header, err := c.get(ctx, "/reports/"+q.report, q.query(), func(body io.Reader) (err error) {
		answer, err = parseReport(body)
		return err
	})
	if err != nil {
		return nil, err
	}
	if answer.cut {
		return nil, tooMuch(q.report, header.Get(requestIDHeader))
	}
	return answer, nil
}

// get asks for a path below the company. A question that ran into the time
// limit is asked once more, unless the caller can ask for less.
func (c *Client) get(ctx context.Context, path string, query url.Values, read func(io.Reader) error) (http.Header, error) {
	op := opOf(path)
	if c.company == "" {
		return nil, &ledger.Error{Kind: ledger.Unexpected, Provider: ledger.QuickBooks, Op: op, Message: "the connection names no company"}
	}
	address := c.company + path + "?" + query.Encode()
	header, err := c.http.Get(ctx, op, address, read)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil && !canAskLess(query) {
		header, err = c.http.Get(ctx, op, address, read)
	}
	return header, err
}

// opOf says in words what is asked of a path.
func opOf(path string) string {
	switch name := path[strings.LastIndexByte(path, '/')+1:]; name {
	case profitAndLoss:
		return "read the profit and loss"
	case balanceSheet:
		return "read the balance sheet"
	case trialBalance:
		return "read the trial balance"
	case "query":
		return "read the accounts"
	case "preferences":
		return "read the company's preferences"
	}
	return "read the company"
}

func tooMuch(report, requestID string) error {
	return &ledger.Error{
		Kind: ledger.Unavailable, Provider: ledger.QuickBooks, Op: opOf(report), RequestID: requestID,
		Message: "the report is larger than QuickBooks can show", Err: errTooMuch,
	}
}

var errTooMuch = errors.New("too much for one report")
