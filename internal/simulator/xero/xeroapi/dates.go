package xeroapi

import (
	"fmt"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// How Xero writes days in reports, as observed. US organisations were only seen
// in titles, in this form; that their column headers have it too is a guess.
const (
	longDay    = "2 January 2006" // titles
	movedDay   = "2 Jan 06"       // columns of the profit and loss
	balanceDay = "2 Jan 2006"     // columns of the balance sheet
	earnedDay  = "1/2/2006"       // attributes of earnings, in every region
)

func format(d ledger.Date, layout string) string { return midnight(d).Format(layout) }

func midnight(d ledger.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// msDate is a moment as the JSON of Xero writes it.
func msDate(t time.Time) string { return fmt.Sprintf("/Date(%d)/", t.UnixMilli()) }

// zonedDate is a moment as Xero writes those that were stored.
func zonedDate(t time.Time) string { return fmt.Sprintf("/Date(%d+0000)/", t.UnixMilli()) }

// earlier is the same day some months before, or the last day of that month
// where it is shorter.
func earlier(d ledger.Date, months int) ledger.Date {
	last := (d.MonthOf() - ledger.Month(months)).Last()
	last.Day = min(last.Day, d.Day)
	return last
}
