package quickbooks

import (
	"path"
	"strings"
)

// resource is one thing the API offers.
type resource struct {
	op   string // what is asked of it, for messages
	path string // below the address of the company
}

var (
	companyResource       = resource{"read the company", "/companyinfo"}
	preferencesResource   = resource{"read the company's preferences", "/preferences"}
	accountsResource      = resource{"read the chart of accounts", "/query"}
	profitAndLossResource = resource{"read the profit and loss", "/reports/ProfitAndLoss"}
	balanceSheetResource  = resource{"read the balance sheet", "/reports/BalanceSheet"}
	trialBalanceResource  = resource{"read the trial balance", "/reports/TrialBalance"}
)

// reportName returns the name of a report as the API writes it.
func (r resource) reportName() string { return path.Base(r.path) }

// resourceAt returns the resource behind the path of a request, so that a
// refusal can say what was asked.
func resourceAt(requestPath string) resource {
	for _, known := range []resource{
		preferencesResource, accountsResource, profitAndLossResource, balanceSheetResource, trialBalanceResource,
	} {
		if strings.HasSuffix(requestPath, known.path) {
			return known
		}
	}
	return companyResource // its path ends with the realm id
}
