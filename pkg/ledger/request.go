package ledger

import (
	"cmp"
	"context"
	"errors"
	"fmt"
)

// ErrBasis is wrapped by the error about a basis that there is not.
var ErrBasis = errors.New("not a basis")

// Basis is the accounting basis of a report.
type Basis string

// The bases.
const (
	Accrual Basis = "accrual"
	Cash    Basis = "cash"
)

// Request asks for the actuals of a run of months on one basis.
type Request struct {
	Range  Range
	Basis  Basis  // empty means Accrual
	Verify Verify // empty means VerifyYears
}

// Normalize returns the request with its defaults filled in. The error wraps
// ErrPeriod where the range holds no month, ErrBasis where the basis is neither
// accrual nor cash, and ErrVerify where there is no such choice.
func (r Request) Normalize() (Request, error) {
	switch r.Basis {
	case "":
		r.Basis = Accrual
	case Accrual, Cash:
	default:
		return r, fmt.Errorf("%w: %q is neither accrual nor cash", ErrBasis, string(r.Basis))
	}
	r.Verify = cmp.Or(r.Verify, VerifyYears)
	if _, err := ParseVerify(string(r.Verify)); err != nil {
		return r, err
	}
	if r.Range.From <= 0 || r.Range.Len() == 0 {
		return r, fmt.Errorf("%w: %q holds no month", ErrPeriod, r.Range)
	}
	return r, nil
}

// Reader reads one organisation of any ledger: what the clients of Xero and
// QuickBooks have in common. Errors about the ledger or its answers are *Error
// or *MismatchError; errors of a token source pass through unchanged.
type Reader interface {
	// Organisation returns the organisation as it is now.
	Organisation(ctx context.Context) (Organisation, error)
	// Chart returns the organisation and all its accounts, archived ones included.
	Chart(ctx context.Context) (*Chart, error)
	// Actuals returns the chart and the actuals of the months asked for, whole
	// or not at all. A request that Normalize refuses fails with its error.
	Actuals(ctx context.Context, request Request) (*Actuals, error)
	// Probe checks cheaply that the organisation and its reports can be read.
	Probe(ctx context.Context) error
}
