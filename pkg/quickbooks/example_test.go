package quickbooks_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/quickbooks"
)

func ExampleClient_Chart() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch { // small invented answers instead of QuickBooks
		case strings.Contains(r.URL.Path, "/companyinfo/"):
			fmt.Fprint(w, `{"CompanyInfo":{"Id":"1","CompanyName":"Demo","FiscalYearStartMonth":"April"}}`)
		case strings.HasSuffix(r.URL.Path, "/preferences"):
			fmt.Fprint(w, `{"Preferences":{"CurrencyPrefs":{"HomeCurrency":{"value":"USD"}}}}`)
		case strings.HasSuffix(r.URL.Path, "/query"):
			fmt.Fprint(w, `{"QueryResponse":{"Account":[{"Id":"79","Name":"Sales","AccountType":"Income","Classification":"Revenue","Active":true}]}}`)
		}
	}))
	defer server.Close()
	client, err := quickbooks.New(quickbooks.Config{
		OrganisationID: "9341450000000001",
		BaseURL:        server.URL, // leave it out to read from QuickBooks
		Token:          func(context.Context, string) (string, error) { return "invented", nil },
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	chart, err := client.Chart(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(chart.Organisation.Name, chart.Organisation.YearEndMonth)
	for _, account := range chart.Accounts {
		fmt.Println(account.ID, account.Name, account.Class, account.Currency)
	}
	// Output:
	// Demo March
	// 79 Sales REVENUE USD
}
