package browser

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/security"
	"github.com/chromedp/chromedp"

	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/simulator/servertest"
	"github.com/ledgerlink/ledgerlink/internal/simulator/simtest"
)

// host serves a page over https, as a hosting service would, and notes what it is
// asked for.
type host struct {
	page    string
	address string
	mu      sync.Mutex
	visits  []string
}

func newHost(t *testing.T) *host {
	t.Helper()
	h := &host{}
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		h.visits = append(h.visits, r.Method+" "+r.URL.Path)
		h.mu.Unlock()
		if r.URL.Path != "/ledgerlink" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, h.page)
	}))
	t.Cleanup(server.Close)
	h.address = server.URL + "/ledgerlink"
	return h
}

// hosted returns a workspace with the printed page on a host that the simulated Intuit
// sends people to, and a browser that trusts the host.
func hosted(t *testing.T, plan oauth.AutoConsent) (d *workspace, h *host, b *browser, port string) {
	t.Helper()
	h, port = newHost(t), simtest.FreePort(t)
	harness := servertest.New(t, simulator.Options{Now: time.Now, AutoConsent: plan, RedirectURIs: []string{h.address}})
	d, b = newWorkspace(t, "LEDGERLINK_SIMULATOR="+harness.URL), newBrowser(t)
	h.page = d.start("setup", "quickbooks", "--print-page", "--port", port).wants(0).out.String()
	if _, err := chromedp.Call(b.ctx, security.SetIgnoreCertificateErrors, security.SetIgnoreCertificateErrorsParams{Ignore: true}); err != nil {
		t.Fatal(err)
	}
	return d, h, b, port
}

// The page takes the answer from an https address to the tool on the reader's own
// machine, and asks nobody else for anything.
func TestHostedPageHandsTheAnswerOn(t *testing.T) {
	d, h, b, port := hosted(t, oauth.AutoConsent{Approve: true, Organisation: "Cedar Street Dental Supply"})
	p := d.start("connect", "quickbooks", "--model", "cedar", "--no-browser", "--port", port, "--redirect-url", h.address)
	authorise := p.asks()
	b.do(chromedp.Navigate(authorise.String()), chromedp.WaitVisible(chromedp.CSS("main footer")))
	if text := b.text(); !strings.Contains(text, "cedar is linked to Cedar Street Dental Supply") {
		t.Errorf("the page says\n%s", text)
	}
	own := "http://localhost:" + port + "/callback/quickbooks?"
	if landed := find(b, chromedp.Location()); !strings.HasPrefix(landed, own) {
		t.Errorf("the browser is at %s", landed)
	}
	p.wants(0)
	for _, visit := range h.visits {
		if visit != "GET /ledgerlink" && visit != "GET /favicon.ico" {
			t.Errorf("the host of the page was asked for %s", visit)
		}
	}
	known := []string{authorise.Host, "localhost:" + port, strings.TrimSuffix(strings.TrimPrefix(h.address, "https://"), "/ledgerlink")}
	for _, request := range b.requests {
		if asked, err := url.Parse(request); err != nil || asked.Scheme != "data" && !slices.Contains(known, asked.Host) {
			t.Errorf("the browser asks for %s (%v)", request, err)
		}
	}
}

// A refusal is handed on like an answer.
func TestHostedPageHandsARefusalOn(t *testing.T) {
	d, h, b, port := hosted(t, oauth.AutoConsent{Deny: true})
	p := d.start("connect", "quickbooks", "--model", "cedar", "--no-browser", "--port", port, "--redirect-url", h.address)
	b.do(chromedp.Navigate(p.asks().String()), chromedp.WaitVisible(chromedp.CSS("main footer")))
	p.wants(3)
}

// Without JavaScript, and without an answer in its address, the page says what to
// do, and keeps the answer in its address to be copied.
func TestHostedPageWithoutJavaScript(t *testing.T) {
	d, h, b, port := hosted(t, oauth.AutoConsent{Approve: true, Organisation: "Cedar Street Dental Supply"})
	b.do(chromedp.Navigate(h.address))
	if text := b.text(); !strings.Contains(text, "There is no answer of a sign-in") {
		t.Errorf("without an answer it says\n%s", text)
	}
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	p := d.start("connect", "quickbooks", "--model", "cedar", "--no-browser", "--port", port, "--redirect-url", h.address)
	b.do(chromedp.Navigate(p.asks().String()))
	text, landed := b.text(), find(b, chromedp.Location())
	if !strings.HasPrefix(landed, h.address+"?") || !strings.Contains(text, "copy the whole address of this page") {
		t.Errorf("it landed on %s, which says\n%s", landed, text)
	}
	if err := p.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	p.wants(130)
}
