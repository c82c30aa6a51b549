package simulator

import (
	"cmp"
	"time"
)

// Limits are the numbers of calls the providers allow. Zero fields are as the
// providers document them.
type Limits struct {
	XeroConcurrent   int // at once, per app and organisation; 5
	XeroMinute       int // per app and organisation; 60
	XeroDay          int // per app and organisation; 5000
	XeroStarterDay   int // the same of an app of the starter tier; 1000
	XeroAppMinute    int // per app; 10000
	QuickBooksSecond int // per app and company; 10
	QuickBooksMinute int // per company; 500
	QuickBooksMonth  int // per app, sandbox companies not counted; 500000
}

func (s *Server) setLimits(l Limits) {
	x, q := &s.xeroLimits, &s.intuitLimits
	x.atOnce.Limit = cmp.Or(l.XeroConcurrent, 5)
	x.minute.Size, x.minute.Limit = time.Minute, cmp.Or(l.XeroMinute, 60)
	x.day.Size, x.day.Limit = 24*time.Hour, cmp.Or(l.XeroDay, 5000)
	x.starterDay.Size, x.starterDay.Limit = 24*time.Hour, cmp.Or(l.XeroStarterDay, 1000)
	x.appMinute.Size, x.appMinute.Limit = time.Minute, cmp.Or(l.XeroAppMinute, 10000)
	q.second.Size, q.second.Limit = time.Second, cmp.Or(l.QuickBooksSecond, 10)
	q.minute.Size, q.minute.Limit = time.Minute, cmp.Or(l.QuickBooksMinute, 500)
	q.perMonth, q.month = cmp.Or(l.QuickBooksMonth, 500000), map[string]int{}
}
