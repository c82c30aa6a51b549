package provider

import (
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/quickbooks"
	"github.com/ledgerlink/ledgerlink/pkg/xero"
)

// PlannedCalls is how many calls reading the organisation's actuals takes where
// none has to be repeated; nil stands for the chart alone.
func PlannedCalls(organisation ledger.Organisation, actuals *ledger.Request) int {
	quickBooks := organisation.Provider == ledger.QuickBooks
	switch {
	case quickBooks && actuals == nil:
		return 3 // company, preferences, accounts
	case quickBooks:
		return quickbooks.Calls(*actuals, organisation)
	case actuals == nil:
		return 2 // organisation, accounts
	}
	return xero.Calls(*actuals, organisation)
}
