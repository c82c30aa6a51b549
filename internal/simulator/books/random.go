package books

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// Chance says what random books shall be like. Zero fields are drawn from the seed.
type Chance struct {
	Provider ledger.Provider
	History  ledger.Range // months with postings; drawn: 1 to 40 months up to October 2026
	Accounts int          // accounts of the chart
	Journals int          // journals in the history
}

// Random are books drawn from a seed, the same for the same seed and chance:
// any chart, tree, year end, dates, signs and bases a provider allows.
func Random(seed uint64, chance Chance) *Books {
	return nil
}
