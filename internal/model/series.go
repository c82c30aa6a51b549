package model

import (
	"errors"
	"fmt"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Series is all last imported amounts of one entity on one basis.
type Series struct {
	OrganisationID string
	Basis          ledger.Basis
	// Months lists the months that were read, in order; a month that is not
	// listed was never read.
	Months []MonthRead
	// Lines are the accounts, and the lines that are no account, in order of
	// AccountID and Statement, with one net debit per month of Months. An account
	// has a line on each statement it was on. A line that is zero throughout is
	// a line like any other.
	Lines []ledger.Line
}

// MonthRead says which import read a month last.
type MonthRead struct {
	Month    ledger.Month
	ImportID string
	Partial  bool // the month was running when it was read
}

// What Series.Check refuses, besides ledger.ErrAmount.
var (
	ErrRagged     = errors.New("a line has another number of amounts than there are months")
	ErrMonthOrder = errors.New("the months are not in order")
)

// lastMonth is December 9999, the last month that has a name of seven characters.
const lastMonth ledger.Month = 9999*12 + 11

// Check returns an error that wraps ErrRagged, ErrMonthOrder or ledger.ErrAmount
// if the series cannot be stored: its months rise, every line has one valid
// amount per month.
func (s *Series) Check() error {
	var before ledger.Month
	for _, m := range s.Months {
		if m.Month <= before || m.Month > lastMonth {
			return fmt.Errorf("%s after %s: %w", m.Month, before, ErrMonthOrder)
		}
		before = m.Month
	}
	for _, line := range s.Lines {
		if len(line.NetDebit) != len(s.Months) {
			return fmt.Errorf("%q: %w", line.Name, ErrRagged)
		}
		for _, amount := range line.NetDebit {
			if !amount.Valid() {
				return fmt.Errorf("%q: %w", line.Name, ledger.ErrAmount)
			}
		}
	}
	return nil
}
