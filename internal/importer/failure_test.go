package importer

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestCode(t *testing.T) {
	kind := func(k ledger.Kind) error { return fmt.Errorf("reading: %w", &ledger.Error{Kind: k}) }
	for _, test := range []struct {
		err  error
		want fault.Code
	}{
		{kind(ledger.Unexpected), fault.Failure},
		{kind(ledger.SignInNeeded), fault.SignIn},
		{kind(ledger.Disconnected), fault.SignIn},
		{kind(ledger.PermissionMissing), fault.SignIn},
		{kind(ledger.BadCredentials), fault.SignIn},
		{kind(ledger.WrongOrganisation), fault.WrongOrganisation},
		{kind(ledger.LimitReached), fault.Limit},
		{kind(ledger.Unavailable), fault.Unavailable},
		{&ledger.MismatchError{}, fault.Mismatch},
		{context.Canceled, fault.Interrupted},
		{context.DeadlineExceeded, fault.Unavailable},
		{errors.New("a bug"), fault.Failure},
		{fault.Wrap(fault.Usage, "x", kind(ledger.Unavailable)), fault.Usage},
		{errors.Join(kind(ledger.SignInNeeded), kind(ledger.Unavailable), &ledger.MismatchError{}), fault.Unavailable},
	} {
		if got := Code(test.err); got != test.want {
			t.Errorf("Code(%v) = %d, want %d", test.err, got, test.want)
		}
	}
}

// TestEveryFailureHasAdvice: whatever a person can do something about says what.
func TestEveryFailureHasAdvice(t *testing.T) {
	for kind := ledger.SignInNeeded; kind <= ledger.BadCredentials; kind++ {
		r := &reading{err: &ledger.Error{Kind: kind, Provider: ledger.Xero, Op: "read", Message: "no"}}
		r.Model, r.Entity = "acme", "uk"
		told, ok := errors.AsType[*fault.Error](failed("import the actuals", []*reading{r}))
		if !ok || len(told.Do) == 0 || told.What != "cannot import the actuals of acme/uk" {
			t.Errorf("kind %d: %+v", kind, told)
		}
	}
}
