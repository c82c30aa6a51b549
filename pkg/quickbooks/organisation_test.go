package quickbooks

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestOrganisation(t *testing.T) {
	base := ledger.Organisation{
		Provider: ledger.QuickBooks, ID: testRealm, Name: "Acme", Legal: "Acme Inc", Currency: "USD", Country: "USA",
		YearEndMonth: time.December, YearEndDay: 31,
	}
	for _, test := range []struct {
		name, prefs string
		want        func(*ledger.Organisation)
	}{
		{"the preferences decide on the year", `"AccountingInfoPrefs":{"FirstMonthOfFiscalYear":"March"}`, func(o *ledger.Organisation) {
			o.YearEndMonth, o.YearEndDay = time.February, 29
		}},
		{"the company decides where they do not", `"AccountingInfoPrefs":null`, func(o *ledger.Organisation) {
			o.YearEndMonth, o.YearEndDay = time.June, 30
		}},
		{"books are closed", `"AccountingInfoPrefs":{"FirstMonthOfFiscalYear":"January","BookCloseDate":"2026-06-30"}`, func(o *ledger.Organisation) {
			o.LockedThrough = ledger.Date{Year: 2026, Month: time.June, Day: 30}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newIntuit(t)
			s.say("/preferences", fmt.Sprintf(`{"Preferences":{%s,"CurrencyPrefs":{"MultiCurrencyEnabled":true,"HomeCurrency":{"value":"USD"}}},"time":"x"}`, test.prefs))
			want := base
			test.want(&want)
			got, err := s.client().Organisation(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOrganisationsThatCannotBeRead(t *testing.T) {
	for prefs, want := range map[string]string{
		`{"Preferences":{"CurrencyPrefs":{}}}`: "home currency",
		`{"Preferences":{"CurrencyPrefs":{"HomeCurrency":{"value":"USD"}},"AccountingInfoPrefs":{"FirstMonthOfFiscalYear":"Brumaire"}}}`: "Brumaire",
		`{"Preferences":{"CurrencyPrefs":{"HomeCurrency":{"value":"USD"}},"AccountingInfoPrefs":{"BookCloseDate":"soon"}}}`:              "soon",
		`{}`: "no preferences",
	} {
		s := newIntuit(t)
		s.say("/preferences", prefs)
		if _, err := s.client().Organisation(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", prefs, err)
		}
	}
}

func TestAnAnswerAboutAnotherCompanyIsRefused(t *testing.T) {
	for body, wrong := range map[string]bool{
		`{"CompanyInfo":{"Id":"1","CompanyName":"Acme"}}`:                                        false,
		`{"CompanyInfo":{"Id":"` + testRealm + `","CompanyName":"Acme"}}`:                        false,
		`{"CompanyInfo":{"CompanyName":"Acme"}}`:                                                 false,
		`{"CompanyInfo":{"Id":"9341450000000018","CompanyName":"Acme"}}`:                         true,
		`{"CompanyInfo":{"Id":"1","realmId":"9341450000000018","CompanyName":"Acme"}}`:           true,
		`{"CompanyInfo":{"Id":"1","CompanyName":"Acme"},"realmId":"9341450000000018"}`:           true,
		`{"CompanyInfo":{"Id":"1","CompanyName":"Acme"},"realmId":` + testRealm + `,"time":"x"}`: false,
	} {
		s := newIntuit(t)
		s.say("/companyinfo/"+testRealm, body)
		_, err := s.client().Organisation(t.Context())
		if (err != nil) != wrong || (wrong && faultOf(t, err).Kind != ledger.WrongOrganisation) {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestAccounts(t *testing.T) {
	page := `{"QueryResponse":{"Account":[
		{"Id":"33","Name":"Owed","FullyQualifiedName":"Owed","Active":true,"Classification":"Liability","AccountType":"Accounts Payable","AccountSubType":"AccountsPayable","CurrentBalance":-1602.67,"CurrencyRef":{"value":"EUR","name":"Euro"}},
		{"Id":1150040001,"Name":"Fuel (deleted)","FullyQualifiedName":"Car (deleted):Fuel (deleted)","Active":false,"AccountType":"Cost of Goods Sold","AcctNum":"0400","SubAccount":true,"ParentRef":{"value":"55"}},
		{"Id":"7","Name":"Quote","AccountType":"Non-Posting"}],"startPosition":1,"maxResults":3},"time":"x"}`
	s := newIntuit(t)
	s.answers["/query"] = func(w http.ResponseWriter, r *http.Request) {
		want := "select * from Account where Active in (true,false) startposition 1 maxresults 1000"
		if got := r.URL.Query().Get("query"); got != want {
			t.Errorf("%q", got)
		}
		fmt.Fprint(w, page)
	}
	chart, err := s.client().Chart(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []ledger.Account{
		{ID: "33", Name: "Owed", FullName: "Owed", Type: "Accounts Payable", Subtype: "AccountsPayable", Class: ledger.Liability, Status: ledger.Active, Currency: "EUR"},
		{ID: "1150040001", Code: "0400", Name: "Fuel", FullName: "Car:Fuel", ParentID: "55", Type: "Cost of Goods Sold", Class: ledger.Expense, Status: ledger.Archived, Currency: "USD"},
		{ID: "7", Name: "Quote", FullName: "Quote", Type: "Non-Posting", Status: ledger.Active, Currency: "USD"},
	}
	if diff := cmp.Diff(want, chart.Accounts); diff != "" {
		t.Error(diff)
	}
}

func TestAccountsArePaged(t *testing.T) {
	for total, pages := range map[int]int{0: 1, 999: 1, 1000: 2, 1001: 2, 2500: 3} {
		s := newIntuit(t)
		var asked []string
		s.answers["/query"] = func(w http.ResponseWriter, r *http.Request) {
			query := r.URL.Query().Get("query")
			asked = append(asked, query)
			var start int
			if _, err := fmt.Sscanf(query[strings.Index(query, "startposition"):], "startposition %d", &start); err != nil {
				t.Error(err)
			}
			var rows []string
			for id := start; id <= total && id < start+1000; id++ {
				rows = append(rows, fmt.Sprintf(`{"Id":"%d","Name":"A","AccountType":"Bank"}`, id))
			}
			fmt.Fprintf(w, `{"QueryResponse":{"Account":[%s]}}`, strings.Join(rows, ","))
		}
		accounts, err := s.client().accounts(t.Context())
		if err != nil || len(accounts) != total || len(asked) != pages {
			t.Errorf("%d accounts: read %d in %d pages: %v", total, len(accounts), len(asked), err)
		}
	}
}

func TestClassByType(t *testing.T) {
	for name, want := range classesByType {
		if got := classOf("", name); got != want || got == "" {
			t.Errorf("%s is %q", name, got)
		}
	}
	if got := classOf("Revenue", "Expense"); got != ledger.Revenue {
		t.Error("the ledger's own classification comes first:", got)
	}
}
