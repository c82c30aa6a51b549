package quickbooks

import (
	"context"
	"net/url"
	"regexp"
	"sync"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// realmParameter names the parameter of the answer with the company's id:
// https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0.
const realmParameter = "realmId"

// realmPattern is wider than the digits Intuit uses: it calls the id opaque, and
// it becomes part of addresses.
var realmPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
})

// CheckAnswer demands the id of the company that was picked.
func (Provider) CheckAnswer(params url.Values) error {
	if realmPattern().MatchString(params.Get(realmParameter)) {
		return nil
	}
	return &provider.AnswerError{
		Provider: ledger.QuickBooks, Missing: realmParameter, Reason: "QuickBooks did not say which company was picked",
	}
}

// Identify names the company: at QuickBooks a sign-in belongs to one. Intuit
// does not say which scopes it granted.
func (Provider) Identify(_ context.Context, grant provider.Grant) (provider.Identity, error) {
	return provider.Identity{Subject: grant.Params.Get(realmParameter), Scopes: grant.Scopes}, nil
}

// Organisations is the one company that was picked, without its name.
func (Provider) Organisations(_ context.Context, _ provider.Grant, identity provider.Identity) (provider.Access, error) {
	return provider.Access{Organisations: []provider.Organisation{{ID: identity.Subject}}, Exact: true}, nil
}
