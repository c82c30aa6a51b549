package xero

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// msDate is a calendar day as Xero's API writes it: "/Date(ms)/" or
// "/Date(ms+zzzz)/", milliseconds since 1970 at midnight UTC of that day. The
// zone behind the milliseconds does not move them. A plain "2026-03-31" or
// "2026-03-31T00:00:00" is understood as well; no or empty text is no date.
type msDate struct{ ledger.Date }

// UnmarshalText reads an msDate.
func (s *msDate) UnmarshalText(text []byte) error {
	date, err := parseStamp(string(text))
	s.Date = date
	return err
}

func parseStamp(text string) (ledger.Date, error) {
	if text == "" {
		return ledger.Date{}, nil
	}
	inner, ok := strings.CutPrefix(text, "/Date(")
	if !ok {
		day, _, _ := strings.Cut(text, "T")
		return ledger.ParseDate(day)
	}
	inner, closed := strings.CutSuffix(inner, ")/")
	digits := inner
	if zone := strings.LastIndexAny(inner, "+-"); zone > 0 {
		digits = inner[:zone]
	}
	ms, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || !closed {
		return ledger.Date{}, fmt.Errorf("%w: %q is not a date of Xero's", ledger.ErrPeriod, text)
	}
	return ledger.DateOf(time.UnixMilli(ms).UTC()), nil
}
