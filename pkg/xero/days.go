package xero

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// headerDay reads a column header that is one calendar day and nothing else.
// Observed are "31 May 26" and "31 Mar 2026"; the American "May 31, 2026" and
// "5/31/2026" and the plain "2026-05-31" are understood too.
func headerDay(text string) (ledger.Date, bool) {
	words := splitWords(text)
	if len(words) != 3 {
		return ledger.Date{}, false
	}
	return dayOf(words)
}

// daysIn finds the calendar days in a title such as "1 May 2026 to 31 May 2026"
// or "As at 31 March 2026", in their order.
func daysIn(text string) []ledger.Date {
	var days []ledger.Date
	for words := splitWords(text); len(words) >= 3; {
		day, ok := dayOf(words[:3])
		if !ok {
			words = words[1:]
			continue
		}
		days, words = append(days, day), words[3:]
	}
	return days
}

// splitWords cuts a text into its runs of letters and of digits.
func splitWords(text string) []string {
	text = strings.ToLower(text)
	var words []string
	start, kind := 0, 0
	for i, r := range text + " " {
		is := kindOf(r)
		if is == kind {
			continue
		}
		if kind != 0 {
			words = append(words, text[start:i])
		}
		start, kind = i, is
	}
	return words
}

func kindOf(r rune) int {
	switch {
	case unicode.IsLetter(r):
		return 1
	case r >= '0' && r <= '9':
		return 2
	}
	return 0
}

// dayOf puts three words together to a day. Two numbers before the year are
// taken only where one of them cannot be a month: every month end is such.
func dayOf(words []string) (ledger.Date, bool) {
	a, b, c := words[0], words[1], words[2]
	switch {
	case monthNamed(b) != 0:
		return calendarDay(c, monthNamed(b), a)
	case monthNamed(a) != 0:
		return calendarDay(c, monthNamed(a), b)
	case len(a) == 4:
		return calendarDay(a, monthNumbered(b), c)
	case monthNumbered(a) == 0:
		return calendarDay(c, monthNumbered(b), a)
	case monthNumbered(b) == 0:
		return calendarDay(c, monthNumbered(a), b)
	}
	return ledger.Date{}, false
}

// monthNamed is the month that an English name of three letters or more begins.
func monthNamed(word string) time.Month {
	if len(word) < 3 {
		return 0
	}
	for month := time.January; month <= time.December; month++ {
		if strings.HasPrefix(strings.ToLower(month.String()), word) {
			return month
		}
	}
	return 0
}

func monthNumbered(word string) time.Month {
	if n, err := strconv.Atoi(word); err == nil && n >= 1 && n <= 12 {
		return time.Month(n)
	}
	return 0
}

func calendarDay(yearText string, month time.Month, dayText string) (ledger.Date, bool) {
	year, err := strconv.Atoi(yearText)
	day, dayErr := strconv.Atoi(dayText)
	if err != nil || dayErr != nil || month == 0 {
		return ledger.Date{}, false
	}
	switch len(yearText) {
	case 2:
		year += 2000
	case 4:
	default:
		return ledger.Date{}, false
	}
	if year < 1900 || day < 1 || day > ledger.NewMonth(year, month).Last().Day {
		return ledger.Date{}, false
	}
	return ledger.Date{Year: year, Month: month, Day: day}, true
}
