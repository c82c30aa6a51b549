package provider

import (
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/quickbooks"
	"github.com/ledgerlink/ledgerlink/pkg/xero"
)

// PlannedCalls is how many calls reading the actuals of the months takes where
// none has to be repeated; no months means the chart alone.
func PlannedCalls(p ledger.Provider, months ledger.Range) int {
	switch {
	case p == ledger.QuickBooks && months.To == 0:
		return 3 // company, preferences, accounts
	case p == ledger.QuickBooks:
		return quickbooks.Calls(months)
	case months.To == 0:
		return 2 // organisation, accounts
	}
	return xero.Calls(months)
}
