package mapping

import (
	"github.com/ledgerlink/ledgerlink/internal/provider"
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

// Suggest proposes what an account is in the model. Types says what the words of
// the account's provider mean. Parents are the accounts
// above it, the nearest first: a "Bonus" below "Payroll" is staff. The type
// always belongs to the statement of the account's class; an account without a
// class carries no money and gets no type.
func Suggest(types provider.AccountTypes, account ledger.Account, parents ...ledger.Account) Suggestion {
	fallback, ok := byClass[account.Class]
	if !ok {
		return Suggestion{Reason: "carries no money in the ledger"}
	}
	for _, source := range []func() (Suggestion, bool){
		func() (Suggestion, bool) { return byRole(types, account) },
		func() (Suggestion, bool) { return byDecisiveType(types, account) },
		func() (Suggestion, bool) { return byName(types, account, parents) },
		func() (Suggestion, bool) { return byWord(types.Types, account.Type, "account type ") },
	} {
		if found, ok := source(); ok && found.Type.suits(account.Class) {
			return found
		}
	}
	return fallback.because("account class " + string(account.Class))
}

func byRole(types provider.AccountTypes, account ledger.Account) (Suggestion, bool) {
	return byWord(types.SystemAccounts, account.SystemAccount, "the ledger's own account for ")
}

func byDecisiveType(types provider.AccountTypes, account ledger.Account) (Suggestion, bool) {
	found, ok := byWord(types.Types, account.Type, "account type ")
	if subcategory := types.Subcategories[account.Subtype]; subcategory != "" {
		found.Subcategory = subcategory
	}
	return found, ok && types.Decisive[account.Type]
}

func (o outcome) because(reason string) Suggestion {
	return Suggestion{Type: o.kind, Category: o.category, Subcategory: o.subcategory, Reason: reason}
}

// SuggestAll proposes for every account of a chart, by account id.
func SuggestAll(types provider.AccountTypes, chart *ledger.Chart) map[string]Suggestion {
	byID := make(map[string]ledger.Account, len(chart.Accounts))
	for _, account := range chart.Accounts {
		byID[account.ID] = account
	}
	suggestions := make(map[string]Suggestion, len(chart.Accounts))
	for _, account := range chart.Accounts {
		suggestions[account.ID] = Suggest(types, account, ancestors(byID, account)...)
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
