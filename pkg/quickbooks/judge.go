package quickbooks

import (
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// requestIDHeader names the answer for Intuit's support.
const requestIDHeader = "intuit_tid"

const (
	firstWait    = 2 * time.Second // sees the limit of ten a second through
	jitter       = time.Second     // keeps processes that were refused together from coming back together
	throttleWait = time.Minute     // by Intuit's page on limits
	longestWait  = 5 * time.Minute // beyond that, waiting is no throttle's business
)

// What analysts are told. Code 3100 has four causes that look alike.
const (
	saysSignIn       = "the sign-in has expired or was revoked"
	saysDisconnected = "Intuit does not let this app read this company: the app's keys are for the other environment " +
		"(Development keys read sandbox companies only, Production keys real ones), the realm id is not this sign-in's, " +
		"or the app was disconnected in QuickBooks"
	saysLapsed     = "the company's QuickBooks subscription has lapsed, or the company is a sandbox read as a real one or the reverse"
	saysPermission = "the person who signed in may not see this in QuickBooks"
	saysLimit      = "Intuit's limit was reached and waiting did not help: the workspace's reads of this month are used up, " +
		"or other programs keep the company busy"
	saysDown = "Intuit is not available"
	saysSlow = "the report takes longer than Intuit allows"
)

// judge decides on answers that are no success. It remembers which questions
// were refused for their pace.
type judge struct {
	mu      sync.Mutex
	refused map[string]bool // by address
}

// verdict decides on one answer.
func (j *judge) verdict(response *http.Response, body []byte) readonly.Verdict {
	found := parseFault(body)
	address := response.Request.URL
	e := &ledger.Error{
		Provider: ledger.QuickBooks, Op: opOf(address.Path), Status: response.StatusCode,
		Code: string(found.Code), RequestID: response.Header.Get(requestIDHeader),
	}
	verdict := readonly.Verdict{Err: e}
	switch status := response.StatusCode; {
	case found.Code == "3001" || status == http.StatusTooManyRequests:
		e.Kind, e.Message, e.RetryIn = ledger.LimitReached, saysLimit, retryAfter(response)
		verdict.Retry, verdict.Wait = e.RetryIn <= longestWait, j.wait(address, e.RetryIn)
	case found.Code == "3100":
		e.Kind, e.Message = ledger.Disconnected, saysDisconnected
	case found.Code == "3200" || status == http.StatusUnauthorized:
		e.Kind, e.Message, verdict.Refresh = ledger.SignInNeeded, saysSignIn, true
	case found.lapsed():
		e.Kind, e.Message = ledger.Disconnected, saysLapsed
	case found.Code == "5020":
		e.Kind, e.Message = ledger.PermissionMissing, saysPermission
	case status == http.StatusGatewayTimeout && canAskLess(address.Query()):
		e.Kind, e.Message, e.Err = ledger.Unavailable, saysSlow, errTooMuch
	case status >= 500:
		e.Kind, e.Message, verdict.Retry = ledger.Unavailable, saysDown, true
	case status == http.StatusForbidden:
		e.Kind, e.Message = ledger.PermissionMissing, withWords(saysPermission, found, response.Request)
	default:
		e.Kind, e.Message = ledger.Unexpected, withWords("Intuit refused the question", found, response.Request)
	}
	return verdict
}

// wait is how long a throttled question waits: as long as the answer says, else
// two to three seconds the first time and a minute from then on, three times in all.
//
// Three limits answer alike, and nothing but time tells them apart: ten a second,
// which another process may have used up; 500 a minute; and the workspace's
// allowance of a month. A question still refused after the waits, or told to
// wait for more than five minutes, has met the last one.
func (j *judge) wait(address *url.URL, asked time.Duration) time.Duration {
	j.mu.Lock()
	defer j.mu.Unlock()
	again := j.refused[address.String()]
	j.refused[address.String()] = true
	switch {
	case asked > 0:
		return asked
	case again:
		return throttleWait
	}
	return firstWait + rand.N(jitter) //nolint:gosec // it keeps no secret
}

func (f fault) lapsed() bool {
	words := strings.ToLower(string(f.Message + " " + f.Detail))
	return strings.Contains(words, "lapsed") || strings.Contains(words, "invalid destination url")
}

// withWords adds Intuit's own words, cleaned, where there are any.
func withWords(message string, found fault, request *http.Request) string {
	token := strings.TrimPrefix(request.Header.Get("Authorization"), "Bearer ")
	if words := found.says(token); words != "" {
		return message + ": " + words
	}
	return message
}

// retryAfter is how long the answer asks to wait; 0 where it does not say. A
// date is taken relative to the answer's own.
func retryAfter(response *http.Response) time.Duration {
	value := response.Header.Get("Retry-After")
	if seconds, err := strconv.Atoi(value); err == nil {
		return time.Duration(min(max(seconds, 0), 40*24*3600)) * time.Second
	}
	until, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	now, err := http.ParseTime(response.Header.Get("Date"))
	if err != nil {
		return 0
	}
	return max(0, until.Sub(now))
}

// canAskLess is true for reports over more than one month, which can be asked
// for in parts.
func canAskLess(query url.Values) bool {
	start, err1 := ledger.ParseDate(query.Get("start_date"))
	end, err2 := ledger.ParseDate(query.Get("end_date"))
	return err1 == nil && err2 == nil && query.Has("summarize_column_by") && start.MonthOf() < end.MonthOf()
}
