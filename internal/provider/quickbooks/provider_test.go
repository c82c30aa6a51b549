package quickbooks_test

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/provider/quickbooks"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestHardExpiryIsAskedFor(t *testing.T) {
	t.Parallel()
	header := quickbooks.Provider{}.Profile(provider.Production).TokenHeader
	values := header[http.CanonicalHeaderKey("x-include-refresh-token-hard-expires-in")]
	if !slices.Equal(values, []string{"true"}) {
		t.Errorf("the headers are %v", header)
	}
}

func TestAnswerNeedsACompany(t *testing.T) {
	t.Parallel()
	for realm, want := range map[string]bool{"9130347596842096": true, "a-b_C": true, "": false, "../x": false, "a b": false} {
		err := quickbooks.Provider{}.CheckAnswer(url.Values{"realmId": {realm}})
		if _, ok := errors.AsType[*provider.AnswerError](err); (err == nil) != want || !want && !ok {
			t.Errorf("%q: %v", realm, err)
		}
	}
}

func TestOtherEnvironmentIsSuggestedByOneCode(t *testing.T) {
	t.Parallel()
	wrong, other := &ledger.Error{Code: "3100"}, &ledger.Error{Code: "3200"}
	for _, test := range []struct {
		environment, want provider.Environment
		err               error
	}{
		{provider.Production, provider.Sandbox, wrong},
		{provider.Sandbox, provider.Production, wrong},
		{provider.Simulator, "", wrong},
		{provider.Production, "", other},
		{provider.Production, "", errors.New("3100")},
	} {
		if got := (quickbooks.Provider{}).OtherEnvironment(test.environment, test.err); got != test.want {
			t.Errorf("%s, %v: %q", test.environment, test.err, got)
		}
	}
}

func TestPlannedCalls(t *testing.T) {
	t.Parallel()
	october := ledger.NewMonth(2026, 10)
	for months, want := range map[ledger.Range]int{{From: 1}: 3, {From: october - 11, To: october}: 6} {
		if got := (quickbooks.Provider{}).PlannedCalls(months); got != want {
			t.Errorf("%s: %d calls, want %d", months, got, want)
		}
	}
}
