package readonly

import (
	"context"
	"sync"
	"time"
)

// Rate is a limit as providers document it: so many requests in any such span.
type Rate struct {
	Requests int // 0 means no limit
	Per      time.Duration
}

// limiter keeps a client within a provider's limits. A token bucket would let
// twice the rate through at first, or hold back requests that the limit allows.
type limiter struct {
	slots chan struct{}
	per   time.Duration
	sleep func(context.Context, time.Duration) error

	mu     sync.Mutex
	begun  []time.Time // when the latest requests begin, round and round
	oldest int
}

func newLimiter(concurrent int, rate Rate, sleep func(context.Context, time.Duration) error) *limiter {
	return &limiter{
		slots: make(chan struct{}, max(1, concurrent)), per: rate.Per, sleep: sleep,
		begun: make([]time.Time, max(0, rate.Requests)),
	}
}

// acquire waits until another request may begin. release ends the request.
func (l *limiter) acquire(ctx context.Context) (release func(), err error) {
	select {
	case l.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	release = func() { <-l.slots }
	if wait := l.reserve(time.Now()); wait > 0 {
		if err := l.sleep(ctx, wait); err != nil {
			release()
			return nil, err
		}
	}
	return release, nil
}

// reserve takes the next free begin and returns how far off it is.
func (l *limiter) reserve(now time.Time) time.Duration {
	if len(l.begun) == 0 {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	begin := now
	if earliest := l.begun[l.oldest].Add(l.per); earliest.After(now) {
		begin = earliest
	}
	l.begun[l.oldest] = begin
	l.oldest = (l.oldest + 1) % len(l.begun)
	return begin.Sub(now)
}
