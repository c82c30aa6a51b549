package readonly_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"

	"golang.org/x/oauth2"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

func ExampleOAuth2() {
	source := oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "invented"}) // or that of an oauth2.Config
	token, err := readonly.OAuth2(source)(context.Background(), "")
	fmt.Println(token, err)
	// Output: invented <nil>
}

func ExampleClient_Get() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/accounts" {
			http.Error(w, "no such thing", http.StatusNotFound)
			return
		}
		fmt.Fprintln(w, "Sales, Rent")
	}))
	defer server.Close()
	client, err := readonly.New(readonly.Config{
		BaseURL: server.URL,
		Token:   func(context.Context, string) (string, error) { return "invented", nil },
	}, readonly.API{
		Provider: "freeagent",
		Classify: func(response *http.Response, _ []byte) readonly.Retry {
			return readonly.Retry{Err: &ledger.Error{
				Provider: "freeagent", Op: "read the accounts", Status: response.StatusCode, Message: "it is not there",
			}}
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	read := func(body io.Reader) error {
		text, err := io.ReadAll(body)
		fmt.Print(string(text))
		return err
	}
	_, err = client.Get(context.Background(), "read the accounts", "/accounts", nil, read)
	fmt.Println(err)
	_, err = client.Get(context.Background(), "read the accounts", "/missing", nil, read)
	fmt.Println(err, errors.Is(err, ledger.ErrUnexpected))
	// Output:
	// Sales, Rent
	// <nil>
	// cannot read the accounts from freeagent: it is not there (HTTP 404) true
}
