package simulator

import (
	_ "embed"
	"fmt"
	"net/http"

	"github.com/ledgerlink/ledgerlink/internal/htmlpage"
	"github.com/ledgerlink/ledgerlink/internal/simulator/host"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

//go:embed pages/index.html
var indexPage string

//go:embed pages/guide.html
var guideSection string

// controlGuide describes the control calls on the index page.
func controlGuide() []host.GuideLine {
	return []host.GuideLine{
		{Call: `POST /control/consent {"approve":true,"organisation":"…"}`, Does: "Let consent pages answer themselves (or deny)."},
		{Call: `POST /control/apps {"provider":"xero","client_id":"…"}`, Does: "Register a client app with its secret and redirect URIs."},
		{Call: `POST /control/clock {"advance":"24h"}`, Does: "Move the clock. GET shows it."},
		{Call: `POST /control/latency {"latency":"150ms"}`, Does: "Slow every answer of an API or token endpoint down."},
		{Call: "POST /control/expire", Does: "End all access tokens now."},
		{Call: `POST /control/revoke {"provider":"quickbooks"}`, Does: "End all sign-ins at a provider."},
		{Call: `POST /control/disconnect {"organisation":"…"}`, Does: "Disconnect an organisation at its provider."},
		{Call: `POST /control/reports {"organisation":"…","denied":true}`, Does: "Take away the role that reports need."},
		{Call: `POST /control/faults {"match":"/xero/connect/token","kind":"lost","count":1}`, Does: "Break answers: status, rate-limit, timeout, reset, lost, truncated, unended, html, wrong-type, empty, junk, slow, replace. GET lists, DELETE ends them."},
		{Call: `POST /control/style {"Legacy":true}`, Does: "Change how QuickBooks reports look."},
		{Call: `POST /control/journal {"organisation":"…","date":"2026-03-31","lines":[{"account":"200","net_debit":"-10.00"},…]}`, Does: "Post a journal, also back-dated."},
		{Call: `POST /control/account {"organisation":"…","account":"200","name":"…","code":"…","archived":true}`, Does: "Rename, renumber or archive an account."},
		{Call: `POST /control/accounts {"organisation":"…","account":{…}}`, Does: "Add an account; GET ?organisation= lists them."},
		{Call: `POST /control/lock {"organisation":"…","through":"2026-06-30"}`, Does: "Set the ledger's own lock date."},
		{Call: "GET /control/balance?organisation=&account=&basis=&from=&to=", Does: "What the books themselves say, as net debits."},
		{Call: "GET /control/organisations", Does: "What is simulated, and how often each was called."},
		{Call: "GET /control/requests", Does: "The last requests; DELETE empties the log."},
		{Call: "GET /control/tokens", Does: "Every secret handed out, to search for leaks."},
	}
}

// index explains the simulator to whoever opens its address in a browser.
func (s *Server) index(w http.ResponseWriter, r *http.Request) {
	nonce := oauth.Opaque(16)
	guides := htmlpage.Each(s.ledgers, func(l simulated) htmlpage.HTML {
		return guide(l.Provider().Title(), l.Guide())
	})
	page := htmlpage.Fill(indexPage, map[string]htmlpage.HTML{
		"nonce": htmlpage.Text(nonce), "base": htmlpage.Text("http://" + r.Host),
		"organisations": htmlpage.Each(s.Organisations(), s.organisationRow),
		"guides":        guides + guide("Control, from this machine only", controlGuide()),
	})
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'nonce-"+nonce+"'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write([]byte(page))
}

// organisationRow returns the table row of an organisation.
func (s *Server) organisationRow(org ledger.Organisation) htmlpage.HTML {
	text := htmlpage.Text
	return "\n<tr><td>" + text(org.Name) + htmlpage.If(org.Demo, ` <span class="badge">Demo</span>`) +
		"</td><td>" + text(org.Provider.Title()) + `</td><td class="id"><code>` + text(org.ID) + "</code></td><td>" + text(org.Currency) +
		"</td><td>" + text(fmt.Sprint(org.YearEndDay, " ", org.YearEndMonth)) + "</td><td>" + text(fmt.Sprint(s.Calls(org.ID))) + "</td></tr>"
}

// guide returns the section of the index page that describes calls.
func guide(title string, lines []host.GuideLine) htmlpage.HTML {
	return htmlpage.Fill(guideSection, map[string]htmlpage.HTML{
		"title": htmlpage.Text(title),
		"lines": htmlpage.Each(lines, func(line host.GuideLine) htmlpage.HTML {
			return "\n<tr><td><code>" + htmlpage.Text(line.Call) + "</code></td><td>" + htmlpage.Text(line.Does) + "</td></tr>"
		}),
	})
}
