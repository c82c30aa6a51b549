package ledger

import (
	"errors"
	"fmt"
	"time"
)

// ErrPeriod is wrapped by the errors of ParseMonth and ParseDate, and by the
// error about a request without a month.
var ErrPeriod = errors.New("not a period")

// Date is a calendar day in the organisation's own calendar. It has no clock
// and no time zone, so it can never slip to the day before. The zero Date means
// that there is none.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the calendar day that t shows on its own clock.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// ParseDate reads YYYY-MM-DD.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Date{}, fmt.Errorf("%w: %q is not a date like 2026-10-31", ErrPeriod, text)
	}
	return DateOf(t), nil
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String returns YYYY-MM-DD, and nothing for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.time().Format(time.DateOnly)
}

// MonthOf returns the month the day lies in.
func (d Date) MonthOf() Month { return NewMonth(d.Year, d.Month) }

// AddDays returns the day n days later (earlier where n is negative).
func (d Date) AddDays(n int) Date { return DateOf(d.time().AddDate(0, 0, n)) }

// Before reports whether d comes before e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// Compare returns a negative number where d comes before e, zero where they are
// the same day, else a positive one.
func (d Date) Compare(e Date) int { return d.time().Compare(e.time()) }

// MarshalText writes YYYY-MM-DD, and nothing for no date.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

func (d Date) time() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// Month is one calendar month, counted so that m+1 is the month after m. The
// zero Month means that there is none.
type Month int32

// NewMonth returns the given month of the given year.
func NewMonth(year int, month time.Month) Month { return Month(year*12 + int(month) - 1) }

// ParseMonth reads YYYY-MM.
func ParseMonth(text string) (Month, error) {
	t, err := time.Parse("2006-01", text)
	if err != nil || t.Year() < 1900 {
		return 0, fmt.Errorf("%w: %q is not a month like 2026-10", ErrPeriod, text)
	}
	return NewMonth(t.Year(), t.Month()), nil
}

// Year returns the calendar year of the month.
func (m Month) Year() int { return int(m) / 12 }

// Month returns the month of the year.
func (m Month) Month() time.Month { return time.Month(int(m)%12 + 1) }

// First returns the first day of the month.
func (m Month) First() Date { return Date{m.Year(), m.Month(), 1} }

// Last returns the last day of the month: 28, 29, 30 or 31.
func (m Month) Last() Date { return (m + 1).First().AddDays(-1) }

// String returns YYYY-MM, and nothing for no month.
func (m Month) String() string {
	if m == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", m.Year(), int(m.Month()))
}

// MarshalText writes YYYY-MM, and nothing for no month.
func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (m *Month) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*m = 0
		return nil
	}
	parsed, err := ParseMonth(string(text))
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}

// Range is a run of months, both ends included.
type Range struct {
	From Month `json:"from"`
	To   Month `json:"to"`
}

// Len returns the number of months; 0 where To comes before From.
func (r Range) Len() int { return max(0, int(r.To-r.From)+1) }

// Contains reports whether m lies in the range.
func (r Range) Contains(m Month) bool { return r.From <= m && m <= r.To }

// Months returns the months in order.
func (r Range) Months() []Month {
	months := make([]Month, 0, r.Len())
	for m := r.From; m <= r.To; m++ {
		months = append(months, m)
	}
	return months
}

// String returns "2025-11 to 2026-10".
func (r Range) String() string { return r.From.String() + " to " + r.To.String() }
