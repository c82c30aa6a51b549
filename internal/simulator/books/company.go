package books

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// Company is the organisation whose books these are, with what the providers
// tell about it beyond the accounts.
type Company struct {
	ledger.Organisation
	Region        string      // Xero's edition: AU, NZ, UK, US, GLOBAL; QuickBooks: US, CA, GB
	Timezone      string      // the provider's own word, e.g. AUSEASTERNSTANDARDTIME
	Founded       ledger.Date // the day the organisation was set up in the ledger
	MultiCurrency bool
	Numbered      bool // QuickBooks: account numbers are switched on
	Layout        Layout
}

// Layout says how the ledger's own reports are arranged where that is the
// user's or the region's choice.
type Layout struct {
	// Groups is true where somebody has arranged a report layout of their own:
	// accounts with a Group stand under it unless the standard layout is asked for.
	Groups bool
	// SeparateFX keeps Xero's three currency gain accounts apart on the profit
	// and loss, as US organisations have it.
	SeparateFX bool
	// NoTotalAssets arranges the balance sheet the British way, with net current
	// assets and no "Total Assets" row.
	NoTotalAssets bool
}
