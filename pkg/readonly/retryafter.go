package readonly

import (
	"net/http"
	"strconv"
	"time"
)

// longestRetryAfter bounds what a Retry-After header is taken to say.
const longestRetryAfter = 40 * 24 * time.Hour

// RetryAfter returns how long the header of an answer asks to wait, in seconds or
// as a date (https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3); 0 where it
// does not say. A date is relative to the answer's own, so that clocks do not
// matter.
func RetryAfter(header http.Header) time.Duration {
	value := header.Get("Retry-After")
	if seconds, err := strconv.ParseInt(value, 10, 32); err == nil {
		return min(max(0, time.Duration(seconds)*time.Second), longestRetryAfter)
	}
	until, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	answered, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return 0
	}
	return min(max(0, until.Sub(answered)), longestRetryAfter)
}
