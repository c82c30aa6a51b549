package model

import (
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Window says where the months of a range are in a Series: the index into
// Months, or -1 for a month that was never read.
type Window []int

// Window returns where the months of a range are. A nil Series has none of them.
func (s *Series) Window(months ledger.Range) Window {
	window := make(Window, 0, months.Len())
	for _, month := range months.Months() {
		window = append(window, s.position(month))
	}
	return window
}

func (s *Series) position(month ledger.Month) int {
	if s == nil {
		return -1
	}
	if at, found := slices.BinarySearchFunc(s.Months, month, compareMonth); found {
		return at
	}
	return -1
}

// Missing lists the months of a range that were never read.
func (s *Series) Missing(months ledger.Range) []ledger.Month {
	return slices.DeleteFunc(months.Months(), func(month ledger.Month) bool { return s.position(month) >= 0 })
}

// Complete reports whether all months of a range were read after their end.
func (s *Series) Complete(months ledger.Range) bool {
	for _, at := range s.Window(months) {
		if at < 0 || s.Months[at].Partial {
			return false
		}
	}
	return true
}

func (s *Series) lines() []ledger.Line {
	if s == nil {
		return nil
	}
	return s.Lines
}

// Amounts returns a line's net debits, one per month of the range; those of
// months that were never read are zero.
func (w Window) Amounts(line *ledger.Line) []ledger.Amount {
	amounts := make([]ledger.Amount, len(w))
	for i, at := range w {
		if at >= 0 {
			amounts[i] = line.NetDebit[at]
		}
	}
	return amounts
}

// IsZero reports whether a line is zero in all months of the range.
func (w Window) IsZero(line *ledger.Line) bool {
	for _, at := range w {
		if at >= 0 && !line.NetDebit[at].IsZero() {
			return false
		}
	}
	return true
}
