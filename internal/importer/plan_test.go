package importer

import (
	"errors"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestPlan(t *testing.T) {
	today := ledger.Date{Year: 2026, Month: 11, Day: 21}
	for _, test := range []struct{ from, to, want string }{
		{"", "", "2024-11 to 2026-10"},
		{"", "current", "2024-12 to 2026-11"},
		{"2026-01", "", "2026-01 to 2026-10"},
		{"2026-11", "current", "2026-11 to 2026-11"},
		{"", "2026-02", "2024-03 to 2026-02"},
		{"2025-03", "2025-03", "2025-03 to 2025-03"},
		{"2026-10", "2026-11", "2026-10 to 2026-11"},
		{"2026-11", "", ""},
		{"2026-12", "", ""},
		{"2026-05", "2026-04", ""},
		{"2026-05", "2026-12", ""},
	} {
		o := ActualsOptions{From: month(t, test.from), ToCurrent: test.to == "current"}
		if !o.ToCurrent {
			o.To = month(t, test.to)
		}
		months, err := plan(o, today)
		if test.want == "" {
			if told, ok := errors.AsType[*fault.Error](err); !ok || told.Code != fault.Usage {
				t.Errorf("plan(%q, %q): %v, want a usage fault", test.from, test.to, err)
			}
			continue
		}
		if err != nil || months.String() != test.want {
			t.Errorf("plan(%q, %q) = %s, %v, want %s", test.from, test.to, months, err, test.want)
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
