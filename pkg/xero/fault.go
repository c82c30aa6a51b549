package xero

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/internal/jsonread"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

const requestIDHeader = "Xero-Correlation-Id"

// longestWait is the longest pause the limit of calls a minute can ask for.
const longestWait = 65 * time.Second

// problem is the body of a refusal. Xero writes its keys in either case and in
// three styles: Title/Detail, Type/Message, and problem+json.
type problem struct {
	Type    string
	Title   string
	Detail  string
	Message string
}

// classify says what an answer outside 2xx means and whether to ask again.
func classify(response *http.Response, body []byte) readonly.Retry {
	resource := resourceAt(response.Request.URL.Path)
	fault := &ledger.Error{
		Kind:      ledger.Unexpected,
		Provider:  ledger.Xero,
		Op:        resource.op,
		Status:    response.StatusCode,
		RequestID: response.Header.Get(requestIDHeader),
	}
	said := readProblem(body)
	switch status := response.StatusCode; {
	case status == http.StatusUnauthorized:
		return classifyUnauthorized(fault, resource, said, response.Header)
	case status == http.StatusForbidden:
		classifyForbidden(fault, said)
	case status == http.StatusTooManyRequests:
		return classifyLimit(fault, response.Header)
	case status >= 500 || status == http.StatusRequestTimeout:
		fault.Kind, fault.Message = ledger.Unavailable, "its service is not working at the moment"
		return readonly.Retry{Again: true, Err: fault}
	default:
		fault.Code = said.Type
		fault.Message = cmp.Or(said.words(), "it answered "+http.StatusText(status))
	}
	return readonly.Retry{Err: fault}
}

// classifyUnauthorized tells a token that needs replacing from a permission that
// no new token brings.
func classifyUnauthorized(fault *ledger.Error, resource resource, said problem, header http.Header) readonly.Retry {
	fault.Code, _, _ = strings.Cut(said.Detail, ":")
	noScope := strings.Contains(header.Get("WWW-Authenticate"), "insufficient_scope")
	if noScope || fault.Code == "AuthorizationUnsuccessful" {
		fault.Kind = ledger.PermissionMissing
		fault.Code = cmp.Or(fault.Code, "insufficient_scope")
		fault.Message = "the sign-in lacks a permission it takes, or the app's plan does not include it"
		if resource.scope != "" {
			fault.Message = fmt.Sprintf("the sign-in lacks the permission %s, or the app's plan does not include it", resource.scope)
		}
		return readonly.Retry{Err: fault}
	}
	fault.Kind = ledger.SignInNeeded
	fault.Message = "the sign-in has expired or was revoked"
	return readonly.Retry{Refresh: true, Err: fault}
}

// classifyForbidden tells a lost organisation from a role that may not see reports.
func classifyForbidden(fault *ledger.Error, said problem) {
	if said.Detail == "AuthenticationUnsuccessful" {
		fault.Kind, fault.Code = ledger.Disconnected, said.Detail
		fault.Message = "the organisation is no longer connected: it was disconnected in Xero, or it is a demo company that was reset"
		return
	}
	fault.Kind = ledger.PermissionMissing
	fault.Message = "the signed-in user may not see this"
	if words := said.words(); strings.Contains(words, " ") { // not just a code
		fault.Message = words
	}
	if strings.Contains(strings.ToLower(said.words()), "reporting role") {
		fault.Code = "ReportingRole"
		fault.Message = "the signed-in user's role in this organisation may not see reports; ask its adviser for the reporting role"
	}
}

// classifyLimit waits for the limits that pass within a minute and gives up on the
// daily one. The length of the wait decides; the word only where there is none.
func classifyLimit(fault *ledger.Error, header http.Header) readonly.Retry {
	word := strings.ToLower(header.Get("X-Rate-Limit-Problem"))
	wait := readonly.RetryAfter(header)
	fault.Kind, fault.Code, fault.RetryIn = ledger.LimitReached, word, wait
	if strings.HasPrefix(word, "da") || wait > longestWait {
		fault.Message = "the app has used up its calls to this organisation for today"
		return readonly.Retry{Err: fault}
	}
	fault.Kind = ledger.Unavailable
	fault.Message = "too many calls at once, from this or another program, even after waiting"
	if wait == 0 && !strings.HasPrefix(word, "concurrent") && word != "" {
		wait = time.Minute // a limit of calls a minute that does not say how long
	}
	if wait > 0 {
		wait = min(wait+jitter(), longestWait)
	}
	return readonly.Retry{Again: true, Wait: wait, Err: fault}
}

// jitter keeps calls that were refused together from coming back together.
func jitter() time.Duration { return rand.N(2 * time.Second) } //nolint:gosec // it keeps no secret

// readProblem reads the body of a refusal; one that is not JSON is taken as
// text, and one that is a web page says nothing.
func readProblem(body []byte) problem {
	var said problem
	if jsonread.Decode(bytes.NewReader(body), &said) == nil {
		return said
	}
	text := strings.TrimSpace(string(body))
	if strings.HasPrefix(text, "<") {
		return problem{}
	}
	return problem{Message: strings.Trim(text, `"`)}
}

// words is what the refusal says in words, fit for a terminal.
func (p problem) words() string { return sanitize.Redact(cmp.Or(p.Message, p.Detail, p.Title)) }
