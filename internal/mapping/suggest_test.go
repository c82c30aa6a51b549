package mapping

import (
	"encoding/csv"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/provider/providers"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// answer is one line of an answer key made by hand.
type answer struct {
	provider ledger.Provider
	account  ledger.Account
	parent   string
	want     Type
}

func readAnswers(t *testing.T, name string) []answer {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var answers []answer
	for _, row := range rows[1:] {
		want, ok := ParseType(row[7])
		if !ok {
			t.Fatalf("%s: %q is no type", name, row[7])
		}
		answers = append(answers, answer{
			provider: ledger.Provider(row[0]),
			account:  ledger.Account{Type: row[1], Subtype: row[2], Class: ledger.Class(row[3]), SystemAccount: row[4], Name: row[5]},
			parent:   row[6],
			want:     want,
		})
	}
	return answers
}

func TestSuggestionsAgainstAnswerKey(t *testing.T) {
	answers := readAnswers(t, "testdata/answers.csv")
	right := 0
	for _, a := range answers {
		var parents []ledger.Account
		if a.parent != "" {
			parents = append(parents, ledger.Account{Name: a.parent, Class: a.account.Class})
		}
		got := Suggest(providers.All().AccountTypes(a.provider), a.account, parents...)
		if !got.Type.Fits(a.account.Class.Statement()) {
			t.Errorf("%s %q: %s is on the wrong statement", a.provider, a.account.Name, got.Type)
		}
		if got.Reason == "" {
			t.Errorf("%s %q: no reason", a.provider, a.account.Name)
		}
		if got.Type == a.want {
			right++
			continue
		}
		t.Logf("%s %s %q: %s (%s), the key says %s", a.provider, a.account.Type, a.account.Name, got.Type, got.Reason, a.want)
	}
	t.Logf("%d of %d types right, %.1f%%", right, len(answers), 100*float64(right)/float64(len(answers)))
	if right*100 < len(answers)*95 {
		t.Errorf("only %d of %d types are right, want 95%%", right, len(answers))
	}
}

func TestSuggest(t *testing.T) {
	tests := map[string]struct {
		provider ledger.Provider
		account  ledger.Account
		parents  []ledger.Account
		want     Suggestion
	}{
		"system role before name": {
			ledger.Xero,
			ledger.Account{Name: "Wages tax", Type: "CURRLIAB", Class: ledger.Liability, SystemAccount: "CREDITORS"},
			nil,
			Suggestion{Liability, "Payables", "", "the ledger's own account for CREDITORS"},
		},
		"a role in another class gives way": {
			ledger.Xero,
			ledger.Account{Name: "Realised gains", Type: "OTHERINCOME", Class: ledger.Revenue, SystemAccount: "REALISEDCURRENCYGAIN"},
			nil,
			Suggestion{Revenue, "Other income", "", "account type OTHERINCOME"},
		},
		"name before type": {
			ledger.Xero,
			ledger.Account{Name: "Staff wages", Type: "OVERHEADS", Class: ledger.Expense},
			nil,
			Suggestion{Staff, "Staff costs", "Wages and salaries", `the name says "staff"`},
		},
		"category within the cost of sales": {
			ledger.QuickBooks,
			ledger.Account{Name: "Shipping", Type: "Cost of Goods Sold", Class: ledger.Expense},
			nil,
			Suggestion{COGS, "Cost of sales", "Freight", `the name says "shipping"`},
		},
		"the nearest parent": {
			ledger.QuickBooks,
			ledger.Account{Name: "Medical", Type: "Expense", Class: ledger.Expense},
			[]ledger.Account{{Name: "Payroll"}, {Name: "Corporation tax"}},
			Suggestion{Staff, "Staff costs", "Wages and salaries", `"Payroll" above it says "payroll"`},
		},
		"credit card": {
			ledger.Xero,
			ledger.Account{Name: "Visa", Type: "BANK", Subtype: "CREDITCARD", Class: ledger.Asset},
			nil,
			Suggestion{Asset, "Cash", "Credit cards", "account type BANK"},
		},
		"unknown type": {
			ledger.Xero,
			ledger.Account{Name: "Misc", Type: "BRANDNEW", Class: ledger.Expense},
			nil,
			Suggestion{Opex, "Operating expenses", "", "account class EXPENSE"},
		},
		"no class": {
			ledger.QuickBooks,
			ledger.Account{Name: "Purchase Orders", Type: "Non-Posting"},
			nil,
			Suggestion{Reason: "carries no money in the ledger"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, Suggest(providers.All().AccountTypes(test.provider), test.account, test.parents...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSuggestionsStayOnTheirStatement(t *testing.T) {
	names := []string{"", "Zubehör", "Dividends & drawings"}
	for _, phrases := range english() {
		names = append(names, phrases...)
	}
	kinds := []string{""}
	for _, p := range providers.All() {
		types := p.AccountTypes()
		for _, table := range []map[string]provider.Classification{types.Types, types.SystemAccounts, types.Subtypes} {
			kinds = slices.AppendSeq(kinds, maps.Keys(table))
		}
	}
	slices.Sort(kinds)
	classes := []ledger.Class{ledger.Asset, ledger.Liability, ledger.Equity, ledger.Revenue, ledger.Expense}
	name, kind := rapid.SampledFrom(names), rapid.SampledFrom(kinds)
	rapid.Check(t, func(t *rapid.T) {
		account := ledger.Account{
			Name: name.Draw(t, "name") + " " + name.Draw(t, "more"), Type: kind.Draw(t, "type"),
			Subtype: kind.Draw(t, "subtype"), SystemAccount: kind.Draw(t, "role"),
			Class: rapid.SampledFrom(classes).Draw(t, "class"),
		}
		from := rapid.SampledFrom([]ledger.Provider{ledger.Xero, ledger.QuickBooks, "another"}).Draw(t, "provider")
		got := Suggest(providers.All().AccountTypes(from), account, ledger.Account{Name: name.Draw(t, "parent")})
		if got.Type == "" || got.Category == "" || got.Reason == "" {
			t.Fatalf("incomplete: %+v", got)
		}
		if !got.Type.Fits(account.Class.Statement()) || !got.Type.suits(account.Class) {
			t.Fatalf("%s for an account of class %s: %s", got.Type, account.Class, got.Reason)
		}
	})
}

// Every line of every table must be able to win in its place.
func TestRulesSuitTheirClass(t *testing.T) {
	for _, rule := range typeRules() {
		for class, place := range rule.places {
			if !place.kind.suits(class) {
				t.Errorf("%s is no %s among the class %s", rule.concept, place.kind, class)
			}
		}
	}
	for _, rule := range slices.Concat(typeRules(), categoryRules()) {
		if len(english()[rule.concept]) == 0 {
			t.Errorf("no English words for %q", rule.concept)
		}
	}
	if len(english()) != len(typeRules())+len(categoryRules()) {
		t.Errorf("%d concepts have words, %d have rules", len(english()), len(typeRules())+len(categoryRules()))
	}
}

func TestWholeWordsOnly(t *testing.T) {
	tests := []struct {
		name, phrase string
		want         bool
	}{
		{"Wage bill", "wage", true},
		{"Vats", "vat", true},
		{"WAGES-and-salaries", "salaries", true},

		{"Wagering tax", "wage", false},
		{"Private hire", "vat", false},
		{"Superior goods", "super", false},
		{"Owner's draw", "owners draw", false},
		{"Owners' equity", "owners equity", true},
		{"Income from tax", "income tax", false},
		{"", "wage", false},
	}
	for _, test := range tests {
		got := slices.Contains(slices.Collect(maps.Values(split(test.name).meanings())), test.phrase)
		if got != test.want {
			t.Errorf("%q in %q: %v", test.phrase, test.name, got)
		}
	}
}

func TestSuggestAllSurvivesACircleOfParents(t *testing.T) {
	chart := &ledger.Chart{
		Organisation: ledger.Organisation{Provider: ledger.QuickBooks},
		Accounts: []ledger.Account{
			{ID: "1", ParentID: "2", Name: "A", Type: "Expense", Class: ledger.Expense},
			{ID: "2", ParentID: "1", Name: "Payroll", Type: "Expense", Class: ledger.Expense},
		},
	}
	if got := SuggestAll(providers.All().AccountTypes(ledger.QuickBooks), chart)["1"].Type; got != Staff {
		t.Errorf("a sub-account of payroll is %s", got)
	}
}

func BenchmarkSuggest(b *testing.B) {
	account := ledger.Account{Name: "Sundry things nobody has a word for", Type: "EXPENSE", Class: ledger.Expense}
	types := providers.All().AccountTypes(ledger.Xero)
	for b.Loop() {
		Suggest(types, account)
	}
}
