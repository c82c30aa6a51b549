package quickbooks

import (
	"math/rand/v2"
	"net/http"
	"net/url"
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
	throttleWait = time.Minute     // https://developer.intuit.com/app/developer/qbo/docs/learn/limits-and-throttles
	longestWait  = 5 * time.Minute // no throttle asks for more, only the limit of a month
)

// Messages for accountants. Code 3100 has four causes that cannot be told apart.
const (
	messageSignIn       = "the sign-in has expired or was revoked"
	messageDisconnected = "Intuit does not let this app read this company: the app's keys are for the other environment " +
		"(Development keys read sandbox companies only, Production keys real ones), the realm id is not this sign-in's, " +
		"or the app was disconnected in QuickBooks"
	messageLapsed     = "the company's QuickBooks subscription has lapsed, or the company is a sandbox read as a real one or the reverse"
	messagePermission = "the person who signed in may not see this in QuickBooks"
	messageLimit      = "Intuit's limit was reached and waiting did not help: the workspace's reads of this month are used up, " +
		"or other programs keep the company busy"
	messageDown = "Intuit is not available"
	messageSlow = "the report takes longer than Intuit allows"
)

// throttle classifies refusals. It remembers which requests were refused for
// their pace.
type throttle struct {
	mu      sync.Mutex
	refused map[string]bool // by address
}

// classify says what an answer outside 2xx means and whether to retry.
func (t *throttle) classify(response *http.Response, body []byte) readonly.Retry {
	found := parseFault(body)
	address := response.Request.URL
	e := &ledger.Error{
		Provider: ledger.QuickBooks, Op: resourceAt(address.Path).op, Status: response.StatusCode,
		Code: string(found.Code), RequestID: response.Header.Get(requestIDHeader),
	}
	retry := readonly.Retry{Err: e}
	switch status := response.StatusCode; {
	case found.Code == "3001" || status == http.StatusTooManyRequests:
		e.Kind, e.Message, e.RetryIn = ledger.LimitReached, messageLimit, readonly.RetryAfter(response.Header)
		retry.Again, retry.Wait = e.RetryIn <= longestWait, t.wait(address, e.RetryIn)
	case found.Code == "3100":
		e.Kind, e.Message = ledger.Disconnected, messageDisconnected
	case found.Code == "3200" || status == http.StatusUnauthorized:
		e.Kind, e.Message, retry.Refresh = ledger.SignInNeeded, messageSignIn, true
	case found.lapsed():
		e.Kind, e.Message = ledger.Disconnected, messageLapsed
	case found.Code == "5020":
		e.Kind, e.Message = ledger.PermissionMissing, messagePermission
	case status == http.StatusGatewayTimeout && canSplit(address.Query()):
		e.Kind, e.Message, e.Err = ledger.Unavailable, messageSlow, errTooLarge
	case status >= 500:
		e.Kind, e.Message, retry.Again = ledger.Unavailable, messageDown, true
	case status == http.StatusForbidden:
		e.Kind, e.Message = ledger.PermissionMissing, withText(messagePermission, found, response.Request)
	default:
		e.Kind, e.Message = ledger.Unexpected, withText("Intuit refused the request", found, response.Request)
	}
	return retry
}

// wait returns how long to wait before a throttled request is sent again: as long
// as the answer says, else two to three seconds the first time and a minute from
// then on.
//
// Three limits answer alike, and only time tells them apart: ten requests a
// second, which another process may have used up; 500 a minute; and those of the
// workspace in a month. A request that is still refused after the waits, or that
// is told to wait for more than five minutes, has met the last one.
func (t *throttle) wait(address *url.URL, asked time.Duration) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	again := t.refused[address.String()]
	t.refused[address.String()] = true
	switch {
	case asked > 0:
		return asked
	case again:
		return throttleWait
	}
	return firstWait + rand.N(jitter) //nolint:gosec // it keeps no secret
}

// lapsed reports whether the fault says that the company's subscription lapsed.
func (f fault) lapsed() bool {
	text := strings.ToLower(string(f.Message + " " + f.Detail))
	return strings.Contains(text, "lapsed") || strings.Contains(text, "invalid destination url")
}

// withText adds Intuit's own text to a message, sanitized, where there is any.
func withText(message string, found fault, request *http.Request) string {
	token := strings.TrimPrefix(request.Header.Get("Authorization"), "Bearer ")
	if text := found.text(token); text != "" {
		return message + ": " + text
	}
	return message
}
