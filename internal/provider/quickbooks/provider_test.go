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

func asked(from, to ledger.Month, verify ledger.Verify) *ledger.Request {
	return &ledger.Request{Range: ledger.Range{From: from, To: to}, Verify: verify}
}

func TestPlannedCalls(t *testing.T) {
	t.Parallel()
	october := ledger.NewMonth(2026, 10)
	for request, want := range map[*ledger.Request]int{
		nil: 3,
		asked(october-11, october, ledger.VerifyLast): 6,
		// the first month's trial balance, the one before, that of December
		asked(october-11, october, ledger.VerifyYears): 6 + 2 + 1,
		asked(october, october, ledger.VerifyYears):    6 + 1,
		// every month, the day before and the profit and loss from January to October
		asked(october-11, october, ledger.VerifyEvery): 6 + 11 + 1 + 1,
	} {
		if got := (quickbooks.Provider{}).PlannedCalls(ledger.Organisation{}, request); got != want {
			t.Errorf("%+v: %d calls, want %d", request, got, want)
		}
	}
}
