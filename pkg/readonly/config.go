package readonly

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// ErrConfig is wrapped by the errors about a Config that cannot work.
var ErrConfig = errors.New("invalid client configuration")

// Config says which organisation a client reads and how it reaches it. Token is
// required, and so is OrganisationID wherever an organisation is read.
type Config struct {
	OrganisationID string       // Xero's tenant id or QuickBooks' realm id
	Token          TokenSource  // asked before every exchange
	BaseURL        string       // without the API's own paths; empty means the provider's production API
	HTTP           *http.Client // nil means one with the default transport; redirects are never followed
	UserAgent      string       // sent with every request; empty means Go's own
	Observe        func(Call)   // sees every exchange, from several goroutines at once; may be nil

	// Sleep waits between exchanges until d has passed or ctx has ended, and
	// returns ctx's error in that case. nil means a timer; tests replace it.
	Sleep func(ctx context.Context, d time.Duration) error
}

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

// base returns the address that requests begin with, without a trailing slash.
func (c Config) base(production string) (string, error) {
	address := cmp.Or(c.BaseURL, production)
	parsed, err := url.Parse(address)
	switch {
	case c.Token == nil:
		return "", fmt.Errorf("%w: there is no token source", ErrConfig)
	case err != nil || parsed.Host == "" || parsed.Scheme != "https" && parsed.Scheme != "http":
		return "", fmt.Errorf("%w: the base address is not like https://api.example.com", ErrConfig)
	case parsed.User != nil || parsed.RawQuery != "" || parsed.Fragment != "":
		return "", fmt.Errorf("%w: the base address has more to it than a host and a path", ErrConfig)
	}
	return strings.TrimSuffix(address, "/"), nil
}

// client returns the caller's HTTP client without redirects: an API that
// redirects is not the API, and its answer must be classified, not followed with
// a token in hand.
func (c Config) client() *http.Client {
	client := http.Client{}
	if c.HTTP != nil {
		client = *c.HTTP
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &client
}

// sleep waits for d or until ctx ends, and then returns its error.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
