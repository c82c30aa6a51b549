package xero

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestHeaderDays(t *testing.T) {
	for text, want := range map[string]string{
		"31 May 26": "2026-05-31", "31 Mar 2026": "2026-03-31", "28 Feb 26": "2026-02-28", "29 Feb 2024": "2024-02-29",
		"May 31, 2026": "2026-05-31", "31-May-26": "2026-05-31", "5/31/2026": "2026-05-31", "31/05/2026": "2026-05-31",
		"2026-05-31": "2026-05-31", "30 Sept 2026": "2026-09-30", "30 September 26": "2026-09-30", " 31 MAY 26 ": "2026-05-31",
		"29 Feb 26": "", "31 Jun 26": "", "5/6/2026": "", "May 26": "", "Total": "", "": "", "31 Ma 26": "", "31 May 126": "",
		"31 May 26 31": "", "0 May 26": "", "99999999999999999999 May 26": "", "31 mai 2026": "", "31 Maybe 26": "", "31 Mây 26": "", "1 20 0000": "",
	} {
		day, ok := headerDay(text)
		if ok != (want != "") || day.String() != want {
			t.Errorf("%q: %s %t", text, day, ok)
		}
	}
}

func TestDaysInTitles(t *testing.T) {
	for text, want := range map[string][]string{
		"1 May 2026 to 31 May 2026":            {"2026-05-01", "2026-05-31"},
		"As at 31 March 2026":                  {"2026-03-31"},
		"For the month ended May 31, 2026":     {"2026-05-31"},
		"For the 12 months ended 30 June 2026": {"2026-06-30"},
		"May 1, 2026 to May 31, 2026":          {"2026-05-01", "2026-05-31"},
		"du 1er mai au 31 mai 2026":            nil,
		"2026-05-01 - 2026-05-31":              {"2026-05-01", "2026-05-31"},
		"":                                     nil,
	} {
		days := daysIn(text)
		if len(days) != len(want) {
			t.Errorf("%q: %v", text, days)
			continue
		}
		for i := range want {
			if days[i].String() != want[i] {
				t.Errorf("%q: %v", text, days)
			}
		}
	}
}

// TestEveryMonthEndIsReadInEveryForm proves that no form takes one month end
// for another.
func TestEveryMonthEndIsReadInEveryForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := ledger.NewMonth(rapid.IntRange(2000, 2099).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month"))).Last()
		written := time.Date(day.Year, day.Month, day.Day, 0, 0, 0, 0, time.UTC)
		for _, form := range []string{"2 Jan 06", "2 Jan 2006", "02 January 2006", "January 2, 2006", "Jan 2, 06", "1/2/2006", "2/1/2006", "02/01/06", "2006-01-02"} {
			if got, ok := headerDay(written.Format(form)); !ok || got != day {
				t.Fatalf("%s: %s %t", written.Format(form), got, ok)
			}
		}
	})
}

func TestStamps(t *testing.T) {
	for text, want := range map[string]string{
		"/Date(1546214400000+0000)/": "2018-12-31", "/Date(1546214400000)/": "2018-12-31", "/Date(1546214400000+1300)/": "2018-12-31",
		"/Date(-86400000+0000)/": "1969-12-31", "/Date(0)/": "1970-01-01", "2026-03-31": "2026-03-31", "2026-03-31T00:00:00": "2026-03-31", "": "",
	} {
		if day, err := parseStamp(text); err != nil || day.String() != want {
			t.Errorf("%q: %s %v", text, day, err)
		}
	}
	for _, text := range []string{"/Date()/", "/Date(1546214400000", "/Date(x)/", "yesterday", "/Date(99999999999999999999)/"} {
		if day, err := parseStamp(text); err == nil {
			t.Errorf("%q: %s", text, day)
		}
	}
}
