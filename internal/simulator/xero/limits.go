package xero

import (
	"cmp"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/limits"
)

// Limits are the numbers of calls Xero allows. Zero fields are as Xero documents
// them: https://developer.xero.com/documentation/guides/oauth2/limits/
type Limits struct {
	Concurrent int // at once, per app and organisation; 5
	Minute     int // per app and organisation; 60
	Day        int // per app and organisation; 5000
	StarterDay int // the same of an app of the starter tier; 1000
	AppMinute  int // per app; 10000
}

// windows count calls: per app and organisation, and per app in all.
type windows struct {
	mu                                 sync.Mutex
	atOnce                             limits.AtOnce
	minute, day, starterDay, appMinute limits.Window
}

func (c *windows) set(l Limits) {
	c.atOnce.Limit = cmp.Or(l.Concurrent, 5)
	c.minute.Size, c.minute.Limit = time.Minute, cmp.Or(l.Minute, 60)
	c.day.Size, c.day.Limit = 24*time.Hour, cmp.Or(l.Day, 5000)
	c.starterDay.Size, c.starterDay.Limit = 24*time.Hour, cmp.Or(l.StarterDay, 1000)
	c.appMinute.Size, c.appMinute.Limit = time.Minute, cmp.Or(l.AppMinute, 10000)
}

// admit counts a call, or answers with 429. A call that is refused is not
// counted (a guess).
func (l *Ledger) admit(w http.ResponseWriter, client, tenant string) (leave func(), ok bool) {
	c := &l.windows
	c.mu.Lock()
	defer c.mu.Unlock()
	key, now, day := client+" "+tenant, l.host.Now(), &c.day
	if app, known := l.identity.FindApp(client); known && app.StarterTier {
		day = &c.starterDay
	}
	for _, window := range []struct {
		name, key string
		*limits.Window
	}{{"day", key, day}, {"minute", key, &c.minute}, {"appminute", client, &c.appMinute}} {
		if left, until := window.Left(window.key, now); left == 0 {
			c.headers(w, day, client, key, now)
			tooMany(w, window.name, until)
			return nil, false
		}
	}
	if leave, ok = c.atOnce.Enter(key); !ok {
		c.headers(w, day, client, key, now)
		tooMany(w, "concurrent", 0)
		return nil, false
	}
	day.Take(key, now)
	c.minute.Take(key, now)
	c.appMinute.Take(client, now)
	c.headers(w, day, client, key, now)
	return leave, true
}

func (c *windows) headers(w http.ResponseWriter, day *limits.Window, client, key string, now time.Time) {
	for name, left := range map[string]int{
		"X-DayLimit-Remaining": first(day.Left(key, now)), "X-MinLimit-Remaining": first(c.minute.Left(key, now)),
		"X-AppMinLimit-Remaining": first(c.appMinute.Left(client, now)),
	} {
		w.Header().Set(name, strconv.Itoa(left))
	}
}

func first(left int, _ time.Duration) int { return left }

// tooMany answers 429 without a body. There is no Retry-After for too many calls
// at once (Xero, "API rate limits"; the spelling of the day and app problems is
// a guess).
func tooMany(w http.ResponseWriter, problem string, until time.Duration) {
	w.Header().Set("X-Rate-Limit-Problem", problem)
	if until > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int((until+time.Second-1)/time.Second)))
	}
	w.WriteHeader(http.StatusTooManyRequests)
}
