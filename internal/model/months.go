package model

import (
	"errors"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// defaultMonths is how many months are read where no first one is named.
const defaultMonths = 24

// Months is a range of months as asked for.
type Months struct {
	From      ledger.Month // none: 24 months up to the last
	To        ledger.Month // none: the last completed one
	ToCurrent bool         // up to the running month, in place of To
}

// Range works out the months. today decides which month is running: it and later
// ones are not completed. Its errors are *RangeError.
func (m Months) Range(today ledger.Date) (ledger.Range, error) {
	running := today.MonthOf()
	months := ledger.Range{From: m.From, To: m.To}
	switch {
	case m.ToCurrent:
		months.To = running
	case m.To == 0:
		months.To = running - 1
	}
	if m.From == 0 {
		months.From = months.To - defaultMonths + 1
	}
	refused := func(err error) (ledger.Range, error) {
		return ledger.Range{}, &RangeError{Months: months, Running: running, Err: err}
	}
	switch {
	case months.From > running || months.To > running:
		return refused(ErrFutureMonth)
	case months.From > months.To && m.To == 0:
		return refused(ErrRunningMonth)
	case months.From > months.To:
		return refused(ErrReversedRange)
	}
	return months, nil
}

// What is wrong with a range of months; see RangeError.
var (
	ErrFutureMonth   = errors.New("it is in the future")
	ErrRunningMonth  = errors.New("the month is not over yet")
	ErrReversedRange = errors.New("the last month comes before the first")
)

// RangeError says that a range of months cannot be read.
type RangeError struct {
	Months  ledger.Range // as asked for
	Running ledger.Month // the first month that is not over
	Err     error        // one of the three above
}

// Error names the month that is at fault.
func (e *RangeError) Error() string {
	months := e.Months.String()
	switch {
	case errors.Is(e.Err, ErrFutureMonth):
		months = max(e.Months.From, e.Months.To).String()
	case errors.Is(e.Err, ErrRunningMonth):
		months = "from " + e.Months.From.String()
	}
	return "cannot read " + months + ": " + e.Err.Error()
}

// Unwrap returns what is wrong.
func (e *RangeError) Unwrap() error { return e.Err }
