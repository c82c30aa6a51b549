package mapping

import (
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// TypesOf says what the words of a provider for an account mean; see
// provider.Set.AccountTypes.
type TypesOf func(p ledger.Provider) provider.AccountTypes

// byClass is the last resort: a type that no table knows.
var byClass = map[ledger.Class]outcome{
	ledger.Revenue:   {Revenue, "Revenue", ""},
	ledger.Expense:   {Opex, "Operating expenses", ""},
	ledger.Asset:     {Asset, "Other assets", ""},
	ledger.Liability: {Liability, "Other liabilities", ""},
	ledger.Equity:    {Equity, "Equity", ""},
}

// byWord looks a word of the ledger up in a table of its provider, where no name
// says more.
func byWord(table map[string]provider.Classification, word, why string) (Suggestion, bool) {
	found, ok := table[word]
	return outcomeOf(found).because(why + word), ok
}

func outcomeOf(c provider.Classification) outcome {
	return outcome{Type(c.Type), c.Category, c.Subcategory}
}
