package books

import (
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// seasons are per mille of an even month, January first.
var seasons = map[string][12]int64{
	"":         {1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000},
	"retail":   {780, 760, 880, 900, 940, 920, 930, 960, 1000, 1080, 1310, 1540},
	"building": {620, 960, 1080, 1020, 1080, 1060, 1040, 1080, 1060, 1090, 1080, 830},
	"winter":   {1340, 1220, 1050, 880, 760, 700, 720, 760, 900, 1090, 1230, 1350},
	"summer":   {520, 560, 780, 1080, 1390, 1480, 1450, 1330, 1150, 940, 720, 600},
}

// moves reports whether the line is posted in the month, n months
// after the founding.
func (l line) moves(month ledger.Month, n int) bool {
	if l.Amount == 0 || (len(l.Span) == 2 && (n < l.Span[0] || n > l.Span[1])) {
		return false
	}
	return len(l.Months) == 0 || slices.Contains(l.Months, int(month.Month()))
}

// cents is what the line moves by in the month, n months after the founding.
func (l line) cents(company string, month ledger.Month, n int) int64 {
	value := l.Amount * 100
	for range n {
		value += value * l.Growth / 12000
	}
	value = value * seasons[l.Season][month.Month()-1] / 1000
	if l.Noise == 0 {
		return value
	}
	random := seeded(company, l.Key, "amount", month.String())
	value += value * random.Int64N(2*l.Noise+1) / 1000
	value -= value * l.Noise / (1000 + l.Noise)
	return value + random.Int64N(100)
}

// dates are the days of the month the line is posted on.
func (l line) dates(month ledger.Month) []ledger.Date {
	days := l.Days
	if len(days) == 0 {
		days = []int{month.Last().Day}
	}
	dates := make([]ledger.Date, len(days))
	for i, day := range days {
		dates[i] = dayOf(month, day)
	}
	return dates
}

// dayOf is the day of the month, or its last where it is shorter.
func dayOf(month ledger.Month, day int) ledger.Date {
	last := month.Last()
	if day < last.Day {
		last.Day = day
	}
	return last
}
