package cli_test

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const setupSecret = "Kx81-not-to-be-shown"

// intuit answers the proof of keys, and notes that it was asked.
func intuit(asked *int, status int, body string) *http.Client {
	return &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		*asked++
		if status == 0 {
			return nil, errors.New("no route to host")
		}
		return reply(r, status, body), nil
	})}
}

func TestSetupTriesQuickBooksKeys(t *testing.T) {
	for name, test := range map[string]struct {
		status int
		body   string
		flags  []string
		code   int
		says   string
		asked  int
	}{
		"good":     {400, `{"error":"invalid_grant","error_description":"Invalid authorization code"}`, nil, 0, "QuickBooks knows these keys", 1},
		"bad":      {401, `{"error":"invalid_client"}`, nil, 3, "nothing was stored", 1},
		"down":     {503, "<html>", nil, 0, "could not be tried now", 1},
		"offline":  {0, "", nil, 0, "could not be tried now", 1},
		"unproved": {401, `{"error":"invalid_client"}`, []string{"--no-check"}, 0, "is stored", 0},
		"sandbox":  {400, `{"error":"invalid_grant"}`, []string{"--environment", "sandbox"}, 0, "QuickBooks (sandbox) knows these keys", 1},
	} {
		t.Run(name, func(t *testing.T) {
			d, asked := newWorkspace(t), 0
			d.http = intuit(&asked, test.status, test.body)
			code, out, err := d.run(setupSecret+"\n", slices.Concat([]string{"setup", "quickbooks", "--client-id", "ABcd", "--secret-stdin"}, test.flags)...)
			if code != test.code || !strings.Contains(err, test.says) || out != "" || asked != test.asked {
				t.Errorf("code %d, asked %d times\n%s%s", code, asked, out, err)
			}
			if strings.Contains(err, setupSecret) {
				t.Error("it shows the secret")
			}
			if _, missing := os.Stat(filepath.Join(d.home, "ledgerlink.db")); (missing == nil) != (code == 0) {
				t.Errorf("stored: %v", missing)
			}
		})
	}
}

func TestSetupSaysWhatToRegister(t *testing.T) {
	for name, test := range map[string]struct {
		args  []string
		says  []string
		never string
	}{
		"xero": {
			[]string{"xero", "--no-secret"},
			[]string{
				"https://developer.xero.com/app/manage", "Mobile or desktop app", "http://localhost:8217/callback/xero\n",
				"offline_access", "accounting.settings.read", "accounting.reports.profitandloss.read", "Next: ledgerlink connect xero --model NAME",
			},
			"Intuit",
		},
		"xero on a port": {[]string{"xero", "--no-secret", "--port", "9123"}, []string{"http://localhost:9123/callback/xero\n"}, "8217"},
		"sandbox": {
			[]string{"quickbooks", "--environment", "sandbox"},
			[]string{
				"https://developer.intuit.com/dashboard", "Development", "com.intuit.quickbooks.accounting",
				"http://localhost:8217/callback/quickbooks\n", "Next: ledgerlink connect quickbooks --model NAME --environment sandbox",
			},
			"Production",
		},
		"real companies": {
			[]string{"qbo"},
			[]string{
				"Production", "an https address of yours", "refuses http://localhost", "--print-page", "--paste",
				"Next: ledgerlink connect quickbooks --model NAME --redirect-url https://… --paste",
			},
			"Development",
		},
		"a page": {
			[]string{"quickbooks", "--redirect-url", "https://a.example/ledgerlink"},
			[]string{"https://a.example/ledgerlink\n", "with --paste, unless the page at https://a.example/ledgerlink hands the answer on"},
			"http://localhost:8217",
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newWorkspace(t)
			d.env["LEDGERLINK_QUICKBOOKS_CLIENT_SECRET"] = setupSecret
			code, out, err := d.run("", slices.Concat([]string{"setup"}, test.args, []string{"--client-id", "ABcd", "--no-check"})...)
			if code != 0 || out != "" || strings.Contains(err, test.never) || strings.Contains(err, setupSecret) {
				t.Errorf("code %d\n%s%s", code, out, err)
			}
			for _, words := range test.says {
				if !strings.Contains(err, words) {
					t.Errorf("it does not say %q:\n%s", words, err)
				}
			}
		})
	}
}

func TestSetupRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		args []string
		says string
	}{
		"no client id":           {[]string{"xero"}, "use --client-id ID"},
		"no secret":              {[]string{"quickbooks", "--client-id", "A"}, "--secret-stdin, or in LEDGERLINK_QUICKBOOKS_CLIENT_SECRET"},
		"no secret at Intuit":    {[]string{"quickbooks", "--client-id", "A", "--no-secret"}, "always have one"},
		"an empty line":          {[]string{"xero", "--client-id", "A", "--secret-stdin"}, "standard input has no line"},
		"both":                   {[]string{"xero", "--client-id", "A", "--secret-stdin", "--no-secret"}, "exclude each other"},
		"localhost at Intuit":    {[]string{"quickbooks", "--client-id", "A", "--redirect-url", "http://localhost:8217/callback/quickbooks"}, "sandbox companies only"},
		"plain http":             {[]string{"xero", "--client-id", "A", "--redirect-url", "http://a.example/"}, "only accept https"},
		"a sandbox at Xero":      {[]string{"xero", "--client-id", "A", "--environment", "sandbox"}, "demo company"},
		"another environment":    {[]string{"xero", "--client-id", "A", "--environment", "simulator"}, "use production or sandbox"},
		"no port":                {[]string{"xero", "--client-id", "A", "--port", "70000"}, "invalid --port 70000: use 1 to 65535"},
		"the secret in a flag":   {[]string{"quickbooks", "--client-id", "A", "--client-secret", setupSecret}, "unknown flag: --client-secret"},
		"the secret in argument": {[]string{"quickbooks", "A", setupSecret}, "several arguments are given: use xero or quickbooks"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newWorkspace(t)
			_, err := d.want(2, slices.Concat([]string{"setup"}, test.args)...)
			if !strings.Contains(err, test.says) || strings.Contains(err, setupSecret) {
				t.Error(err)
			}
		})
	}
}

// What setup was told is what connect does.
func TestSetupIsRemembered(t *testing.T) {
	d := newWorkspace(t)
	d.want(0, "setup", "xero", "--client-id", "X1", "--no-secret", "--port", "9123")
	d.env["LEDGERLINK_QUICKBOOKS_CLIENT_SECRET"] = setupSecret
	d.want(0, "setup", "quickbooks", "--client-id", "Q1", "--no-check", "--redirect-url", "https://a.example/ledgerlink")
	_, err := d.want(0, "setup", "quickbooks", "--client-id", "Q1", "--no-check") // a new secret of the same app
	if !strings.Contains(err, "hands the answer on") {
		t.Errorf("the page is forgotten:\n%s", err)
	}
	delete(d.env, "LEDGERLINK_QUICKBOOKS_CLIENT_SECRET")

	for _, test := range []struct{ provider, id, back string }{
		{"xero", "X1", "http%3A%2F%2Flocalhost%3A9123%2Fcallback%2Fxero"},
		{"quickbooks", "Q1", "https%3A%2F%2Fa.example%2Fledgerlink"},
	} {
		_, err := d.want(2, "connect", test.provider, "--model", "acme", "--paste")
		if !strings.Contains(err, "client_id="+test.id+"&") || !strings.Contains(err, "redirect_uri="+test.back+"&") {
			t.Errorf("%s:\n%s", test.provider, err)
		}
	}

	d.env["LEDGERLINK_QUICKBOOKS_CLIENT_ID"] = "Q2"
	code, _, err := d.run(setupSecret+"\r\n", "setup", "quickbooks", "--client-id", "Q1", "--no-check", "--secret-stdin")
	if code != 0 || !strings.Contains(err, "LEDGERLINK_QUICKBOOKS_CLIENT_ID is set to another app and takes precedence") {
		t.Error(code, err)
	}
}

// A sign-in only works with the app it was made with: who replaces the app is
// told which connections that ends.
func TestSetupNamesStrandedConnections(t *testing.T) {
	d := newWorkspace(t)
	d.env["LEDGERLINK_QUICKBOOKS_CLIENT_SECRET"] = setupSecret
	d.want(0, "setup", "quickbooks", "--client-id", "Q1", "--no-check")
	kept, err := store.Open(store.Options{Home: d.home, Now: d.now})
	if err != nil {
		t.Fatal(err)
	}
	for _, environment := range []string{"production", "sandbox"} {
		signIn := model.SignIn{
			ID: "of-" + environment, Provider: ledger.QuickBooks, Environment: environment, ClientID: "Q1", Subject: "42",
			Tokens: model.Tokens{Access: "a", Refresh: "r"},
		}
		err := kept.Link(model.Connection{
			Key: model.Key{Model: environment, Entity: model.MainEntity}, Provider: ledger.QuickBooks, Environment: environment,
			Organisation: ledger.Organisation{ID: "42", Name: "Cedar"}, SignInID: signIn.ID,
		}, signIn)
		if err != nil {
			t.Fatal(err)
		}
	}
	_, same := d.want(0, "setup", "quickbooks", "--client-id", "Q1", "--no-check")
	_, other := d.want(0, "setup", "quickbooks", "--client-id", "Q2", "--no-check")
	if strings.Contains(same, "reconnect") || !strings.Contains(other, "ledgerlink reconnect --model production") || strings.Contains(other, "--model sandbox") {
		t.Errorf("%s\n%s", same, other)
	}
}

// Real companies cannot be signed in to through localhost: it is said before a
// browser opens, with both ways out.
func TestRealQuickBooksNeedsAnHTTPSPage(t *testing.T) {
	d, opened := newWorkspace(t), false
	d.browser = func(string) error { opened = true; return nil }
	d.env["LEDGERLINK_QUICKBOOKS_CLIENT_ID"], d.env["LEDGERLINK_QUICKBOOKS_CLIENT_SECRET"] = "Q1", setupSecret
	for _, flags := range [][]string{{}, {"--port", "9000"}, {"--no-browser"}, {"--paste"}, {"--redirect-url", "http://localhost:8217/callback/quickbooks"}} {
		_, err := d.want(2, slices.Concat([]string{"connect", "quickbooks", "--model", "acme"}, flags)...)
		for _, words := range []string{"http://localhost", "sandbox companies only", "--redirect-url", "--paste", "--print-page", "--environment sandbox"} {
			if !strings.Contains(err, words) {
				t.Errorf("%q: it does not say %q:\n%s", flags, words, err)
			}
		}
		if strings.Contains(err, "appcenter.intuit.com") || opened {
			t.Errorf("%q: it sends the person to Intuit all the same", flags)
		}
	}
	_, err := d.want(2, "connect", "quickbooks", "--model", "acme", "--paste", "--redirect-url", "https://a.example/x")
	if !strings.Contains(err, "\nhttps://appcenter.intuit.com/connect/oauth2?") || strings.Contains(err, "code_challenge") {
		t.Error(err)
	}
}

func TestPrintedPage(t *testing.T) {
	d := newWorkspace(t)
	for _, test := range []struct {
		args []string
		back string
	}{
		{[]string{"quickbooks"}, "http://localhost:8217/callback/quickbooks"},
		{[]string{"quickbooks", "--port", "9123"}, "http://localhost:9123/callback/quickbooks"},
		{[]string{"xero"}, "http://localhost:8217/callback/xero"},
	} {
		out, err := d.want(0, slices.Concat([]string{"setup"}, test.args, []string{"--print-page"})...)
		if strings.Count(out, test.back) != 1 || strings.Contains(out, "{{") || err != "" {
			t.Errorf("%q:\n%s%s", test.args, out, err)
		}
		for _, outside := range []string{"src=", "href=", "url(", "import", "fetch", "console", "https://"} {
			if strings.Contains(out, outside) {
				t.Errorf("%q is in the page:\n%s", outside, out)
			}
		}
	}
}
