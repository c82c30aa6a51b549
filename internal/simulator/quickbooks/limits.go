package quickbooks

import (
	"cmp"
	"sync"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/limits"
)

// Limits are the numbers of calls Intuit allows. Zero fields are as Intuit
// documents them.
type Limits struct {
	Second int // per app and company; 10
	Minute int // per company; 500
	Month  int // per app, sandbox companies not counted; 500000
}

// windows count calls: per company and app each second, per company each
// minute, and per app each calendar month.
type windows struct {
	mu             sync.Mutex
	second, minute limits.Window
	perMonth       int
	month          map[string]int
}

func (c *windows) set(l Limits) {
	c.second.Size, c.second.Limit = time.Second, cmp.Or(l.Second, 10)
	c.minute.Size, c.minute.Limit = time.Minute, cmp.Or(l.Minute, 500)
	c.perMonth, c.month = cmp.Or(l.Month, 500000), map[string]int{}
}

// admit counts a call, and reports whether it is within the limits. Calls about
// sandbox companies are not metered by the month.
func (l *Ledger) admit(client, realm string, sandbox bool) bool {
	c := &l.windows
	c.mu.Lock()
	defer c.mu.Unlock()
	now := l.host.Now()
	pair, month := client+" "+realm, client+" "+now.Format("2006-01")
	if left(&c.second, pair, now) == 0 || left(&c.minute, realm, now) == 0 ||
		!sandbox && c.month[month] >= c.perMonth {
		return false
	}
	c.second.Take(pair, now)
	c.minute.Take(realm, now)
	if !sandbox {
		c.month[month]++
	}
	return true
}

func left(window *limits.Window, key string, now time.Time) int {
	calls, _ := window.Left(key, now)
	return calls
}
