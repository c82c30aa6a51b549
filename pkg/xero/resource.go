package xero

import "strings"

// resource is one thing the API offers.
type resource struct {
	op    string // what is asked, in words
	path  string // below the base address
	scope string // the permission it takes; empty: none of its own
}

var (
	organisationResource  = resource{"read the organisation", "/api.xro/2.0/Organisation", ScopeSettings}
	accountsResource      = resource{"read the chart of accounts", "/api.xro/2.0/Accounts", ScopeSettings}
	profitAndLossResource = resource{"read the profit and loss", "/api.xro/2.0/Reports/ProfitAndLoss", ScopeProfitAndLoss}
	balanceSheetResource  = resource{"read the balance sheet", "/api.xro/2.0/Reports/BalanceSheet", ScopeBalanceSheet}
	trialBalanceResource  = resource{"read the trial balance", "/api.xro/2.0/Reports/TrialBalance", ScopeTrialBalance}
	connectionsResource   = resource{"list the connections", "/connections", ""}
)

// resourceAt is the resource behind the path of a request, so that a refusal can
// be explained; a resource nobody knows has no words.
func resourceAt(path string) resource {
	for _, known := range []resource{
		organisationResource, accountsResource, profitAndLossResource,
		balanceSheetResource, trialBalanceResource, connectionsResource,
	} {
		if strings.HasSuffix(path, known.path) {
			return known
		}
	}
	return resource{op: "read " + path, path: path}
}
