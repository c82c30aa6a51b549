package cli

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// plannedCalls is how many calls an import is going to take, for the progress
// display only: organisation and chart, both statements a year at a time, the
// trial balance.
func plannedCalls(provider ledger.Provider, months ledger.Range) int {
	chart := 2
	if provider == ledger.QuickBooks {
		chart = 3 // company, preferences, accounts
	}
	if months.To == 0 {
		return chart
	}
	years := (months.Len() + 11) / 12
	return chart + 2*years + 1
}
