package mapping

import (
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Suggestion is a proposal for one account, with the reason for it in words.
type Suggestion struct {
	Type        Type
	Category    string
	Subcategory string
	Reason      string
}

func (s Suggestion) mapping() Mapping {
	decision := Decision{Type: s.Type, Category: s.Category, Subcategory: s.Subcategory}
	if s.Type == "" {
		return Mapping{State: Unmapped, Reason: s.Reason}
	}
	return Mapping{Decision: decision, State: Suggested, Reason: s.Reason}
}

// Suggest proposes what an account is in the model. Parents are the accounts
// above it, the nearest first: a "Bonus" below "Payroll" is staff. The type
// always belongs to the statement of the account's class; an account without a
// class carries no money and gets no type.
func Suggest(provider ledger.Provider, account ledger.Account, parents ...ledger.Account) Suggestion {
	return Suggestion{}
}

// SuggestAll proposes for every account of a chart, by account id.
func SuggestAll(chart *ledger.Chart) map[string]Suggestion {
	byID := make(map[string]ledger.Account, len(chart.Accounts))
	for _, account := range chart.Accounts {
		byID[account.ID] = account
	}
	suggestions := make(map[string]Suggestion, len(chart.Accounts))
	for _, account := range chart.Accounts {
		suggestions[account.ID] = Suggest(chart.Organisation.Provider, account, ancestors(byID, account)...)
	}
	return suggestions
}

// maxDepth is deeper than any ledger nests its accounts; it ends a circle.
const maxDepth = 10

func ancestors(byID map[string]ledger.Account, account ledger.Account) []ledger.Account {
	var above []ledger.Account
	for len(above) < maxDepth {
		parent, ok := byID[account.ParentID]
		if !ok {
			break
		}
		above = append(above, parent)
		account = parent
	}
	return above
}
