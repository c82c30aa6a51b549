// Package mapping says what a ledger's account is in the analyst's model: its
// variable type, category, subcategory and branch. It suggests them from what
// the ledger knows about the account, and joins the suggestions with what the
// analyst decided. It knows no store, no file format but its own, and no
// network.
package mapping

import (
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Type is the variable type an account has in the model. The empty Type means
// that the account is not mapped.
type Type string

// The variable types.
const (
	Revenue   Type = "Revenue"
	COGS      Type = "COGS"
	Opex      Type = "Opex"
	Staff     Type = "Staff"
	Asset     Type = "Asset"
	Liability Type = "Liability"
	Equity    Type = "Equity"
	Tax       Type = "Tax"
	Dividend  Type = "Dividend"
)

// Types lists the variable types in the order people are shown them.
func Types() []Type {
	return []Type{Revenue, COGS, Opex, Staff, Asset, Liability, Equity, Tax, Dividend}
}

// TypeList is the variable types as a list for people.
func TypeList() string {
	names := make([]string, 0, len(Types()))
	for _, t := range Types() {
		names = append(names, string(t))
	}
	return strings.Join(names, ", ")
}

// ParseType reads a variable type in any case; empty text is the empty Type.
func ParseType(text string) (Type, bool) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", true
	}
	for _, known := range Types() {
		if strings.EqualFold(text, string(known)) {
			return known, true
		}
	}
	return "", false
}

// Fits reports whether an account of the statement can have the type. Tax stands
// on both statements; the empty Type fits everywhere.
func (t Type) Fits(statement ledger.Statement) bool {
	switch t {
	case Revenue, COGS, Opex, Staff:
		return statement == ledger.ProfitAndLoss
	case Asset, Liability, Equity, Dividend:
		return statement == ledger.BalanceSheet
	}
	return true
}

// suits reports whether a suggestion for an account of the class may be t. It is
// narrower than Fits: the analyst may know better, a rule may not.
func (t Type) suits(class ledger.Class) bool {
	switch class {
	case ledger.Revenue:
		return t == Revenue
	case ledger.Expense:
		return t == COGS || t == Opex || t == Staff || t == Tax
	case ledger.Asset:
		return t == Asset || t == Tax
	case ledger.Liability:
		return t == Liability || t == Tax || t == Dividend
	case ledger.Equity:
		return t == Equity || t == Dividend
	}
	return false
}

// Decision is what an account is in the model. A Decision without a Type leaves
// the account unmapped; an empty Branch means the entity's own.
type Decision struct {
	Type        Type
	Category    string
	Subcategory string
	Branch      string
}

// State is how sure a mapping is, in the words of the files.
type State string

// The states.
const (
	Suggested State = "suggested" // worked out from the ledger
	Confirmed State = "confirmed" // decided by the analyst
	Unmapped  State = "unmapped"  // no type known, or taken away by the analyst
)

// Mapping is what one account is in the model, how sure that is, and why.
type Mapping struct {
	Decision
	State  State
	Reason string
}

// Of maps every account of a chart: by the analyst's decision where there is
// one (keyed by account id), else by a suggestion worked out afresh from the
// provider's account types. Accounts
// without a branch of their own get the entity's name.
func Of(types provider.AccountTypes, chart *ledger.Chart, entity string, decisions map[string]Decision) map[string]Mapping {
	suggestions := SuggestAll(types, chart)
	mappings := make(map[string]Mapping, len(chart.Accounts))
	for _, account := range chart.Accounts {
		mapped := suggestions[account.ID].mapping()
		if decision, ok := decisions[account.ID]; ok {
			mapped = decision.mapping()
		}
		if mapped.Branch == "" {
			mapped.Branch = entity
		}
		mappings[account.ID] = mapped
	}
	return mappings
}

func (d Decision) mapping() Mapping {
	if d.Type == "" {
		return Mapping{Decision: Decision{Branch: d.Branch}, State: Unmapped, Reason: "left unmapped by you"}
	}
	return Mapping{Decision: d, State: Confirmed, Reason: "decided by you"}
}
