package spoilt

import (
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// organisationDamages are those of what the ledger says of the organisation. Where
// QuickBooks says it in another answer than the one at hand there is nothing to
// damage.
func organisationDamages() []damage {
	field := func(name string, paths map[ledger.Provider]string, value func(is any) any) damage {
		return inObject("organisation", name, []kind{organisation}, func(s *spoiler, answer object) bool {
			holder, key := follow(answer, paths[s.provider()])
			if holder == nil || holder[key] == nil {
				return false
			}
			holder[key] = value(holder[key])
			return true
		})
	}
	text := func(value string) func(any) any { return func(any) any { return value } }
	return []damage{
		field("another currency", map[ledger.Provider]string{
			ledger.Xero: "Organisations.BaseCurrency", ledger.QuickBooks: "Preferences.CurrencyPrefs.HomeCurrency.value",
		}, text("XYZ")),
		field("another name", map[ledger.Provider]string{
			ledger.Xero: "Organisations.Name", ledger.QuickBooks: "CompanyInfo.CompanyName",
		}, text("Somebody else")),
		field("another id", map[ledger.Provider]string{ledger.Xero: "Organisations.OrganisationID"}, text("0a1b2c3d-0000-4000-8000-00000000000f")).of(ledger.Xero),
		field("another country", map[ledger.Provider]string{
			ledger.Xero: "Organisations.CountryCode", ledger.QuickBooks: "CompanyInfo.Country",
		}, text("ZZ")),
		field("a financial year that ends in another month", map[ledger.Provider]string{
			ledger.Xero: "Organisations.FinancialYearEndMonth", ledger.QuickBooks: "Preferences.AccountingInfoPrefs.FirstMonthOfFiscalYear",
		}, otherMonth),
		field("a financial year that ends on another day", map[ledger.Provider]string{ledger.Xero: "Organisations.FinancialYearEndDay"},
			func(is any) any { return 1 + int(is.(float64))%27 }).of(ledger.Xero),
	}
}

// otherMonth returns a month some months on from one written as number or name.
func otherMonth(is any) any {
	if number, ok := is.(float64); ok {
		return 1 + (int(number)+4)%12
	}
	if is == "March" {
		return "August"
	}
	return "March"
}

// follow walks a path of names and returns the object that holds the last one. Of
// a list it takes the first element.
func follow(answer object, path string) (holder object, key string) {
	names := strings.Split(path, ".")
	for _, name := range names[:len(names)-1] {
		switch next := answer[name].(type) {
		case object:
			answer = next
		case []any:
			answer, _ = next[0].(object)
		default:
			return nil, ""
		}
	}
	return answer, names[len(names)-1]
}

// bodyDamages are answers that are not what they should be at all.
func bodyDamages() []damage {
	body := func(name string, do func(*spoiler) []byte) damage {
		return damage{class: "bodies", name: name, on: everything(), spoil: do}
	}
	return []damage{
		body("an answer cut off", func(s *spoiler) []byte { return s.body[:1+s.random.IntN(len(s.body)-2)] }),
		body("an empty answer", func(*spoiler) []byte { return []byte{} }),
		body("an empty object", func(*spoiler) []byte { return []byte("{}") }),
		body("null", func(*spoiler) []byte { return []byte("null") }),
		body("a page instead of data", func(*spoiler) []byte { return []byte("<html><body>Please try again later</body></html>") }),
		body("an answer twice", func(s *spoiler) []byte { return append(append([]byte{}, s.body...), s.body...) }),
		body("the answer to another question", func(s *spoiler) []byte {
			other, ok := pick(s, where(s.asked, func(address string) bool { return address != s.address }))
			if !ok {
				return nil
			}
			return s.recording.get(other).body
		}),
		body("bytes exchanged", func(s *spoiler) []byte {
			spoilt := append([]byte{}, s.body...)
			i, j := s.random.IntN(len(spoilt)), s.random.IntN(len(spoilt))
			spoilt[i], spoilt[j] = spoilt[j], spoilt[i]
			if spoilt[i] == spoilt[j] {
				return nil
			}
			return spoilt
		}),
	}
}
