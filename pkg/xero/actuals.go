package xero

import (
	"context"
	"errors"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Actuals reads everything the organisation's ledger says for the months of the
// request: the chart, the profit and loss and the balance sheet of every month
// and the trial balance at the last day, with the fewest calls, side by side.
// What does not agree with itself or with the request is a
// *ledger.MismatchError; nothing is ever handed out in part.
func (c *Client) Actuals(ctx context.Context, request ledger.Request) (*ledger.Actuals, error) {
	return nil, errors.ErrUnsupported
}

// Probe proves in two calls that the organisation can be read and that the
// signed-in user may see its reports.
func (c *Client) Probe(ctx context.Context) error {
	return errors.ErrUnsupported
}
