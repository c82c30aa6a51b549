package apps_test

import (
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/simulator/apps"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestAppsAreRegisteredOnSight(t *testing.T) {
	var r apps.Register
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
		if _, got := r.Prove(step.provider, apps.Credentials{ID: step.id, Secret: step.secret}); got != step.want {
			t.Errorf("%+v: %t", step, got)
		}
	}
	if !r.IsPublic(ledger.Xero, "a") || r.IsPublic(ledger.Xero, "new") || r.IsPublic(ledger.QuickBooks, "a") {
		t.Error("which app is public is mistaken")
	}
	closed := apps.Register{Closed: true}
	closed.Add(apps.App{Provider: ledger.Xero, ID: "a"})
	if _, ok := closed.Find(ledger.Xero, "b"); ok {
		t.Error("a closed register takes strangers")
	}
	if _, ok := closed.Prove(ledger.Xero, apps.Credentials{ID: "a"}); !ok {
		t.Error("a registered app is refused")
	}
}
