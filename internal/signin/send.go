package signin

import (
	"context"
	"net/http"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// sendRepeatedly sends a request that may be repeated until there is an answer
// that counts.
func (c *Client) sendRepeatedly(ctx context.Context, p provider.Profile, op string, build func(context.Context) (*http.Request, error)) *ledger.Error {
	return c.retry(ctx, func(ctx context.Context) *ledger.Error { return c.sendOnce(ctx, p, op, build) })
}

func (c *Client) sendOnce(ctx context.Context, p provider.Profile, op string, build func(context.Context) (*http.Request, error)) *ledger.Error {
	ctx, cancel := context.WithTimeout(ctx, exchangeTimeout)
	defer cancel()
	refused := &ledger.Error{Kind: ledger.Unavailable, Provider: p.Provider, Op: op, Message: "no answer came"}
	request, err := build(ctx)
	if err != nil {
		refused.Kind, refused.Message = ledger.Unexpected, "the request cannot be made"
		return refused
	}
	response, err := c.roundTrip(p, op, request)
	if err != nil {
		refused.Err = context.Cause(ctx) // nil unless somebody interrupted or it took too long
		return refused
	}
	notIts := foreign(response.Body)
	_ = response.Body.Close()
	if response.StatusCode/100 == 2 && !notIts {
		return nil
	}
	refused.Status = response.StatusCode
	refused.RequestID = p.RequestID(response.Header)
	refused.RetryIn = readonly.RetryAfter(response.Header)
	refused.Message = notWorking
	if response.StatusCode/100 != 2 && response.StatusCode < 500 && response.StatusCode != http.StatusTooManyRequests {
		refused.Kind, refused.Message = ledger.Unexpected, "it refused"
	}
	return refused
}
