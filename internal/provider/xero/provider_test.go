package xero_test

import (
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/provider/xero"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestOnlyReadingIsAskedFor(t *testing.T) {
	t.Parallel()
	scopes := xero.Provider{}.Profile(provider.Production).Scopes
	for _, scope := range scopes {
		if scope != "offline_access" && !strings.HasSuffix(scope, ".read") {
			t.Errorf("%s is asked for", scope)
		}
	}
	for _, never := range []string{"accounting.journals.read", "app.connections"} {
		if slices.Contains(scopes, never) {
			t.Errorf("%s makes Xero refuse the whole consent", never)
		}
	}
}

func TestTokenOfAnotherAppIsRefused(t *testing.T) {
	t.Parallel()
	for claims, want := range map[string]bool{
		`{"client_id":"my-app","xero_userid":"u"}`:      true,
		`{"client_id":"another-app","xero_userid":"u"}`: false,
		`{"client_id":"my-app"}`:                        false,
	} {
		token := "h." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".s"
		identity, err := xero.Provider{}.Identify(t.Context(), provider.Grant{ClientID: "my-app", AccessToken: token})
		if (err == nil) != want || want && identity.Subject != "u" {
			t.Errorf("%s: %+v, %v", claims, identity, err)
		}
		refused, ok := errors.AsType[*ledger.Error](err)
		if !want && (!ok || refused.Kind != ledger.SignInNeeded || !strings.Contains(err.Error(), "another app")) {
			t.Errorf("%s: the error is %v", claims, err)
		}
	}
}

func TestPlannedCalls(t *testing.T) {
	t.Parallel()
	october := ledger.NewMonth(2026, 10)
	for months, want := range map[ledger.Range]int{
		{From: 1}:                             2,
		{From: october - 11, To: october}:     5,
		{From: october - 10, To: october + 1}: 6, // ends in a short month
	} {
		if got := (xero.Provider{}).PlannedCalls(months); got != want {
			t.Errorf("%s: %d calls, want %d", months, got, want)
		}
	}
}
