package connection

import (
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/provider/providers"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestRedirects(t *testing.T) {
	xero, err := providers.All().Profile(ledger.Xero, provider.Production, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name       string
		options    SignInOptions
		remembered string
		want       Redirect // none: refused
	}{
		{"default", SignInOptions{}, "", Redirect{"http://localhost:8217/callback/xero", 8217, "/callback/xero"}},
		{"port", SignInOptions{Port: 9000}, "", Redirect{"http://localhost:9000/callback/xero", 9000, "/callback/xero"}},
		{"remembered", SignInOptions{}, "http://localhost:9001/callback/xero", Redirect{"http://localhost:9001/callback/xero", 9001, "/callback/xero"}},
		{"port before memory", SignInOptions{Port: 9000}, "https://a.example/x", Redirect{"http://localhost:9000/callback/xero", 9000, "/callback/xero"}},
		{"page", SignInOptions{RedirectURL: "https://a.example/x"}, "", Redirect{"https://a.example/x", 8217, "/callback/xero"}},
		{"page and port", SignInOptions{RedirectURL: "https://a.example/x", Port: 9}, "", Redirect{"https://a.example/x", 9, "/callback/xero"}},
		{"own loopback", SignInOptions{RedirectURL: "http://localhost:1234/cb"}, "", Redirect{"http://localhost:1234/cb", 1234, "/cb"}},
		{"plain http", SignInOptions{RedirectURL: "http://a.example/x"}, "", Redirect{}},
		{"number", SignInOptions{RedirectURL: "http://127.0.0.1:1/x"}, "", Redirect{}},
		{"no port", SignInOptions{RedirectURL: "http://localhost/x"}, "", Redirect{}},
		{"query", SignInOptions{RedirectURL: "https://a.example/x?y=z"}, "", Redirect{}},
		{"user", SignInOptions{RedirectURL: "https://me@a.example/x"}, "", Redirect{}},
		{"words", SignInOptions{RedirectURL: "my page"}, "", Redirect{}},
	} {
		got, err := redirectFor(xero, c.options, c.remembered)
		if got != c.want || (err == nil) != (c.want != Redirect{}) {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
	}
}

// Intuit sends people with real companies to an https page only; a port is then
// what that page hands on to.
func TestRedirectOfRealCompanies(t *testing.T) {
	real, err := providers.All().Profile(ledger.QuickBooks, provider.Production, "")
	if err != nil {
		t.Fatal(err)
	}
	page := Redirect{"https://a.example/x", 8217, "/callback/quickbooks"}
	onPort := Redirect{"https://a.example/x", 9000, "/callback/quickbooks"}
	for _, c := range []struct {
		name       string
		options    SignInOptions
		remembered string
		want       Redirect // none: refused
	}{
		{"nothing", SignInOptions{}, "", Redirect{}},
		{"port", SignInOptions{Port: 9000}, "", Redirect{}},
		{"localhost", SignInOptions{RedirectURL: "http://localhost:8217/callback/quickbooks"}, "", Redirect{}},
		{"page", SignInOptions{RedirectURL: "https://a.example/x"}, "", page},
		{"remembered", SignInOptions{}, "https://a.example/x", page},
		{"remembered and port", SignInOptions{Port: 9000}, "https://a.example/x", onPort},
	} {
		got, err := redirectFor(real, c.options, c.remembered)
		if got != c.want || (err == nil) != (c.want != Redirect{}) {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
	}
	if err := CheckRedirectURL(real, ""); err == nil || !strings.Contains(err.Error(), "sandbox companies only") {
		t.Error(err)
	}
}
