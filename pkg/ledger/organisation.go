package ledger

import "time"

// Organisation is the company behind a connection, as the ledger describes it.
// Addresses, phones and people are never read into it.
type Organisation struct {
	Provider Provider
	ID       string // Xero tenant id or QuickBooks realm id
	Name     string
	Legal    string // registered name; may be empty
	Currency string // ISO 4217; every report amount is in it
	Country  string // as the provider writes it
	Demo     bool   // a demo company (Xero) whose data is reset at will

	// The last day of the financial year. QuickBooks years end on a month end;
	// a Xero year may end on any day (5 April in the United Kingdom).
	YearEndMonth time.Month
	YearEndDay   int

	// LockedThrough is the last day the ledger itself has closed (Xero's lock
	// dates, QuickBooks' closing date), or no date.
	LockedThrough Date
}

// FiscalYearStart returns the first day of the financial year that day lies in.
func (o Organisation) FiscalYearStart(day Date) Date {
	start := o.yearEnd(day.Year).AddDays(1)
	if day.Before(start) {
		start = o.yearEnd(day.Year - 1).AddDays(1)
	}
	return start
}

// yearEnd returns the last day of the financial year that ends in the given year. A
// year end on the last of February follows the leap year.
func (o Organisation) yearEnd(year int) Date {
	month, day := o.YearEndMonth, o.YearEndDay
	if month == 0 {
		month, day = time.December, 31
	}
	last := NewMonth(year, month).Last()
	if day <= 0 || day >= last.Day || (month == time.February && day >= 28) {
		return last
	}
	return Date{year, month, day}
}
