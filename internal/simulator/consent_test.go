package simulator_test

import (
	"html"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
)

var csrfField = regexp.MustCompile(`name="csrf_token" value="([^"]+)"`)

// page opens the consent page and returns it with the token of its form.
func (w *harness) page(path string) (answer, string) {
	w.t.Helper()
	page := w.get(path)
	found := csrfField.FindStringSubmatch(page.text())
	if page.StatusCode != http.StatusOK || found == nil {
		w.t.Fatalf("%d %s", page.StatusCode, page.text())
	}
	return page, found[1]
}

func person(t *testing.T) (*harness, string) {
	t.Helper()
	w := start(t, simulator.Options{})
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	w.client.Jar = jar
	w.SetAutoConsent(oauth.AutoConsent{})
	return w, strings.TrimPrefix(w.xero().AuthCodeURL("st4te", oauth2.S256ChallengeOption(oauth2.GenerateVerifier())), w.URL)
}

func TestConsentPage(t *testing.T) {
	w, path := person(t)
	page, csrf := w.page(path)
	text := html.UnescapeString(page.text())
	for _, want := range []string{
		"Simulated Xero", "“desk” wants to connect", "Signed in as <b>Robin Analyst</b>", joinery, demoNZ, "Australia", "AUD", ">Demo<",
		"See your profit and loss report", "Allow access", "Cancel", xeroCallback, `lang="en"`, "<legend>",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(text, " checked>") || strings.Contains(text, dental) || regexp.MustCompile(`(src|href)="(http|//)`).MatchString(text) {
		t.Error("the page ticks an organisation, shows another provider's or loads something from elsewhere")
	}
	policy := page.Header.Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "default-src 'none'") || page.Header.Get("Cache-Control") != "no-store" || page.Header.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("headers %v", page.Header)
	}
	form := url.Values{"csrf_token": {csrf}, "decision": {"allow"}, "organisation": {w.id(demoNZ)}}
	done := w.post("/xero/identity/connect/authorize", form)
	if params := done.callback(t); done.StatusCode != http.StatusSeeOther || !params.Has("code") || params.Get("state") != "st4te" {
		t.Errorf("%d %v", done.StatusCode, params)
	}
	if again := w.post("/xero/identity/connect/authorize", form); again.StatusCode != http.StatusBadRequest || again.Header.Get("Location") != "" {
		t.Errorf("the form works twice: %d", again.StatusCode)
	}
	next, _ := w.page(path)
	if strings.Count(next.text(), "Already connected") != 1 {
		t.Error("the connected organisation is not marked")
	}
}

func TestConsentFormIsGuarded(t *testing.T) {
	for name, c := range map[string]struct {
		change map[string]string
		jar    bool
		after  time.Duration
	}{
		"another token":       {change: map[string]string{"csrf_token": "x"}, jar: true},
		"another browser":     {jar: false},
		"much later":          {jar: true, after: time.Hour},
		"nothing picked":      {change: map[string]string{"organisation": ""}, jar: true},
		"not one of the list": {change: map[string]string{"organisation": "9341453201774450"}, jar: true},
	} {
		t.Run(name, func(t *testing.T) {
			w, path := person(t)
			_, csrf := w.page(path)
			form := url.Values{"csrf_token": {csrf}, "decision": {"allow"}, "organisation": {w.id(joinery)}}
			for key, value := range c.change {
				form.Set(key, value)
			}
			if !c.jar {
				w.client.Jar = nil
			}
			w.Advance(c.after)
			if got := w.post("/xero/identity/connect/authorize", form); got.StatusCode != http.StatusBadRequest || got.Header.Get("Location") != "" {
				t.Errorf("%d %q", got.StatusCode, got.Header.Get("Location"))
			}
		})
	}
}

func TestConsentCancel(t *testing.T) {
	w, path := person(t)
	_, csrf := w.page(path)
	params := w.post("/xero/identity/connect/authorize", url.Values{"csrf_token": {csrf}, "decision": {"cancel"}}).callback(t)
	if params.Get("error") != "access_denied" || params.Get("state") != "st4te" || params.Has("code") {
		t.Errorf("callback %v", params)
	}
	address := strings.TrimPrefix(w.intuit().AuthCodeURL("s"), w.URL)
	page, csrf := w.page(address)
	if !strings.Contains(page.text(), "Simulated QuickBooks") || !strings.Contains(page.text(), "Which company?") {
		t.Error("not the page of QuickBooks")
	}
	params = w.post("/quickbooks/connect/oauth2", url.Values{"csrf_token": {csrf}, "decision": {"allow"}, "organisation": {w.id(garden)}}).callback(t)
	if params.Get("realmId") != w.id(garden) {
		t.Errorf("callback %v", params)
	}
}

func TestPlans(t *testing.T) {
	w := start(t, simulator.Options{})
	path := strings.TrimPrefix(w.xero().AuthCodeURL("s", oauth2.S256ChallengeOption(oauth2.GenerateVerifier())), w.URL)
	if got := w.get(path + "&simulate=ask"); got.StatusCode != http.StatusOK {
		t.Errorf("asked for the page: %d", got.StatusCode)
	}
	if got := w.get(path + "&simulate=deny").callback(t); got.Get("error") != "access_denied" {
		t.Errorf("%v", got)
	}
	choose := func(extra string) {
		if got := w.get(path + extra).callback(t); !got.Has("code") {
			t.Errorf("%v", got)
		}
	}
	choose("")                                 // the first organisation
	choose("")                                 // the first that is not connected yet
	choose("&org=" + url.QueryEscape(joinery)) // the named one, again
	token, _ := w.signIn(w.xero(), joinery)
	var names []string
	for _, c := range w.connections(token.AccessToken, "") {
		names = append(names, c.TenantName)
	}
	if strings.Join(names, "|") != joinery+"|"+demoNZ {
		t.Errorf("connected %v", names)
	}
}

func TestIndexPage(t *testing.T) {
	w := start(t, simulator.Options{})
	page := w.get("/")
	for _, want := range []string{"Simulated Xero and QuickBooks", joinery, w.id(dental), "/control/clock", "export LEDGERLINK_SIMULATOR=" + w.URL} {
		if !strings.Contains(page.text(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if got := w.get("/favicon.ico"); got.StatusCode != http.StatusNotFound {
		t.Errorf("stray: %d", got.StatusCode)
	}
}
