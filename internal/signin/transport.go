package signin

import (
	"net/http"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// tokenTransport sends one exchange: with the headers the provider wants, and
// seen by whoever observes.
type tokenTransport struct {
	Endpoint
	op        string
	sent      bool // the request may have reached the provider
	status    int
	requestID string
	retryIn   time.Duration
}

// failure is how an exchange that was sent this way failed.
func (t *tokenTransport) failure(reason *ledger.Error) *failure {
	answered := t.status >= 300 && t.status < 500
	return &failure{reason, t.sent && !answered}
}

// RoundTrip implements http.RoundTripper.
func (t *tokenTransport) RoundTrip(request *http.Request) (*http.Response, error) {
	request = request.Clone(request.Context())
	for name, values := range t.profile.TokenHeader {
		request.Header[name] = values
	}
	request.Header.Set("Accept", "application/json")
	response, err := t.client.roundTrip(t.profile, t.op, request)
	t.sent = err == nil || !neverSent(err)
	if err != nil {
		return nil, err
	}
	t.status, t.requestID = response.StatusCode, t.profile.RequestID(response.Header)
	t.retryIn = readonly.RetryAfter(response.Header)
	readWhole(response)
	return response, nil
}

// maxToken is far beyond the tokens of any provider.
const maxToken = 16 << 10

// check refuses an answer that was read but holds no tokens to work with.
func (t *tokenTransport) check(token *oauth2.Token) *ledger.Error {
	for _, text := range []string{token.AccessToken, token.RefreshToken} {
		if len(text) > maxToken || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }) {
			problem := t.problem("its answer cannot be read")
			problem.Kind = ledger.Unavailable
			return problem
		}
	}
	if token.RefreshToken == "" {
		problem := t.problem("its answer holds no refresh token, without which the connection would end within the hour")
		problem.Kind = ledger.PermissionMissing
		return problem
	}
	return nil
}

// roundTrip sends a request, follows no redirect, and lets the observer see the
// exchange.
func (c *Client) roundTrip(p provider.Profile, op string, request *http.Request) (*http.Response, error) {
	if c.UserAgent != "" {
		request.Header.Set("User-Agent", c.UserAgent)
	}
	begun := c.now()
	response, err := c.transport().RoundTrip(request)
	if c.Observe != nil {
		call := readonly.Call{
			Op: op, Method: request.Method, URL: request.URL.String(), Attempt: 1, Took: c.now().Sub(begun), Err: err,
		}
		if err == nil {
			call.Status, call.RequestID = response.StatusCode, p.RequestID(response.Header)
		}
		c.Observe(call)
	}
	return response, err
}

func (c *Client) transport() http.RoundTripper {
	if c.HTTP != nil && c.HTTP.Transport != nil {
		return c.HTTP.Transport
	}
	return http.DefaultTransport
}
