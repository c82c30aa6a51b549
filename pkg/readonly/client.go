package readonly

import (
	"cmp"
	"context"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const (
	defaultTimeout = 2 * time.Minute
	defaultMaxBody = 256 << 20
	defaultTries   = 4
	firstBackoff   = time.Second
)

// Retry is what to do about an answer that is not a success.
type Retry struct {
	Again   bool          // worth another try, while tries are left
	Wait    time.Duration // how long first; 0 means exponential back-off
	Refresh bool          // the access token was refused: get a newer one, once
	Err     error         // what to return when it is not tried again
}

// Classify decides what to do about an answer outside 2xx. body is cut at 64 KiB.
type Classify func(response *http.Response, body []byte) Retry

// API describes a provider's API and its limits. Zero means a sensible default
// wherever there is one.
type API struct {
	Provider        ledger.Provider
	BaseURL         string      // of the production API; used where a Config has none
	Header          http.Header // sent with every request
	RequestIDHeader string      // names the answer's id, for support
	Classify        Classify

	MaxConcurrent int           // exchanges under way at once; 0 means 1
	MaxCalls      int           // exchanges in a client's life, against runaway loops; 0 means no cap
	Rate          Rate          // of the requests
	Timeout       time.Duration // of one exchange, its body included
	MaxBody       int64         // bytes of a success, unpacked
	Tries         int           // exchanges for one Get at most
	// TimeoutIsFinal returns an exchange that timed out at once, to a caller who
	// can ask for less, instead of repeating it.
	TimeoutIsFinal bool
}

// Client reads one provider's API on behalf of one organisation. It is safe for
// concurrent use.
type Client struct {
	api     API
	base    string
	header  http.Header
	http    *http.Client
	token   TokenSource
	observe func(Call)
	sleep   func(context.Context, time.Duration) error
	limits  *limiter
	calls   atomic.Int64
}

// New returns a client of an API. The error wraps ErrConfig.
func New(config Config, api API) (*Client, error) {
	base, err := config.base(api.BaseURL)
	if err != nil {
		return nil, err
	}
	api.Timeout = cmp.Or(api.Timeout, defaultTimeout)
	api.MaxBody = cmp.Or(api.MaxBody, defaultMaxBody)
	api.Tries = cmp.Or(api.Tries, defaultTries)
	c := &Client{
		api: api, base: base, header: api.Header.Clone(), http: config.client(),
		token: config.Token, observe: config.Observe, sleep: config.Sleep,
	}
	if c.header == nil {
		c.header = http.Header{}
	}
	if config.UserAgent != "" {
		c.header.Set("User-Agent", config.UserAgent)
	}
	if c.observe == nil {
		c.observe = func(Call) {}
	}
	if c.sleep == nil {
		c.sleep = sleep
	}
	c.limits = newLimiter(api.MaxConcurrent, api.Rate, c.sleep)
	return c, nil
}

// Get asks for a path below the base address and hands the body of a 2xx answer
// to read. read may run again after a broken body, so it must start afresh each
// time. An error of read is taken for a broken body, and the request is
// repeated, unless it is a *ledger.Error or a *ledger.MismatchError. op says what
// is asked, for errors and calls: "read the balance sheet". Get returns the
// answer's header.
func (c *Client) Get(ctx context.Context, op, path string, query url.Values, read func(io.Reader) error) (http.Header, error) {
	x := exchange{op: op, url: c.base + path, read: read}
	if len(query) > 0 {
		x.url += "?" + query.Encode()
	}
	refused, refreshed := "", false
	for tries := 1; ; tries++ {
		var err error
		if x.token, err = c.token(ctx, refused); err != nil {
			return nil, err
		}
		x.attempt = tries
		header, retry := c.exchange(ctx, x)
		switch {
		case retry.Err == nil:
			return header, nil
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case retry.Refresh && !refreshed:
			refused, refreshed = x.token, true
			continue
		case !retry.Again || tries >= c.api.Tries:
			return nil, retry.Err
		}
		refused = ""
		if err := c.sleep(ctx, cmp.Or(retry.Wait, backoff(tries))); err != nil {
			return nil, err
		}
	}
}

// backoff returns about 1, 2 and 4 seconds after the first, second and third
// try, each a little random so that clients started together do not come back
// together.
func backoff(tries int) time.Duration {
	wait := firstBackoff << min(tries-1, 10)
	return wait*7/10 + rand.N(wait*6/10) //nolint:gosec // it keeps no secret
}

// Calls returns the number of exchanges so far, failed tries included.
func (c *Client) Calls() int { return int(c.calls.Load()) }
