package readonly_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	const answered = "Tue, 24 Nov 2026 18:00:00 GMT"
	for _, test := range []struct {
		value, date string
		want        time.Duration
	}{
		{"", answered, 0},
		{"7", "", 7 * time.Second},
		{"-7", "", 0},
		{"2147483647", "", 40 * 24 * time.Hour},
		{"99999999999999999999", "", 0},
		{"soon", answered, 0},
		{"Tue, 24 Nov 2026 18:01:30 GMT", answered, 90 * time.Second},
		{"Tue, 24 Nov 2026 17:59:00 GMT", answered, 0},
		{"Fri, 01 Jan 2100 00:00:00 GMT", answered, 40 * 24 * time.Hour},
		{"Tue, 24 Nov 2026 18:01:30 GMT", "", 0},
	} {
		header := http.Header{"Retry-After": {test.value}, "Date": {test.date}}
		if got := readonly.RetryAfter(header); got != test.want {
			t.Errorf("Retry-After %q of %q: %s, want %s", test.value, test.date, got, test.want)
		}
	}
}
