package oauth_test

import (
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestAppsAreRegisteredOnSight(t *testing.T) {
	var r oauth.Apps
	for _, step := range []struct {
		provider   ledger.Provider
		id, secret string
		want       bool
	}{
		{ledger.QuickBooks, "a", "", false}, // Intuit knows no app without a secret
		{ledger.QuickBooks, "a", "one", true},
		{ledger.QuickBooks, "a", "two", false},
		{ledger.QuickBooks, "a", "one", true},
		{ledger.Xero, "a", "", true}, // another provider, another app
		{ledger.Xero, "a", "one", false},
		{ledger.Xero, "", "", false},
	} {
		if _, got := r.Authenticate(step.provider, oauth.Credentials{ID: step.id, Secret: step.secret}, step.provider == ledger.QuickBooks); got != step.want {
			t.Errorf("%+v: %t", step, got)
		}
	}
	if !r.IsPublic(ledger.Xero, "a") || r.IsPublic(ledger.Xero, "new") || r.IsPublic(ledger.QuickBooks, "a") {
		t.Error("which app is public is mistaken")
	}
	closed := oauth.Apps{Closed: true}
	closed.Add(oauth.App{Provider: ledger.Xero, ID: "a"})
	if _, ok := closed.Find(ledger.Xero, "b"); ok {
		t.Error("a closed register takes strangers")
	}
	if _, ok := closed.Authenticate(ledger.Xero, oauth.Credentials{ID: "a"}, false); !ok {
		t.Error("a registered app is refused")
	}
}
