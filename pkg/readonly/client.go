package readonly

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const (
	defaultTimeout = 2 * time.Minute
	defaultMaxBody = 256 << 20
	defaultTries   = 4
	maxFaultBody   = 64 << 10
)

// TokenSource hands out an access token. refused is empty, or the token the
// provider just refused; then a newer one is wanted.
type TokenSource func(ctx context.Context, refused string) (string, error)

// Call is one exchange with the provider. It never holds a secret.
type Call struct {
	Op        string // what was asked, e.g. "read the balance sheet"
	Method    string
	URL       string
	Status    int // 0 without an answer
	RequestID string
	Attempt   int // 1 for the first try
	Took      time.Duration
	Err       error // why there was no usable answer
}

// Verdict is what to do about an answer that is not a success.
type Verdict struct {
	Retry   bool          // worth another try, while tries are left
	Wait    time.Duration // how long first; 0 means exponential back-off
	Refresh bool          // the access token was refused: get a newer one, once
	Err     error         // what to return when it is not tried again
}

// Judge decides on every answer outside 2xx. body is cut at 64 KiB.
type Judge func(response *http.Response, body []byte) Verdict

// Client asks one provider's API on behalf of one organisation. The zero values
// of the optional fields are sensible. It is safe for concurrent use.
type Client struct {
	Provider        ledger.Provider
	HTTP            *http.Client
	Token           TokenSource
	Header          http.Header // sent with every request
	RequestIDHeader string      // names the answer's id, for support
	Judge           Judge

	MaxConcurrent int           // exchanges under way at once; 0 means 1
	MaxCalls      int           // exchanges in the client's life, against runaway loops; 0 means no cap
	Limit         *rate.Limiter // pace of the requests; nil means none
	Timeout       time.Duration // of one exchange, its body included
	MaxBody       int64         // bytes of a success, unpacked
	Tries         int           // exchanges per question at most
	// TimeoutIsFinal hands a timed out exchange to the caller at once, who can
	// ask for less, instead of asking for the same again.
	TimeoutIsFinal bool

	Now     func() time.Time
	Sleep   func(context.Context, time.Duration) error
	Observe func(Call)

	once  sync.Once
	slots chan struct{}
	calls atomic.Int64
}

// Get asks for url and hands the body of a 2xx answer to read. read may run
// again after a broken body, so it starts afresh each time. An error of read is
// taken for a broken body and the question is asked again, unless it is a
// *ledger.Error or a *ledger.MismatchError. It returns the answer's header.
func (c *Client) Get(ctx context.Context, op, url string, read func(io.Reader) error) (http.Header, error) {
	waits := newBackoff()
	refused, refreshed := "", false
	for attempt := 1; ; attempt++ {
		token, err := c.Token(ctx, refused)
		if err != nil {
			return nil, err
		}
		header, verdict := c.exchange(ctx, exchange{op, url, token, attempt, read})
		switch {
		case verdict.Err == nil:
			return header, nil
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case verdict.Refresh && !refreshed:
			refused, refreshed = token, true
			continue
		case !verdict.Retry || attempt >= c.tries():
			return nil, verdict.Err
		}
		refused = ""
		wait := waits.NextBackOff()
		if verdict.Wait > 0 {
			wait = verdict.Wait
		}
		if err := c.sleep(ctx, wait); err != nil {
			return nil, err
		}
	}
}

// Calls is the number of exchanges so far, tries that failed included.
func (c *Client) Calls() int { return int(c.calls.Load()) }

type exchange struct {
	op, url, token string
	attempt        int
	read           func(io.Reader) error
}

// exchange runs one request within the client's limits and judges the answer.
func (c *Client) exchange(ctx context.Context, x exchange) (http.Header, Verdict) {
	release, err := c.enter(ctx)
	if err != nil {
		return nil, Verdict{Err: err}
	}
	defer release()
	if n := c.calls.Add(1); c.MaxCalls > 0 && n > int64(c.MaxCalls) {
		return nil, Verdict{Err: c.fault(x.op, ledger.Unexpected,
			fmt.Sprintf("this run already made %d calls, which no import needs; it was stopped to spare your quota", c.MaxCalls), nil)}
	}
	started := c.now()
	call := Call{Op: x.op, Method: http.MethodGet, URL: x.url, Attempt: x.attempt}
	header, verdict := c.roundTrip(ctx, x, &call)
	call.Took, call.Err = c.now().Sub(started), verdict.Err
	if c.Observe != nil {
		c.Observe(call)
	}
	return header, verdict
}

func (c *Client) roundTrip(ctx context.Context, x exchange, call *Call) (http.Header, Verdict) {
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(c.Timeout, defaultTimeout))
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, x.url, nil)
	if err != nil {
		return nil, Verdict{Err: c.fault(x.op, ledger.Unexpected, "the address is malformed", err)}
	}
	for name, values := range c.Header {
		request.Header[name] = values
	}
	request.Header.Set("Authorization", "Bearer "+x.token)
	response, err := c.client().Do(request)
	if err != nil {
		return nil, c.noAnswer(x.op, err)
	}
	defer func() { _ = response.Body.Close() }()
	call.Status, call.RequestID = response.StatusCode, response.Header.Get(c.RequestIDHeader)
	if response.StatusCode < 200 || response.StatusCode > 299 {
		body, _ := io.ReadAll(io.LimitReader(response.Body, maxFaultBody))
		verdict := c.Judge(response, body)
		if verdict.Err == nil { // a fault is never taken for a success
			verdict.Err = c.fault(x.op, ledger.Unexpected, "it answered "+response.Status, nil)
		}
		return nil, verdict
	}
	return response.Header, c.readBody(x, response)
}

// readBody hands a success to the caller's reader, bounded.
func (c *Client) readBody(x exchange, response *http.Response) Verdict {
	body := &bounded{reader: response.Body, left: cmp.Or(c.MaxBody, defaultMaxBody)}
	err := x.read(body)
	switch {
	case err == nil:
		return Verdict{}
	case body.exceeded:
		fault := c.fault(x.op, ledger.Unexpected, "the answer is larger than any real report", err)
		fault.RequestID = response.Header.Get(c.RequestIDHeader)
		return Verdict{Err: fault}
	case body.err != nil:
		return c.noAnswer(x.op, body.err)
	case isSettled(err):
		return Verdict{Err: err}
	}
	fault := c.fault(x.op, ledger.Unavailable, "the answer is cut short or is not what the API promises: "+err.Error(), err)
	fault.Status, fault.RequestID = response.StatusCode, response.Header.Get(c.RequestIDHeader)
	return Verdict{Retry: true, Err: fault}
}

// noAnswer judges an exchange that broke off on the way.
func (c *Client) noAnswer(op string, err error) Verdict {
	message := "no answer: " + reason(err)
	timeout := errors.Is(err, context.DeadlineExceeded)
	if timeout {
		message = "no answer in time"
	}
	return Verdict{Retry: !timeout || !c.TimeoutIsFinal, Err: c.fault(op, ledger.Unavailable, message, err)}
}

func (c *Client) fault(op string, kind ledger.Kind, message string, err error) *ledger.Error {
	return &ledger.Error{Kind: kind, Provider: c.Provider, Op: op, Message: message, Err: err}
}

// isSettled is true for errors that asking again cannot change.
func isSettled(err error) bool {
	if _, ok := errors.AsType[*ledger.Error](err); ok {
		return true
	}
	_, ok := errors.AsType[*ledger.MismatchError](err)
	return ok
}
