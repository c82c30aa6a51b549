package ledger

import (
	"errors"
	"fmt"
)

// ErrVerify is wrapped by the error about a Verify that there is not.
var ErrVerify = errors.New("not a choice of second reports")

// Verify says which second reports prove the figures of the statements. Each
// choice reads everything that the one before it reads.
type Verify string

// The choices.
const (
	// VerifyLast reads the trial balance at the end of the range.
	VerifyLast Verify = "last"
	// VerifyYears also reads the balance sheet before the range, and the trial
	// balances at the end of the first month and of each financial year inside the
	// range. It is the default.
	VerifyYears Verify = "years"
	// VerifyEvery reads a trial balance at the end of each month.
	VerifyEvery Verify = "every"
)

// ParseVerify returns the choice of that name. The error wraps ErrVerify.
func ParseVerify(text string) (Verify, error) {
	switch verify := Verify(text); verify {
	case VerifyLast, VerifyYears, VerifyEvery:
		return verify, nil
	}
	return "", fmt.Errorf("%w: %q is neither last, years nor every", ErrVerify, text)
}

// ReadsOpening reports whether the balance sheet before the range is read.
func (r Request) ReadsOpening() bool { return r.Verify != VerifyLast }

// TrialMonths returns the months at the end of which a trial balance of the
// organisation is read, in order and each once; the last month of the range is
// always among them. A financial year that ends within a month counts up to the
// month before.
func (r Request) TrialMonths(organisation Organisation) []Month {
	if r.Range.Len() == 0 {
		return nil
	}
	var months []Month
	for _, month := range r.Range.Months() {
		began := organisation.FiscalYearStart((month + 1).Last())
		endsYear := began.MonthOf() == month+1
		switch {
		case month == r.Range.To, r.Verify == VerifyEvery:
		case r.Verify == VerifyLast, month != r.Range.From && !endsYear:
			continue
		}
		months = append(months, month)
	}
	return months
}
