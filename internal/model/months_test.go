package model

import (
	"errors"
	"testing"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestMonthsRange(t *testing.T) {
	t.Parallel()
	today := ledger.Date{Year: 2026, Month: 11, Day: 21}
	for _, test := range []struct {
		from, to, want string
		err            error
	}{
		{"", "", "2024-11 to 2026-10", nil},
		{"", "current", "2024-12 to 2026-11", nil},
		{"2026-01", "", "2026-01 to 2026-10", nil},
		{"2026-11", "current", "2026-11 to 2026-11", nil},
		{"", "2026-02", "2024-03 to 2026-02", nil},
		{"2025-03", "2025-03", "2025-03 to 2025-03", nil},
		{"2026-10", "2026-11", "2026-10 to 2026-11", nil},
		{"2026-11", "", "", ErrRunningMonth},
		{"2026-12", "", "", ErrFutureMonth},
		{"2026-05", "2026-04", "", ErrReversedRange},
		{"2026-05", "2026-12", "", ErrFutureMonth},
	} {
		asked := Months{From: month(t, test.from), ToCurrent: test.to == "current"}
		if !asked.ToCurrent {
			asked.To = month(t, test.to)
		}
		months, err := asked.Range(today)
		if test.err != nil {
			if told, ok := errors.AsType[*RangeError](err); !ok || !errors.Is(err, test.err) || told.Running != ledger.NewMonth(2026, 11) {
				t.Errorf("%q to %q: %v, want that %v", test.from, test.to, err, test.err)
			}
			continue
		}
		if err != nil || months.String() != test.want {
			t.Errorf("%q to %q = %s, %v, want %s", test.from, test.to, months, err, test.want)
		}
	}
}

// month reads a month; an empty text is none.
func month(t *testing.T, text string) ledger.Month {
	t.Helper()
	if text == "" {
		return 0
	}
	month, err := ledger.ParseMonth(text)
	if err != nil {
		t.Fatal(err)
	}
	return month
}
