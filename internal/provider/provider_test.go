package provider

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestLookupKnowsEveryWorld(t *testing.T) {
	for _, world := range []struct {
		provider ledger.Provider
		env      Environment
		base     string
		token    string
		api      string
	}{
		{ledger.Xero, Production, "", "https://identity.xero.com/connect/token", "https://api.xero.com"},
		{ledger.Xero, Simulator, "http://127.0.0.1:8799/", "http://127.0.0.1:8799/xero/connect/token", "http://127.0.0.1:8799/xero"},
		{ledger.QuickBooks, Production, "", "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer", "https://quickbooks.api.intuit.com"},
		{ledger.QuickBooks, Sandbox, "", "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer", "https://sandbox-quickbooks.api.intuit.com"},
		{ledger.QuickBooks, Simulator, "http://[::1]:1", "http://[::1]:1/quickbooks/oauth2/v1/tokens/bearer", "http://[::1]:1/quickbooks"},
	} {
		p, err := Lookup(world.provider, world.env, world.base)
		if err != nil || p.TokenURL != world.token || p.APIBase != world.api {
			t.Errorf("%s %s: %s, %s, %v", world.provider, world.env, p.TokenURL, p.APIBase, err)
		}
		if p.CallbackPath != "/callback/"+string(world.provider) {
			t.Errorf("%s: the callback is %s", world.provider, p.CallbackPath)
		}
	}
}

func TestLookupRefusesWhatThereIsNot(t *testing.T) {
	for _, err := range []error{
		second(Lookup(ledger.Xero, Sandbox, "")),
		second(Lookup(ledger.Xero, "staging", "")),
		second(Lookup("sage", Production, "")),
		second(Lookup("sage", Simulator, "http://127.0.0.1:1")),
		second(Lookup(ledger.Xero, Simulator, "")),
	} {
		if stuck, ok := errors.AsType[*fault.Error](err); !ok || stuck.Code != fault.Usage {
			t.Errorf("the error is %v", err)
		}
	}
}

func second(_ Profile, err error) error { return err }

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
		base, err := SimulatorBase(address)
		if (err == nil) != good {
			t.Errorf("%q: %q, %v", address, base, err)
		}
		if stuck, ok := errors.AsType[*fault.Error](err); err != nil && (!ok || stuck.Code != fault.Usage) {
			t.Errorf("%q: the error is %v", address, err)
		}
		if strings.HasSuffix(base, "/") {
			t.Errorf("%q keeps its slash", address)
		}
	}
}

func TestOnlyReadingIsAskedForAtXero(t *testing.T) {
	for _, scope := range xeroProduction().Scopes {
		if scope != "offline_access" && !strings.HasSuffix(scope, ".read") {
			t.Errorf("%s is asked for", scope)
		}
	}
	for _, never := range []string{"accounting.journals.read", "app.connections"} {
		if slices.Contains(xeroProduction().Scopes, never) {
			t.Errorf("%s makes Xero refuse the whole consent", never)
		}
	}
}

func TestHardExpiryIsAskedForAtIntuit(t *testing.T) {
	for name, values := range quickBooksProduction().TokenHeader {
		if name == http.CanonicalHeaderKey("x-include-refresh-token-hard-expires-in") && slices.Equal(values, []string{"true"}) {
			return
		}
	}
	t.Errorf("the headers are %v", quickBooksProduction().TokenHeader)
}

func TestLifetimesTakeNumbersAndStrings(t *testing.T) {
	p := quickBooksProduction()
	for body, want := range map[string]Lifetimes{
		`{"expires_in":3600,"x_refresh_token_expires_in":8726400,"x_refresh_token_hard_expires_in":156032154}`:       {time.Hour, 8726400 * time.Second, 156032154 * time.Second},
		`{"expires_in":"3600","x_refresh_token_expires_in":"8726400","x_refresh_token_hard_expires_in":"156032154"}`: {time.Hour, 8726400 * time.Second, 156032154 * time.Second},
		`{}`: {time.Hour, 100 * 24 * time.Hour, 0},
		`{"expires_in":0,"x_refresh_token_expires_in":-1,"x_refresh_token_hard_expires_in":1e300}`:     {time.Hour, 100 * 24 * time.Hour, 0},
		`{"expires_in":"soon","x_refresh_token_expires_in":null,"x_refresh_token_hard_expires_in":[]}`: {time.Hour, 100 * 24 * time.Hour, 0},
	} {
		if got := lifetimesOf(t, p, body); got != want {
			t.Errorf("%s gives %v", body, got)
		}
	}
	if got := lifetimesOf(t, xeroProduction(), `{"expires_in":1800}`); got != (Lifetimes{30 * time.Minute, 60 * 24 * time.Hour, 0}) {
		t.Errorf("Xero's are %v", got)
	}
}

func lifetimesOf(t testing.TB, p Profile, body string) Lifetimes {
	t.Helper()
	var answer map[string]any
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		t.Skip("not an answer") // from the fuzzer only
	}
	return p.Lifetimes(func(name string) any { return answer[name] })
}

func FuzzLifetimes(f *testing.F) {
	f.Add(`{"expires_in":"3600","x_refresh_token_expires_in":8726400}`)
	f.Add(`{"expires_in":-9e99}`)
	f.Fuzz(func(t *testing.T, body string) {
		got := lifetimesOf(t, quickBooksProduction(), body)
		if got.Access <= 0 || got.Access > longest || got.Refresh <= 0 || got.Refresh > longest || got.Hard < 0 || got.Hard > longest {
			t.Fatalf("%s gives %v", body, got)
		}
	})
}
