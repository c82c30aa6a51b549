package browser

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/simulator/servertest"
	"github.com/ledgerlink/ledgerlink/internal/simulator/simtest"
)

// browser is a Chromium with one tab, and a log of what the tab asked for.
type browser struct {
	t   *testing.T
	ctx context.Context

	mu        sync.Mutex
	requests  []string
	responses map[string]network.Headers // of documents, by address without the query
}

// newBrowser starts Chromium with a profile of its own.
func newBrowser(t *testing.T) *browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if path, err = exec.LookPath("google-chrome"); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatal("there is no Chromium")
			}
			t.Skip("there is no Chromium on this machine")
		}
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(func() { cancel(); stop() })
	b := &browser{t: t, ctx: ctx, responses: map[string]network.Headers{}}
	b.do() // starts it
	var end context.CancelFunc
	b.ctx, end = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(end)
	if err := chromedp.Listen(b.ctx, b.see); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(b.ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *browser) see(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch event := event.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, event.Request.URL)
	case *network.EventResponseReceived:
		if event.Type == network.ResourceTypeDocument {
			address, _, _ := strings.Cut(event.Response.URL, "?")
			b.responses[address] = event.Response.Headers
		}
	}
}

func (b *browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// find runs an action that returns something.
func find[T any](b *browser, action chromedp.Action[T]) T {
	b.t.Helper()
	found, err := chromedp.Run(b.ctx, action)
	if err != nil {
		b.t.Fatal(err)
	}
	return found
}

// text is what a person reads on the page.
func (b *browser) text() string {
	b.t.Helper()
	return find(b, chromedp.Text(chromedp.CSS("body")))
}

// picture saves the page, light, dark and narrow, where LEDGERLINK_SHOTS says.
func (b *browser) picture(name string) {
	b.t.Helper()
	folder := os.Getenv("LEDGERLINK_SHOTS")
	if folder == "" {
		return
	}
	for _, look := range []struct {
		name, scheme string
		width        int64
	}{{"light", "light", 1000}, {"dark", "dark", 1000}, {"narrow", "light", 360}} {
		b.do(chromedp.EmulateViewport(look.width, 760))
		if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: look.scheme}},
		}); err != nil {
			b.t.Fatal(err)
		}
		png := find(b, chromedp.FullScreenshot(100))
		if err := os.WriteFile(filepath.Join(folder, name+"-"+look.name+".png"), png, 0o600); err != nil {
			b.t.Fatal(err)
		}
	}
}

// visit opens the address of a sign-in, picks an organisation by its id and
// presses a button. It returns what the page said before.
func (b *browser) visit(address *url.URL, name, organisation, button string) (consent string) {
	b.t.Helper()
	b.do(chromedp.Navigate(address.String()), chromedp.WaitVisible(chromedp.CSS(`button[value="allow"]`)))
	consent = b.text()
	b.picture(name + "-consent")
	b.do(
		chromedp.Click(chromedp.CSS(`input[value="`+organisation+`"]`)),
		chromedp.Click(chromedp.CSS(`button[value="`+button+`"]`)),
		chromedp.WaitVisible(chromedp.CSS("main footer")), // the tool's own page
	)
	b.picture(name + "-" + button)
	return consent
}

// checkPage: the tool's page shows no secret, asks for nothing but itself, and is
// sent with headers that keep it so.
func (b *browser) checkPage(harness *servertest.Server) {
	b.t.Helper()
	html := find(b, chromedp.OuterHTML(chromedp.CSS("html")))
	address, query, _ := strings.Cut(find(b, chromedp.Location()), "?")
	values, err := url.ParseQuery(query)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, name := range []string{"code", "state"} {
		if value := values.Get(name); value != "" && strings.Contains(html, value) {
			b.t.Errorf("the page shows the %s", name)
		}
	}
	for _, secret := range harness.Issued() {
		if strings.Contains(html, secret.Value) {
			b.t.Errorf("the page shows the %s", secret.Kind)
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, request := range b.requests {
		asked, err := url.Parse(request)
		if err != nil || asked.Scheme != "data" && asked.Hostname() != "localhost" && asked.Hostname() != "127.0.0.1" {
			b.t.Errorf("it asks for %s (%v)", request, err)
		}
	}
	for name, want := range map[string]string{
		"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
		"X-Frame-Options": "DENY", "Content-Security-Policy": "default-src 'none'; ",
	} {
		if got, _ := b.responses[address][name].(string); !strings.HasPrefix(got, want) {
			b.t.Errorf("%s of %s is %q", name, address, got)
		}
	}
}

// uiFlow is a sign-in in a browser.
type uiFlow struct {
	provider, organisation, other string
}

var uiFlows = []uiFlow{
	{"xero", "Kauri & Finch Tea Merchants", "Harbourline Joinery Pty Ltd"},
	{"quickbooks", "Maplewood Landscaping Ltd.", "Cedar Street Dental Supply"},
}

// newHarness starts a simulator whose consent pages wait for a person.
func newHarness(t *testing.T) *servertest.Server {
	t.Helper()
	harness := servertest.New(t, simulator.Options{Now: time.Now})
	harness.SetAutoConsent(oauth.AutoConsent{})
	return harness
}

func TestAllowInBrowser(t *testing.T) {
	harness := newHarness(t)
	for _, j := range uiFlows {
		t.Run(j.provider, func(t *testing.T) {
			d := newWorkspace(t, "LEDGERLINK_SIMULATOR="+harness.URL)
			b := newBrowser(t)
			p := d.start("connect", j.provider, "--model", "acme", "--no-browser", "--port", simtest.FreePort(t))
			consent := b.visit(p.asks(), j.provider, harness.IDOf(j.organisation), "allow")
			for _, text := range []string{j.organisation, j.other, "Allow access", "Cancel", "will be able to"} {
				if !strings.Contains(consent, text) {
					t.Errorf("the consent page does not say %q:\n%s", text, consent)
				}
			}
			if page := b.text(); !strings.Contains(page, "acme is linked to "+j.organisation) {
				t.Errorf("the page says\n%s", page)
			}
			b.checkPage(harness)
			if said := p.wants(0).messagesSoFar(); !strings.Contains(said, "acme is linked to "+j.organisation) {
				t.Errorf("the terminal says\n%s", said)
			}
			if status := d.start("status", "--format", "csv").wants(0).out.String(); !strings.Contains(status, j.organisation) {
				t.Errorf("the status says\n%s", status)
			}
		})
	}
}

func TestCancelInBrowser(t *testing.T) {
	harness := newHarness(t)
	for _, j := range uiFlows {
		t.Run(j.provider, func(t *testing.T) {
			d := newWorkspace(t, "LEDGERLINK_SIMULATOR="+harness.URL)
			b := newBrowser(t)
			p := d.start("connect", j.provider, "--model", "acme", "--no-browser", "--port", simtest.FreePort(t))
			b.visit(p.asks(), j.provider, harness.IDOf(j.organisation), "cancel")
			if page := b.text(); !strings.Contains(page, "Not connected") || !strings.Contains(page, "Nothing was changed") {
				t.Errorf("the page says\n%s", page)
			}
			b.checkPage(harness)
			p.wants(3)
			d.start("status", "--model", "acme").wants(3)
		})
	}
}

// TestHandOnPage: the page of `setup --print-page`, hosted elsewhere, hands the
// answer on to the tool on the person's own machine.
func TestHandOnPage(t *testing.T) {
	base := newHarness(t).URL
	d := newWorkspace(t, "LEDGERLINK_SIMULATOR="+base)
	b := newBrowser(t)
	port := simtest.FreePort(t)
	page := d.start("setup", "quickbooks", "--print-page", "--port", port).wants(0).out.String()
	file := filepath.Join(d.folder, "page.html")
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.Navigate("file://" + file))
	b.picture("handon")
	p := d.start("connect", "quickbooks", "--model", "acme", "--no-browser", "--port", port)
	state := p.asks().Query().Get("state")
	answer := url.Values{"state": {state}, "error": {"access_denied"}, "realmId": {"1"}}.Encode()
	b.do(chromedp.Navigate("file://"+file+"?"+answer), chromedp.WaitVisible(chromedp.CSS("main footer")))
	if text := b.text(); !strings.Contains(text, "You did not give permission") {
		t.Errorf("the page says\n%s", text)
	}
	p.wants(3)
}
