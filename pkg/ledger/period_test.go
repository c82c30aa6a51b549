package ledger_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestParseMonth(t *testing.T) {
	month, err := ledger.ParseMonth("2026-02")
	if err != nil || month.First().String() != "2026-02-01" || month.Last().String() != "2026-02-28" {
		t.Fatal(month.First(), month.Last(), err)
	}
	for _, text := range []string{"", "2026", "2026-13", "2026-2", "202602", "2026-02-01", "0000-01", "Feb 2026"} {
		if month, err := ledger.ParseMonth(text); err == nil {
			t.Errorf("%q was read as %s", text, month)
		}
	}
}

func TestMonthsFollowTheCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(rapid.IntRange(1900, 2200).Draw(t, "year"), time.January, 1, 0, 0, 0, 0, time.UTC).
			AddDate(0, 0, rapid.IntRange(0, 366).Draw(t, "day"))
		month := ledger.DateOf(day).MonthOf()
		first := time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC)
		if month.String() != first.Format("2006-01") || month.First() != ledger.DateOf(first) {
			t.Fatal(month, first)
		}
		if last := first.AddDate(0, 1, -1); month.Last() != ledger.DateOf(last) || (month+1).First() != ledger.DateOf(last.AddDate(0, 0, 1)) {
			t.Fatal(month.Last(), last)
		}
		if back, err := ledger.ParseMonth(month.String()); err != nil || back != month {
			t.Fatal(back, err)
		}
	})
}

func TestRange(t *testing.T) {
	year := ledger.Range{From: ledger.NewMonth(2025, time.November), To: ledger.NewMonth(2026, time.October)}
	months := year.Months()
	if year.Len() != 12 || len(months) != 12 || months[11] != year.To || year.String() != "2025-11 to 2026-10" {
		t.Fatal(year, months)
	}
	if year.Contains(year.From-1) || !year.Contains(year.From) || !year.Contains(year.To) || year.Contains(year.To+1) {
		t.Fatal("ends")
	}
	if none := (ledger.Range{From: year.To, To: year.From}); none.Len() != 0 || len(none.Months()) != 0 {
		t.Fatal("a range that ends before it begins is empty")
	}
}

func TestFiscalYearStart(t *testing.T) {
	for _, test := range []struct {
		month time.Month
		day   int
		at    string
		want  string
	}{
		{time.June, 30, "2026-06-30", "2025-07-01"},
		{time.June, 30, "2026-07-01", "2026-07-01"},
		{time.December, 31, "2026-12-31", "2026-01-01"},
		{time.April, 5, "2026-04-05", "2025-04-06"},
		{time.April, 5, "2026-04-30", "2026-04-06"},
		{time.February, 28, "2024-02-29", "2023-03-01"},
		{time.February, 28, "2024-03-01", "2024-03-01"},
		{time.February, 29, "2025-03-01", "2025-03-01"},
		{time.June, 31, "2026-06-30", "2025-07-01"},
		{0, 0, "2026-05-05", "2026-01-01"},
	} {
		organisation := ledger.Organisation{YearEndMonth: test.month, YearEndDay: test.day}
		at, err := ledger.ParseDate(test.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := organisation.FiscalYearStart(at).String(); got != test.want {
			t.Errorf("year ends %s %d: %s lies in the year from %s, want %s", test.month, test.day, test.at, got, test.want)
		}
	}
}
