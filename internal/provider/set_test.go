package provider_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/provider/providers"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestProfilesOfEveryEnvironment(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		provider    ledger.Provider
		environment provider.Environment
		base        string
		token       string
		api         string
	}{
		{ledger.Xero, provider.Production, "", "https://identity.xero.com/connect/token", "https://api.xero.com"},
		{ledger.Xero, provider.Simulator, "http://127.0.0.1:8799/", "http://127.0.0.1:8799/xero/connect/token", "http://127.0.0.1:8799/xero"},
		{ledger.QuickBooks, provider.Production, "", "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer", "https://quickbooks.api.intuit.com"},
		{ledger.QuickBooks, provider.Sandbox, "", "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer", "https://sandbox-quickbooks.api.intuit.com"},
		{ledger.QuickBooks, provider.Simulator, "http://[::1]:1", "http://[::1]:1/quickbooks/oauth2/v1/tokens/bearer", "http://[::1]:1/quickbooks"},
	} {
		p, err := providers.All().Profile(test.provider, test.environment, test.base)
		if err != nil || p.TokenURL != test.token || p.APIBase != test.api || p.Environment != test.environment {
			t.Errorf("%s %s: %+v, %v", test.provider, test.environment, p, err)
		}
		if p.CallbackPath() != "/callback/"+string(test.provider) {
			t.Errorf("%s: the callback is %s", test.provider, p.CallbackPath())
		}
	}
}

func TestUnknownProvidersAndEnvironments(t *testing.T) {
	t.Parallel()
	all := providers.All()
	wantType[*provider.EnvironmentError](t, second(all.Profile(ledger.Xero, provider.Sandbox, "")))
	wantType[*provider.EnvironmentError](t, second(all.Profile(ledger.Xero, "staging", "")))
	wantType[*provider.UnknownError](t, second(all.Profile("sage", provider.Production, "")))
	wantType[*provider.UnknownError](t, second(all.Profile("sage", provider.Simulator, "http://127.0.0.1:1")))
	wantType[*provider.SimulatorError](t, second(all.Profile(ledger.Xero, provider.Simulator, "")))
}

func second(_ provider.Profile, err error) error { return err }

func wantType[E error](t *testing.T, err error) {
	t.Helper()
	if _, ok := errors.AsType[E](err); !ok {
		t.Errorf("the error is %T: %v", err, err)
	}
}

func TestLookupTakesNamesAndAliases(t *testing.T) {
	t.Parallel()
	for typed, want := range map[ledger.Provider]ledger.Provider{"xero": ledger.Xero, "quickbooks": ledger.QuickBooks, "qbo": ledger.QuickBooks} {
		p, err := providers.All().Lookup(typed)
		if err != nil || p.Name() != want {
			t.Errorf("%s: %v, %v", typed, p, err)
		}
	}
}

func TestVariablesOfAnApp(t *testing.T) {
	t.Parallel()
	p, err := providers.All().Profile(ledger.QuickBooks, provider.Production, "")
	if err != nil || p.ClientIDVariable() != "LEDGERLINK_QUICKBOOKS_CLIENT_ID" || p.SecretVariable() != "LEDGERLINK_QUICKBOOKS_CLIENT_SECRET" {
		t.Errorf("%s, %s, %v", p.ClientIDVariable(), p.SecretVariable(), err)
	}
}

func TestTitlesAreJoined(t *testing.T) {
	t.Parallel()
	all := providers.All()
	for want, set := range map[string]provider.Set{
		"": nil, "Xero": all[:1], "Xero or QuickBooks": all, "Xero, QuickBooks or Xero": append(all, all[0]),
	} {
		if got := set.Titles("or"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestSimulatorIsOnThisMachineOnly(t *testing.T) {
	for address, good := range map[string]bool{
		"http://127.0.0.1:8799":              true,
		"http://127.0.0.1:8799/":             true,
		"http://127.8.9.1:8799":              true,
		"http://localhost:8799":              true,
		"http://LOCALHOST:8799":              true,
		"http://[::1]:8799":                  true,
		"https://localhost":                  true,
		"http://0.0.0.0:8799":                false,
		"http://192.168.1.10:8799":           false,
		"http://example.com":                 false,
		"http://localhost.example.com":       false,
		"http://127.0.0.1.example.com":       false,
		"http://127.0.0.1@example.com":       false,
		"http://example.com/#http://0.0.0.0": false,
		"http://127.0.0.1:1/xero":            false,
		"http://127.0.0.1:1?x=y":             false,
		"http://127.0.0.1:1#x":               false,
		"file:///etc/passwd":                 false,
		"127.0.0.1:8799":                     false,
		"localhost:8799":                     false,
		"http://":                            false,
		"":                                   false,
		"http://[::1":                        false,
	} {
		base, err := provider.SimulatorBase(address)
		if (err == nil) != good {
			t.Errorf("%q: %q, %v", address, base, err)
		}
		if refused, ok := errors.AsType[*provider.SimulatorError](err); err != nil && (!ok || refused.Address != address) {
			t.Errorf("%q: the error is %v", address, err)
		}
		if strings.HasSuffix(base, "/") {
			t.Errorf("%q keeps its slash", address)
		}
	}
}
