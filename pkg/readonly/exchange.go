package readonly

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const maxErrorBody = 64 << 10

// exchange is one request and its answer.
type exchange struct {
	op, url, token string
	attempt        int
	read           func(io.Reader) error
}

// exchange sends one request within the limits and classifies the answer.
func (c *Client) exchange(ctx context.Context, x exchange) (http.Header, Retry) {
	release, err := c.limits.acquire(ctx)
	if err != nil {
		return nil, Retry{Err: err}
	}
	defer release()
	if n := c.calls.Add(1); c.api.MaxCalls > 0 && n > int64(c.api.MaxCalls) {
		return nil, Retry{Err: c.error(x.op, ledger.Unexpected,
			fmt.Sprintf("this run already made %d calls, which no import needs; it was stopped to spare your quota", c.api.MaxCalls), nil)}
	}
	started := time.Now()
	call := Call{Op: x.op, Method: http.MethodGet, URL: x.url, Attempt: x.attempt}
	header, retry := c.roundTrip(ctx, x, &call)
	call.Took, call.Err = time.Since(started), retry.Err
	c.observe(call)
	return header, retry
}

func (c *Client) roundTrip(ctx context.Context, x exchange, call *Call) (http.Header, Retry) {
	ctx, cancel := context.WithTimeout(ctx, c.api.Timeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, x.url, nil)
	if err != nil {
		return nil, Retry{Err: c.error(x.op, ledger.Unexpected, "the address is malformed", err)}
	}
	request.Header = c.header.Clone()
	request.Header.Set("Authorization", "Bearer "+x.token)
	response, err := c.http.Do(request)
	if err != nil {
		return nil, c.transportError(x.op, err)
	}
	defer func() { _ = response.Body.Close() }()
	call.Status, call.RequestID = response.StatusCode, response.Header.Get(c.api.RequestIDHeader)
	if response.StatusCode < 200 || response.StatusCode > 299 {
		body, _ := io.ReadAll(io.LimitReader(response.Body, maxErrorBody))
		retry := c.api.Classify(response, body)
		if retry.Err == nil { // a refusal is never taken for a success
			retry.Err = c.error(x.op, ledger.Unexpected, "it answered "+response.Status, nil)
		}
		return nil, retry
	}
	return response.Header, c.readBody(x, response)
}

// readBody hands a success to the caller's reader, bounded.
func (c *Client) readBody(x exchange, response *http.Response) Retry {
	body := &bounded{reader: response.Body, left: c.api.MaxBody}
	err := x.read(body)
	switch {
	case err == nil:
		return Retry{}
	case body.exceeded:
		failed := c.error(x.op, ledger.Unexpected, "the answer is larger than any real report", err)
		failed.RequestID = response.Header.Get(c.api.RequestIDHeader)
		return Retry{Err: failed}
	case body.err != nil:
		return c.transportError(x.op, body.err)
	case isFinal(err):
		return Retry{Err: err}
	}
	failed := c.error(x.op, ledger.Unavailable, "the answer is cut short or is not what the API promises: "+err.Error(), err)
	failed.Status, failed.RequestID = response.StatusCode, response.Header.Get(c.api.RequestIDHeader)
	return Retry{Again: true, Err: failed}
}

// transportError classifies an exchange that ended without a whole answer. The
// address in the HTTP client's error is left out: it says nothing to a person.
func (c *Client) transportError(op string, err error) Retry {
	cause := err
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		cause = wrapped.Err
	}
	message := "no answer: " + cause.Error()
	timeout := errors.Is(err, context.DeadlineExceeded)
	if timeout {
		message = "no answer in time"
	}
	return Retry{Again: !timeout || !c.api.TimeoutIsFinal, Err: c.error(op, ledger.Unavailable, message, err)}
}

func (c *Client) error(op string, kind ledger.Kind, message string, err error) *ledger.Error {
	return &ledger.Error{Kind: kind, Provider: c.api.Provider, Op: op, Message: message, Err: err}
}

// isFinal reports whether asking again cannot change the error.
func isFinal(err error) bool {
	if _, ok := errors.AsType[*ledger.Error](err); ok {
		return true
	}
	_, ok := errors.AsType[*ledger.MismatchError](err)
	return ok
}
