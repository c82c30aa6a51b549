package mapping

import (
	"strconv"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// source is something an account is called, with the words for a reason.
type source struct {
	means map[concept]string // the concepts, each with the phrase that says so
	says  string
}

// byName goes by what the account is called: its own name, then the subtype its
// owner picked, then the names above it. Concepts that decide the type come
// before those that only say which category.
func byName(types provider.AccountTypes, account ledger.Account, parents []ledger.Account) (Suggestion, bool) {
	own := source{split(account.Name).meanings(), "the name says "}
	picked := source{splitCamel(account.Subtype).meanings(), "the subtype says "}
	above := make([]source, 0, len(parents))
	for _, parent := range parents {
		above = append(above, source{split(parent.Name).meanings(), strconv.Quote(parent.Name) + " above it says "})
	}

	for _, from := range []source{own, picked} {
		if found, ok := from.match(typeRules(), account.Class); ok {
			return found, true
		}
	}
	if found, ok := byWord(types.Subtypes, account.Subtype, "account subtype "); ok {
		return found, true
	}
	for _, from := range above {
		if found, ok := from.match(typeRules(), account.Class); ok {
			return found, true
		}
	}
	for _, from := range append([]source{own, picked}, above...) {
		if found, ok := from.match(categoryRules(), account.Class); ok {
			return found.within(outcomeOf(types.Types[account.Type]), account.Class), true
		}
	}
	return Suggestion{}, false
}

// match finds the first concept of the rules that the words mean and that has a
// place in the class.
func (s source) match(rules []rule, class ledger.Class) (Suggestion, bool) {
	for _, rule := range rules {
		place, ok := rule.places[class]
		if !ok {
			continue
		}
		if phrase, ok := s.means[rule.concept]; ok {
			return place.because(s.says + strconv.Quote(phrase)), true
		}
	}
	return Suggestion{}, false
}

// within gives a category the type of the ledger's account type. Whatever is
// part of the cost of sales stays in that category.
func (s Suggestion) within(base outcome, class ledger.Class) Suggestion {
	if !base.kind.suits(class) {
		base = byClass[class]
	}
	s.Type = base.kind
	if base.kind == COGS {
		s.Category, s.Subcategory = base.category, s.Category
	}
	return s
}
