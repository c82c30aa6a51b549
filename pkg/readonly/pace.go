package readonly

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// enter waits for a free slot and for the pace, and returns the slot's release.
func (c *Client) enter(ctx context.Context) (func(), error) {
	c.once.Do(func() { c.slots = make(chan struct{}, max(1, c.MaxConcurrent)) })
	select {
	case c.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	release := func() { <-c.slots }
	if c.Limit == nil {
		return release, nil
	}
	now := c.now()
	if wait := c.Limit.ReserveN(now, 1).DelayFrom(now); wait > 0 {
		if err := c.sleep(ctx, wait); err != nil {
			release()
			return nil, err
		}
	}
	return release, nil
}

// client is the caller's HTTP client without redirects: an API that redirects is
// not the API, and its answer must be judged, not followed with a token in hand.
func (c *Client) client() *http.Client {
	client := http.Client{}
	if c.HTTP != nil {
		client = *c.HTTP
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &client
}

func (c *Client) tries() int { return cmp.Or(c.Tries, defaultTries) }

func (c *Client) now() time.Time {
	if c.Now != nil {
		return c.Now()
	}
	return time.Now()
}

func (c *Client) sleep(ctx context.Context, wait time.Duration) error {
	if c.Sleep != nil {
		return c.Sleep(ctx, wait)
	}
	return Sleep(ctx, wait)
}

// Sleep waits for d or until ctx ends, and then returns its error.
func Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// newBackoff waits about 1, 2 and 4 seconds, each a little random so that jobs
// started together do not come back together.
func newBackoff() *backoff.ExponentialBackOff {
	waits := backoff.NewExponentialBackOff()
	waits.InitialInterval = time.Second
	waits.Multiplier = 2
	waits.RandomizationFactor = 0.3
	return waits
}

// reason is the cause behind an HTTP client's error, without the address, which
// says nothing to a person.
func reason(err error) string {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err
	}
	return err.Error()
}

// bounded stops a body that is larger than any real answer, and remembers an
// error of the connection, which the parser's own error would hide.
type bounded struct {
	reader   io.Reader
	left     int64
	exceeded bool
	err      error
}

var errTooLarge = errors.New("the answer is too large")

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		// Only a further byte makes the body too large, not its exact end.
		if n, err := b.reader.Read(p[:min(1, len(p))]); n == 0 {
			return 0, err
		}
		b.exceeded = true
		return 0, errTooLarge
	}
	n, err := b.reader.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		b.err = err
	}
	return n, err
}
