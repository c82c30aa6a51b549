package signin

import (
	"context"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// tries is how often one run asks while the provider is not working, and
// longestPause how long it waits in between at most.
const (
	tries        = 3
	longestPause = 10 * time.Second
)

// retry asks until there is an answer that counts: after a second, four, or as
// long as the provider says. It differs from the loop of package readonly, which
// only repeats reading and waits out longer limits: a refresh token that was sent
// may not work twice, so each try is noted by its caller.
func (c *Client) retry(ctx context.Context, ask func(context.Context) *ledger.Error) *ledger.Error {
	for try := 1; ; try++ {
		failed := ask(ctx)
		if failed == nil || failed.Kind != ledger.Unavailable || try == tries {
			return failed
		}
		pause := max(failed.RetryIn, time.Duration(try*try)*time.Second)
		if pause > longestPause || c.sleep(ctx, pause) != nil {
			return failed
		}
	}
}
