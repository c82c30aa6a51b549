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
	fallback, ok := byClass[account.Class]
	if !ok {
		return Suggestion{Reason: "carries no money in the ledger"}
	}
	known := tablesOf()[provider]
	for _, source := range []func() (Suggestion, bool){
		func() (Suggestion, bool) { return byRole(known, account) },
		func() (Suggestion, bool) { return bySettledType(known, account) },
		func() (Suggestion, bool) { return byName(known, account, parents) },
		func() (Suggestion, bool) { return byLedgerType(known.types, account.Type, "account type ") },
	} {
		if found, ok := source(); ok && found.Type.suits(account.Class) {
			return found
		}
	}
	return fallback.because("account class " + string(account.Class))
}

func byRole(known tables, account ledger.Account) (Suggestion, bool) {
	return byLedgerType(known.roles, account.SystemAccount, "the ledger's own account for ")
}

func bySettledType(known tables, account ledger.Account) (Suggestion, bool) {
	found, ok := byLedgerType(known.types, account.Type, "account type ")
	if account.Subtype == "CREDITCARD" {
		found.Subcategory = "Credit cards"
	}
	return found, ok && settled[account.Type]
}

func byLedgerType(table byType, word, why string) (Suggestion, bool) {
	found, ok := table[word]
	return found.because(why + word), ok
}

func (o outcome) because(reason string) Suggestion {
	return Suggestion{Type: o.kind, Category: o.category, Subcategory: o.subcategory, Reason: reason}
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
