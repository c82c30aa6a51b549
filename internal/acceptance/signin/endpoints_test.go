package signin

import (
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/internal/simulator/simtest"
)

// endpoint is one thing a provider is asked for, and the command that asks.
type endpoint struct {
	side
	name  string
	match string        // as in faults.Fault
	wait  time.Duration // before the command, so that it has something to ask
	run   func(d *workspace, s side) simtest.Result

	makes   bool // the command makes the connection
	ends    bool // the command ends the connection
	rotates bool // a refresh that ends the refresh token that was sent
}

// endpoints are all that the tool ever asks.
func endpoints() []endpoint {
	xero, quickbooks := sides[0], sides[1]
	const api, v3 = "/xero/api.xro/2.0/", "/quickbooks/v3/company/*/"
	rows := signIns(xero, "POST /xero/connect/revocation")
	rows = append(rows,
		endpoint{side: xero, name: "end connection", match: "DELETE /xero/connections/", run: disconnecting, ends: true},
		endpoint{side: xero, name: "connections", match: "GET /xero/connections", run: connecting, makes: true},
		reading(xero, "Organisation", api+"Organisation"),
		reading(xero, "Accounts", api+"Accounts"),
		reading(xero, "Profit and Loss", api+"Reports/ProfitAndLoss"),
		reading(xero, "Balance Sheet", api+"Reports/BalanceSheet"),
		reading(xero, "Trial Balance", api+"Reports/TrialBalance"),
	)
	rows = append(rows, signIns(quickbooks, "POST /quickbooks/v2/oauth2/tokens/revoke")...)
	return append(rows,
		endpoint{side: quickbooks, name: "refresh, rotating", match: "POST " + quickbooks.token, wait: quickbooks.rotation, run: importing, rotates: true},
		reading(quickbooks, "CompanyInfo", v3+"companyinfo/*"),
		reading(quickbooks, "Preferences", v3+"preferences"),
		reading(quickbooks, "query", v3+"query"),
		reading(quickbooks, "ProfitAndLoss", v3+"reports/ProfitAndLoss"),
		reading(quickbooks, "BalanceSheet", v3+"reports/BalanceSheet"),
		reading(quickbooks, "TrialBalance", v3+"reports/TrialBalance"),
	)
}

// signIns are the endpoints of tokens.
func signIns(s side, revoke string) []endpoint {
	return []endpoint{
		{side: s, name: "token exchange", match: "POST " + s.token, run: connecting, makes: true},
		{side: s, name: "refresh", match: "POST " + s.token, wait: 2 * time.Hour, run: importing},
		{side: s, name: "revoke", match: revoke, run: disconnecting, ends: true},
	}
}

func reading(s side, name, match string) endpoint {
	return endpoint{side: s, name: name, match: "GET " + match, run: importing}
}

func connecting(d *workspace, s side) simtest.Result    { return d.connect(s, "acme") }
func importing(d *workspace, _ side) simtest.Result     { return d.importActuals("acme") }
func disconnecting(d *workspace, _ side) simtest.Result { return d.disconnect("acme") }

func (d *workspace) disconnect(model string) simtest.Result {
	return d.Run("disconnect", "--model", model)
}

// matches is true where a fault of this package is for a request.
func matches(fault faults.Fault, request *http.Request) bool {
	method, pattern, _ := strings.Cut(fault.Match, " ")
	fits, _ := path.Match(pattern, request.URL.Path)
	return method == request.Method && (fits || strings.HasPrefix(request.URL.Path, pattern))
}
