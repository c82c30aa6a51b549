package link

import (
	"context"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// ProveKeys proves the keys of the user's app without a person, by offering a
// code that was never handed out: Intuit refuses the code where the keys are
// right and the keys where they are wrong. Xero's answer would prove nothing for
// an app without a secret, so proven is false there without asking.
func (l *Linker) ProveKeys(ctx context.Context, p provider.Profile) (proven bool, err error) {
	app, err := l.credentials(p)
	if err != nil || p.Provider != ledger.QuickBooks {
		return false, err
	}
	back, err := routeFor(p, SignInOptions{RedirectURL: "https://example.com/"})
	if err != nil {
		return false, err
	}
	_, failed := endpoint{l, p, app}.exchange(ctx, "ledgerlink-proves-its-keys", back.redirectURI, "")
	switch {
	case failed == nil || failed.reason.Kind == ledger.SignInNeeded:
		return true, nil
	case failed.reason.Kind == ledger.BadCredentials:
		return false, badCredentials("the keys are not right", p, app.id, failed.reason)
	}
	return false, failed.reason
}
