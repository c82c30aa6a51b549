package quickbooksapi_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/recordings"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/quickbooks/quickbooksapi"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func object(t *testing.T, body []byte) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal(body, &out); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return out
}

func ask(t *testing.T, b *books.Books, query string) (int, map[string]any) {
	t.Helper()
	w := serve(quickbooksapi.Style{}, b, http.MethodGet, "query", url.Values{"query": {query}})
	return w.Code, object(t, w.Body.Bytes())
}

func TestQueries(t *testing.T) {
	b := company(t)
	if err := b.Archive("5"); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]string{
		"select * from Account":                                                              "1 2 3 4",
		"SELECT * FROM Account WHERE Active IN (true,false)":                                 "1 2 3 4 5",
		"select * from Account where Active = false":                                         "5",
		"select * from Account where Active in ( true, false ) maxresults 2 startposition 2": "2 3",
		"select * from Account where Active in (true,false) STARTPOSITION 5 MAXRESULTS 1000": "5",
		"select * from Account where AccountType = 'Income' and Id > '3'":                    "4",
		"select * from Account where Name like '%ser%'":                                      "3",
		"select * from Account where Id in ('1', '4') orderby Name desc":                     "4 1",
		"select * from Account ORDER BY Name ASC MAXRESULTS 1":                               "1",
		"SELECT * from account STARTPOSITION 6":                                              "",
		"select * from Customer":                                                             "",
	} {
		code, got := ask(t, b, query)
		response, _ := got["QueryResponse"].(map[string]any)
		var ids []string
		if list, ok := response["Account"].([]any); ok {
			for _, account := range list {
				ids = append(ids, account.(map[string]any)["Id"].(string))
			}
			if response["maxResults"] != float64(len(ids)) {
				t.Errorf("%s: maxResults %v", query, response["maxResults"])
			}
		} else if len(response) != 0 {
			t.Errorf("%s: nothing found is %v", query, response)
		}
		if code != 200 || strings.Join(ids, " ") != want {
			t.Errorf("%s: %d %v", query, code, ids)
		}
	}
	if _, got := ask(t, b, "select count(*) from Account where Active in (true,false)"); fmt.Sprint(got["QueryResponse"]) != "map[totalCount:5]" {
		t.Errorf("count %v", got)
	}
}

func TestQueryPages(t *testing.T) {
	b := company(t)
	for i := range 1100 {
		account := books.Account{Account: ledger.Account{
			ID: fmt.Sprint(1000 + i), Name: fmt.Sprint("Account ", i), Type: "Expense", Class: ledger.Expense, Status: ledger.Active,
		}}
		if err := b.AddAccount(account); err != nil {
			t.Fatal(err)
		}
	}
	for query, want := range map[string]int{
		"select * from Account":                                      100,
		"select * from Account maxresults 1000":                      1000,
		"select * from Account startposition 1001 maxresults 1000":   105,
		"select * from Account where Active = true maxresults 1000 ": 1000,
	} {
		_, got := ask(t, b, query)
		if list, _ := got["QueryResponse"].(map[string]any)["Account"].([]any); len(list) != want {
			t.Errorf("%s: %d rows", query, len(list))
		}
	}
}

func TestFaults(t *testing.T) {
	b := company(t)
	recorded := object(t, recordings.Read(t, "quickbooks/minimul-qbo_api/error_400_4001_query.json"))
	_, got := ask(t, b, "SELECT * FROM Custmoer")
	delete(recorded, "time")
	delete(got, "time")
	if fmt.Sprint(got) != fmt.Sprint(recorded) {
		t.Errorf("%v, recorded %v", got, recorded)
	}
	code := func(method, path, query string) string {
		w := serve(quickbooksapi.Style{}, b, method, path, url.Values{"query": {query}, "start_date": {query}, "end_date": {query}})
		fault, _ := object(t, w.Body.Bytes())["Fault"].(map[string]any)
		if w.Code != http.StatusBadRequest || fault["type"] != "ValidationFault" {
			t.Errorf("%s %s: %d %s", path, query, w.Code, w.Body)
			return ""
		}
		return fault["Error"].([]any)[0].(map[string]any)["code"].(string)
	}
	for query, want := range map[string]string{
		"":                                           "4000",
		"select":                                     "4000",
		"select Name from Account":                   "4000",
		"select * from Account where":                "4000",
		"select * from Account or Id = '1'":          "4000",
		"select * from Account where Id in (":        "4000",
		"select * from Account maxresults x":         "4000",
		"select * from Account startposition 0":      "4001",
		"select * from Account maxresults 1001":      "4001",
		"select * from Account where Colour = 'red'": "4001",
		"select * from Account orderby Colour":       "4001",
	} {
		if got := code(http.MethodGet, "query", query); got != want {
			t.Errorf("%q: code %s", query, got)
		}
	}
	for path, want := range map[string]string{
		"reports/ProfitandLoss": "500", "companyinfo/1": "500", "customer/1": "500", "account/77": "610", "reports/ProfitAndLoss": "2180",
	} {
		if got := code(http.MethodGet, path, "not a date"); got != want {
			t.Errorf("%s: code %s", path, got)
		}
	}
	if got := code(http.MethodPost, "account", ""); got != "500" {
		t.Errorf("a write: code %s", got)
	}
}

func TestEntities(t *testing.T) {
	b := company(t)
	b.LockThrough(ledger.Date{Year: 2026, Month: 3, Day: 31})
	if err := b.Archive("4"); err != nil {
		t.Fatal(err)
	}
	one := func(id string) map[string]any {
		w := serve(quickbooksapi.Style{}, b, http.MethodGet, "account/"+id, nil)
		return object(t, w.Body.Bytes())["Account"].(map[string]any)
	}
	child := one("4")
	if child["Name"] != "Design (deleted)" || child["FullyQualifiedName"] != "Services:Design (deleted)" || child["Active"] != false ||
		child["SubAccount"] != true || child["ParentRef"].(map[string]any)["value"] != "3" || child["AcctNum"] != "4010" || child["CurrentBalance"] != float64(0) {
		t.Errorf("%v", child)
	}
	bank := one("1")
	if bank["CurrentBalance"] != 174.5 || bank["Classification"] != "Asset" {
		t.Errorf("%v", bank)
	}
	recorded := object(t, recordings.Read(t, "quickbooks/minimul-qbo_api/Account_inactive_deleted_1.json"))["Account"].(map[string]any)
	for key := range recorded {
		if _, has := bank[key]; !has && key != "AccountSubType" {
			t.Errorf("no %s", key)
		}
	}
	info := object(t, serve(quickbooksapi.Style{}, b, http.MethodGet, "companyinfo/9341", nil).Body.Bytes())["CompanyInfo"].(map[string]any)
	if info["CompanyName"] != "Small" || info["FiscalYearStartMonth"] != "April" || info["Id"] != "1" {
		t.Errorf("%v", info)
	}
	for _, path := range []string{"preferences", "query"} {
		body := object(t, serve(quickbooksapi.Style{}, b, http.MethodGet, path, url.Values{"query": {"select * from Preferences"}}).Body.Bytes())
		if response, ok := body["QueryResponse"].(map[string]any); ok {
			body = map[string]any{"Preferences": response["Preferences"].([]any)[0]}
		}
		prefs := body["Preferences"].(map[string]any)
		accounting := prefs["AccountingInfoPrefs"].(map[string]any)
		if accounting["BookCloseDate"] != "2026-03-31" || accounting["FirstMonthOfFiscalYear"] != "April" || accounting["UseAccountNumbers"] != true ||
			prefs["CurrencyPrefs"].(map[string]any)["HomeCurrency"].(map[string]any)["value"] != "USD" ||
			prefs["ReportPrefs"].(map[string]any)["ReportBasis"] != "Accrual" {
			t.Errorf("%s: %v", path, prefs)
		}
	}
}

// TestEmptyReportIsTheRecordedOne: Intuit's own empty answer, but for the dates.
func TestEmptyReportIsTheRecordedOne(t *testing.T) {
	recorded := object(t, recordings.Read(t, "quickbooks/minimul-qbo_api/ProfitAndLoss_empty_NoReportData.json"))
	w := serve(quickbooksapi.Style{Legacy: true}, company(t), http.MethodGet, "reports/ProfitAndLoss", url.Values{
		"customer": {"1"}, "start_date": {"2015-01-01"}, "end_date": {"2015-07-31"},
	})
	got := object(t, w.Body.Bytes())
	for _, report := range []map[string]any{recorded, got} {
		head := report["Header"].(map[string]any)
		delete(head, "Time")
		delete(head, "SummarizeColumnsBy") // the recorded one is by customer, which is not simulated
	}
	for key := range recorded {
		if fmt.Sprint(got[key]) != fmt.Sprint(recorded[key]) {
			t.Errorf("%s: %v\nrecorded: %v", key, got[key], recorded[key])
		}
	}
}

// TestShapesHaveTheRecordedKeys: no row, column or header of ours has a key that
// Intuit's published and recorded reports do not have.
func TestShapesHaveTheRecordedKeys(t *testing.T) {
	known := map[string]bool{}
	for _, name := range []string{
		"intuit-docs/ProfitAndLoss_total.json", "intuit-docs/BalanceSheet_total.json", "intuit-docs/TrialBalance.json",
	} {
		keys(object(t, recordings.Read(t, "quickbooks/"+name)), known)
	}
	for _, name := range []string{"ProfitAndLoss", "BalanceSheet", "TrialBalance"} {
		ours := map[string]bool{}
		w := serve(quickbooksapi.Style{}, company(t), http.MethodGet, "reports/"+name, months("2026-01-01", "2026-04-30", "Accrual"))
		keys(object(t, w.Body.Bytes()), ours)
		for _, key := range slices.Sorted(maps.Keys(ours)) {
			if !known[key] {
				t.Errorf("%s has the key %s", name, key)
			}
		}
	}
}

func keys(value any, into map[string]bool) {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			into[key] = true
			keys(inner, into)
		}
	case []any:
		for _, inner := range v {
			keys(inner, into)
		}
	}
}

func TestXMLIsTheDefault(t *testing.T) {
	server := quickbooksapi.Server{}
	for path, want := range map[string]string{"preferences": "<IntuitResponse", "nothing": `<Error code="500">`} {
		w := recordWithoutAccept(&server, company(t), path)
		if w.Header().Get("Content-Type") != "application/xml" || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %s", path, w.Body)
		}
	}
	denied := quickbooksapi.Server{ReportsDenied: true}
	if w := recordWithoutAccept(&denied, company(t), "reports/ProfitAndLoss"); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), `<Error code="5020">`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func FuzzQuery(f *testing.F) {
	b, err := books.Believable("Cedar Street Dental Supply", ledger.DateOf(noon))
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{"select * from Account where Active in (true,false) startposition 1 maxresults 1000", "select count(*) from Account", "'", "where ("} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w := serve(quickbooksapi.Style{}, b, http.MethodGet, "query", url.Values{"query": {text}})
		if w.Code != http.StatusOK && w.Code != http.StatusBadRequest || !json.Valid(w.Body.Bytes()) {
			t.Errorf("%q: %d %s", text, w.Code, w.Body)
		}
	})
}
