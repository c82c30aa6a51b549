package signin

import (
	"context"
	"errors"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// CheckKeys proves the keys of the user's app without a person, by offering a
// code that was never handed out: where Profile.ProvableKeys holds, the provider
// refuses the code if the keys are right and the keys if they are wrong.
// Elsewhere its answer would prove nothing, so proven is false without asking.
func (c *Client) CheckKeys(ctx context.Context, p provider.Profile) (proven bool, err error) {
	app, err := c.App(p)
	if err != nil || !p.ProvableKeys {
		return false, err
	}
	_, err = c.Endpoint(p, app).Exchange(ctx, "ledgerlink-proves-its-keys", "https://example.com/", "")
	refused, ok := errors.AsType[*ledger.Error](err)
	if err == nil || ok && refused.Kind == ledger.SignInNeeded {
		return true, nil
	}
	return false, err
}
