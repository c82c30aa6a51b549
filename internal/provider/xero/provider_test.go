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

func asked(from, to ledger.Month, verify ledger.Verify) *ledger.Request {
	return &ledger.Request{Range: ledger.Range{From: from, To: to}, Verify: verify}
}

func TestPlannedCalls(t *testing.T) {
	t.Parallel()
	october := ledger.NewMonth(2026, 10)
	for request, want := range map[*ledger.Request]int{
		nil: 2,
		asked(october-11, october, ledger.VerifyLast):   5,
		asked(october-10, october+1, ledger.VerifyLast): 6, // ends in a short month
		// the first month's trial balance, that of December, the sheet before
		asked(october-11, october, ledger.VerifyYears): 5 + 1 + 1 + 1,
		asked(october-8, october, ledger.VerifyYears):  5 + 1,
		asked(october-11, october, ledger.VerifyEvery): 5 + 11 + 1,
	} {
		if got := (xero.Provider{}).PlannedCalls(ledger.Organisation{}, request); got != want {
			t.Errorf("%+v: %d calls, want %d", request, got, want)
		}
	}
}
