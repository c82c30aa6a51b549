package quickbooks

import (
	"cmp"
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// Intuit's page "API call limits and throttles" allows a company and app ten
// requests a second. The span is a little longer, as the network shifts them.
const (
	requestsPerSpan = 10
	paceSpan        = 1050 * time.Millisecond
)

// pace lets at most ten requests begin within any second. A token bucket would
// either let twenty through or hold back the ten an import of three years takes.
type pace struct {
	next  http.RoundTripper
	sleep func(context.Context, time.Duration) error

	mu     sync.Mutex
	begun  [requestsPerSpan]time.Time // when the last ten began, round and round
	oldest int
}

func newPace(config Config) *http.Client {
	client := http.Client{}
	if config.HTTP != nil {
		client = *config.HTTP
	}
	p := &pace{next: cmp.Or(client.Transport, http.DefaultTransport), sleep: config.Sleep}
	if p.sleep == nil {
		p.sleep = readonly.Sleep
	}
	client.Transport = p
	return &client
}

// RoundTrip waits for the request's turn and sends it.
func (p *pace) RoundTrip(request *http.Request) (*http.Response, error) {
	if wait := p.reserve(time.Now()); wait > 0 {
		if err := p.sleep(request.Context(), wait); err != nil {
			return nil, err
		}
	}
	return p.next.RoundTrip(request)
}

// reserve books the next turn and says how far off it is.
func (p *pace) reserve(now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	turn := now
	if earliest := p.begun[p.oldest].Add(paceSpan); earliest.After(now) {
		turn = earliest
	}
	p.begun[p.oldest] = turn
	p.oldest = (p.oldest + 1) % requestsPerSpan
	return turn.Sub(now)
}
