package model

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func TestNewImportID(t *testing.T) {
	first, second := NewImportID(noon), NewImportID(noon)
	if !regexp.MustCompile(`^20261121-120000-[a-z2-7]{4}$`).MatchString(first) || first == second {
		t.Errorf("%s, %s", first, second)
	}
}

func TestSecretsAreNotPrinted(t *testing.T) {
	signIn := SignIn{Tokens: Tokens{Access: "ACCESS-one", Refresh: "REFRESH-one"}}
	app := App{Provider: ledger.Xero, ClientID: "id", ClientSecret: "SECRET-one"}
	for _, value := range []any{signIn, &signIn, signIn.Tokens, app, &app, []App{app}} {
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		printed := fmt.Sprintf("%s %v %+v %#v %x", value, value, value, value, value) + string(text)
		for _, secret := range []string{"ACCESS-one", "REFRESH-one", "SECRET-one", fmt.Sprintf("%x", "REFRESH-one")} {
			if strings.Contains(printed, secret) {
				t.Errorf("%T prints %s: %s", value, secret, printed)
			}
		}
	}
}
