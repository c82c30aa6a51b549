package ledger_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestEveryKindIsOneError(t *testing.T) {
	t.Parallel()
	sentinels := []error{ // in the order of the kinds
		ledger.ErrUnexpected, ledger.ErrSignInNeeded, ledger.ErrDisconnected, ledger.ErrPermission,
		ledger.ErrWrongOrganisation, ledger.ErrLimit, ledger.ErrUnavailable, ledger.ErrBadCredentials, ledger.ErrMismatch,
	}
	for kind := ledger.Unexpected; kind <= ledger.BadCredentials; kind++ {
		err := fmt.Errorf("import: %w", &ledger.Error{Kind: kind, Provider: ledger.Xero})
		for i, sentinel := range sentinels {
			if got, want := errors.Is(err, sentinel), i == int(kind); got != want {
				t.Errorf("kind %d, %v: got %t", kind, sentinel, got)
			}
		}
	}
	if err := fmt.Errorf("import: %w", &ledger.MismatchError{}); !errors.Is(err, ledger.ErrMismatch) || errors.Is(err, ledger.ErrUnexpected) {
		t.Error("a mismatch is ErrMismatch and nothing else")
	}
}

func TestErrorText(t *testing.T) {
	t.Parallel()
	for want, err := range map[string]ledger.Error{
		"cannot read the balance sheet from Xero: no answer: connection refused": {
			Provider: ledger.Xero, Op: "read the balance sheet", Message: "no answer: connection refused",
		},
		"cannot renew the sign-in at QuickBooks: it was revoked (HTTP 400, request 1-2)": {
			Provider: ledger.QuickBooks, Op: "renew the sign-in", Message: "it was revoked", Status: 400, RequestID: "1-2",
		},
	} {
		if got := err.Error(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestRequestNormalize(t *testing.T) {
	t.Parallel()
	month := ledger.NewMonth(2026, 10)
	october := ledger.Range{From: month, To: month}
	for name, test := range map[string]struct {
		request ledger.Request
		basis   ledger.Basis
		err     error
	}{
		"default":       {ledger.Request{Range: october}, ledger.Accrual, nil},
		"cash":          {ledger.Request{Range: october, Basis: ledger.Cash}, ledger.Cash, nil},
		"unknown basis": {ledger.Request{Range: october, Basis: "foo"}, "foo", ledger.ErrBasis},
		"no range":      {ledger.Request{}, ledger.Accrual, ledger.ErrPeriod},
		"backwards":     {ledger.Request{Range: ledger.Range{From: month, To: month - 1}}, ledger.Accrual, ledger.ErrPeriod},
	} {
		got, err := test.request.Normalize()
		if got.Basis != test.basis || !errors.Is(err, test.err) || got.Range != test.request.Range {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
}
