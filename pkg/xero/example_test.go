package xero_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path"

	"github.com/ledgerlink/ledgerlink/pkg/xero"
)

func ExampleClient_Chart() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch path.Base(r.URL.Path) { // small invented answers instead of Xero
		case "Organisation":
			fmt.Fprint(w, `{"Organisations":[{"OrganisationID":"org-1","Name":"Demo","BaseCurrency":"NZD","FinancialYearEndDay":31,"FinancialYearEndMonth":3}]}`)
		case "Accounts":
			fmt.Fprint(w, `{"Accounts":[{"AccountID":"acc-1","Code":"200","Name":"Sales","Type":"REVENUE","Class":"REVENUE","Status":"ACTIVE"}]}`)
		}
	}))
	defer server.Close()
	client, err := xero.New(xero.Config{
		OrganisationID: "org-1",
		BaseURL:        server.URL, // leave it out to read from Xero
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
		fmt.Println(account.Code, account.Name, account.Class, account.Currency)
	}
	// Output:
	// Demo March
	// 200 Sales REVENUE NZD
}

func ExampleNew_incomplete() {
	_, err := xero.New(xero.Config{OrganisationID: "org-1"})
	fmt.Println(err)
	// Output: invalid client configuration: there is no token source
}
