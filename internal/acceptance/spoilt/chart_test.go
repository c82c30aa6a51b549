package spoilt

import (
	"bytes"
	"maps"
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// object is one account, or whatever else an answer describes by names.
type object = map[string]any

// chartFields are what the ledgers call the fields of an account.
func chartFields(provider ledger.Provider) map[string]string {
	if provider == ledger.Xero {
		return map[string]string{
			"id": "AccountID", "class": "Class", "type": "Type", "code": "Code", "name": "Name", "status": "Status",
			"currency": "CurrencyCode", "role": "SystemAccount",
		}
	}
	return map[string]string{
		"id": "Id", "class": "Classification", "type": "AccountType", "code": "AcctNum", "name": "Name", "status": "Active",
		"currency": "CurrencyRef", "role": "AccountSubType", "full": "FullyQualifiedName", "parent": "ParentRef",
	}
}

// chartDamages are those of the chart of accounts.
func chartDamages() []damage {
	account := func(class, name string, do func(*spoiler, object, map[string]string)) damage {
		return inChart(class, name, func(s *spoiler, list []object) []object {
			if one, ok := pick(s, list); ok {
				do(s, one, chartFields(s.provider()))
			}
			return list
		})
	}
	two := func(name string, fields ...string) damage {
		return inChart("chart", name, func(s *spoiler, list []object) []object {
			a, b, ok := pickTwo(s, list)
			for _, field := range fields {
				if key := chartFields(s.provider())[field]; ok && key != "" {
					a[key], b[key] = b[key], a[key]
				}
			}
			return list
		})
	}
	return []damage{
		account("class and type", "an account of another class", func(s *spoiler, one object, field map[string]string) {
			one[field["class"]] = s.otherWord(one[field["class"]], classWords(s.provider()))
		}),
		account("class and type", "an account without a class", func(_ *spoiler, one object, field map[string]string) { delete(one, field["class"]) }),
		account("class and type", "an account of another type", func(s *spoiler, one object, field map[string]string) {
			one[field["type"]] = s.otherAccountWhere(func(a ledger.Account) bool { return a.Type != one[field["type"]] }).Type
		}),
		account("class and type", "an account of another class and its type", func(s *spoiler, one object, field map[string]string) {
			other := s.otherAccountWhere(func(a ledger.Account) bool { return a.Type != one[field["type"]] && a.Class != "" })
			one[field["type"]], one[field["class"]] = other.Type, classWords(s.provider())[other.Class]
		}),
		account("class and type", "an account of an unknown class", func(_ *spoiler, one object, field map[string]string) { one[field["class"]] = "SUSPENSE" }),
		account("class and type", "an account without class and type", func(_ *spoiler, one object, field map[string]string) {
			delete(one, field["class"])
			delete(one, field["type"])
		}),
		account("chart", "an account with another code", func(_ *spoiler, one object, field map[string]string) { one[field["code"]] = "9999" }),
		account("chart", "an account without a name", func(_ *spoiler, one object, field map[string]string) { one[field["name"]] = "" }),
		account("chart", "an account of another status", func(s *spoiler, one object, field map[string]string) {
			if s.provider() == ledger.QuickBooks {
				one[field["status"]] = one[field["status"]] != true
			} else {
				one[field["status"]] = s.otherWord(one[field["status"]], map[ledger.Class]string{"a": "ACTIVE", "b": "ARCHIVED"})
			}
		}),
		account("chart", "an account in another currency", func(s *spoiler, one object, field map[string]string) {
			if s.provider() == ledger.QuickBooks {
				one[field["currency"]] = object{"value": "XYZ"}
			} else {
				one[field["currency"]] = "XYZ"
			}
		}),
		account("chart", "an account of another role", func(s *spoiler, one object, field map[string]string) {
			if s.provider() == ledger.QuickBooks {
				one[field["role"]] = "RetainedEarnings"
			} else {
				one[field["role"]] = s.otherWord(one[field["role"]], map[ledger.Class]string{"a": "RETAINEDEARNINGS", "b": "BANKCURRENCYGAIN", "c": ""})
			}
		}),
		account("chart", "an account below another", func(s *spoiler, one object, field map[string]string) {
			one[field["parent"]] = object{"value": s.otherAccount("").ID}
		}).of(ledger.QuickBooks),
		account("chart", "an account with an unknown id", func(s *spoiler, one object, field map[string]string) { one[field["id"]] = s.nobody() }),
		account("chart", "an account without an id", func(_ *spoiler, one object, field map[string]string) { one[field["id"]] = "" }),
		two("the ids of two accounts exchanged", "id"),
		two("the names of two accounts exchanged", "name", "full"),
		two("the codes of two accounts exchanged", "code"),
		two("the classes of two accounts exchanged", "class"),
		two("the types of two accounts exchanged", "type"),
		inChart("chart", "an account missing", func(s *spoiler, list []object) []object {
			i := s.random.IntN(len(list))
			return slices.Delete(list, i, i+1)
		}),
		inChart("chart", "an account twice", func(s *spoiler, list []object) []object { return append(list, list[s.random.IntN(len(list))]) }),
		inChart("chart", "an account twice, of two classes", func(s *spoiler, list []object) []object {
			one := maps.Clone(list[s.random.IntN(len(list))])
			field := chartFields(s.provider())
			one[field["class"]] = s.otherWord(one[field["class"]], classWords(s.provider()))
			return append(list, one)
		}),
		inChart("chart", "the second half of the chart missing", func(_ *spoiler, list []object) []object { return list[:(len(list)+1)/2] }),
		inChart("chart", "an empty chart", func(_ *spoiler, list []object) []object { return list[:0] }),
		inChart("chart", "the chart in another order", func(s *spoiler, list []object) []object {
			s.random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			return list
		}),
		{class: "chart", name: "another organisation's chart", on: []kind{chart}, spoil: func(s *spoiler) []byte {
			other, err := bookstest.Random(s.random.Uint64(), bookstest.RandomOptions{Provider: s.provider()})
			if err != nil {
				return nil
			}
			return serve(other, s.style, s.address).body
		}},
	}
}

// inChart is a damage to the list of accounts.
func inChart(class, name string, do func(*spoiler, []object) []object) damage {
	return inObject(class, name, []kind{chart}, func(s *spoiler, answer object) bool {
		holder, key := answer, "Accounts"
		if s.provider() == ledger.QuickBooks {
			holder, key = answer["QueryResponse"].(object), "Account"
		}
		var list []object
		for _, one := range holder[key].([]any) {
			list = append(list, one.(object))
		}
		if len(list) == 0 {
			return false
		}
		holder[key] = do(s, list)
		return true
	})
}

// inObject is a damage to an answer that is no report.
func inObject(class, name string, on []kind, do func(*spoiler, object) bool) damage {
	return damage{class: class, name: name, on: on, spoil: func(s *spoiler) []byte {
		var answer object
		decode(s.body, &answer)
		before := encode(answer)
		if !do(s, answer) {
			return nil
		}
		after := encode(answer)
		if bytes.Equal(before, after) {
			return nil
		}
		return after
	}}
}

func classWords(provider ledger.Provider) map[ledger.Class]string {
	if provider == ledger.Xero {
		return map[ledger.Class]string{
			ledger.Asset: "ASSET", ledger.Liability: "LIABILITY", ledger.Equity: "EQUITY", ledger.Revenue: "REVENUE", ledger.Expense: "EXPENSE",
		}
	}
	return map[ledger.Class]string{
		ledger.Asset: "Asset", ledger.Liability: "Liability", ledger.Equity: "Equity", ledger.Revenue: "Revenue", ledger.Expense: "Expense",
	}
}

// otherWord returns one of the words that is not the one that is there.
func (s *spoiler) otherWord(is any, words map[ledger.Class]string) string {
	word, _ := pick(s, where(slices.Sorted(maps.Values(words)), func(word string) bool { return word != is }))
	return word
}

func (s *spoiler) otherAccountWhere(keep func(ledger.Account) bool) ledger.Account {
	var all []ledger.Account
	for _, account := range s.books.Accounts() {
		if keep(account.Account) {
			all = append(all, account.Account)
		}
	}
	one, _ := pick(s, all)
	return one
}
