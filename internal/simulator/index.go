package simulator

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"sync"

	"github.com/ledgerlink/ledgerlink/internal/simulator/tokens"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

//go:embed pages/index.html
var pages embed.FS

var indexPage = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(pages, "pages/index.html"))
})

// guide is a table of calls on the index page.
type guide struct {
	Title string
	Lines []guideLine
}

type guideLine struct{ Call, Does string }

var guides = []guide{
	{"Xero", []guideLine{
		{"GET /xero/identity/connect/authorize", "Sign in and choose an organisation. For scripts: simulate=allow|deny|ask, org=NAME|ID, user=NAME|EMAIL."},
		{"POST /xero/connect/token", "Exchange a code, or rotate a refresh token."},
		{"POST /xero/connect/revocation", "End everything a person gave the app."},
		{"GET /xero/connections", "What the person has connected; authEventId narrows it down. DELETE …/{id} disconnects."},
		{"GET /xero/api.xro/2.0/…", "Organisation, Accounts, Reports/ProfitAndLoss, Reports/BalanceSheet, Reports/TrialBalance."},
		{"GET /xero/.well-known/openid-configuration", "The addresses above."},
	}},
	{"QuickBooks", []guideLine{
		{"GET /quickbooks/connect/oauth2", "Sign in and choose a company. The same parameters for scripts."},
		{"POST /quickbooks/oauth2/v1/tokens/bearer", "Exchange a code, or refresh."},
		{"POST /quickbooks/v2/oauth2/tokens/revoke", "End the sign-in."},
		{"GET /quickbooks/v3/company/{realm}/…", "query, companyinfo/{realm}, preferences, account/{id}, reports/ProfitAndLoss, reports/BalanceSheet, reports/TrialBalance."},
		{"GET /quickbooks/.well-known/openid_configuration", "The addresses above."},
	}},
	{"Control, from this machine only", []guideLine{
		{`POST /control/consent {"approve":true,"organisation":"…"}`, "Let consent pages answer themselves (or deny)."},
		{`POST /control/apps {"provider":"xero","client_id":"…"}`, "Register a client app with its secret and redirect URIs."},
		{`POST /control/clock {"advance":"24h"}`, "Move the clock. GET shows it."},
		{`POST /control/latency {"latency":"150ms"}`, "Slow every answer of an API or token endpoint down."},
		{"POST /control/expire", "End all access tokens now."},
		{`POST /control/revoke {"provider":"quickbooks"}`, "End all sign-ins at a provider."},
		{`POST /control/disconnect {"organisation":"…"}`, "Disconnect an organisation at its provider."},
		{`POST /control/reports {"organisation":"…","denied":true}`, "Take away the role that reports need."},
		{`POST /control/faults {"match":"/xero/connect/token","kind":"lost","count":1}`, "Break answers: status, rate-limit, timeout, reset, lost, truncated, unended, html, wrong-type, empty, junk, slow, replace. GET lists, DELETE ends them."},
		{`POST /control/style {"Legacy":true}`, "Change how QuickBooks reports look."},
		{`POST /control/journal {"organisation":"…","date":"2026-03-31","lines":[{"account":"200","net_debit":"-10.00"},…]}`, "Post a journal, also back-dated."},
		{`POST /control/account {"organisation":"…","account":"200","name":"…","code":"…","archived":true}`, "Rename, renumber or archive an account."},
		{`POST /control/accounts {"organisation":"…","account":{…}}`, "Add an account; GET ?organisation= lists them."},
		{`POST /control/lock {"organisation":"…","through":"2026-06-30"}`, "Set the ledger's own lock date."},
		{"GET /control/balance?organisation=&account=&basis=&from=&to=", "What the books themselves say, as net debits."},
		{"GET /control/organisations", "What is simulated, and how often each was called."},
		{"GET /control/requests", "The last requests; DELETE empties the log."},
		{"GET /control/tokens", "Every secret handed out, to search for leaks."},
	}},
}

type indexData struct {
	Base          string
	Nonce         string
	Organisations []ledger.Organisation
	Calls         func(string) int
	Tables        []guide
}

// index explains the simulator to whoever opens its address in a browser.
func (s *Server) index(w http.ResponseWriter, r *http.Request) {
	data := indexData{
		Base: "http://" + r.Host, Nonce: tokens.Opaque(16), Organisations: s.Organisations(), Calls: s.Calls, Tables: guides,
	}
	var body bytes.Buffer
	if err := indexPage().Execute(&body, data); err != nil {
		http.Error(w, "the page cannot be shown: "+err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'nonce-"+data.Nonce+"'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write(body.Bytes())
}
