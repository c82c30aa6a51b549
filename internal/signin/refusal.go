package signin

import (
	"cmp"
	"context"
	"errors"
	"net"
	"net/http"

	"golang.org/x/oauth2"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// explain tells a refusal of a token endpoint (RFC 6749 §5.2) from an answer
// that says nothing about the tokens. Only the first may cost a sign-in, so
// everything that is not a proper refusal counts as the provider being
// unavailable: a gateway's page, a captive portal's redirect, half an answer.
func (t *tokenTransport) explain(err error, secrets []string) *ledger.Error {
	refused, ok := errors.AsType[*oauth2.RetrieveError](err)
	if !ok {
		return t.noAnswer(err)
	}
	problem := t.problem(cmp.Or(sanitize.Redact(refused.ErrorDescription, secrets...), refusals[refused.ErrorCode]))
	problem.Code = sanitize.Redact(refused.ErrorCode, secrets...)
	switch {
	case t.status == http.StatusTooManyRequests:
		problem.Kind, problem.Message = ledger.Unavailable, "too many sign-ins were renewed at once"
	case t.status/100 == 3 || t.status >= 500 || t.status == http.StatusRequestTimeout || problem.Code == "":
		problem.Kind, problem.Message = ledger.Unavailable, notWorking
	case problem.Code == "invalid_grant":
		problem.Kind = ledger.SignInNeeded
	case problem.Code == "invalid_client" || problem.Code == "unauthorized_client":
		problem.Kind = ledger.BadCredentials
	case problem.Code == "invalid_scope":
		problem.Kind = ledger.PermissionMissing
	}
	return problem
}

const notWorking = "it is not working at the moment"

// refusals are the usual reasons in words, where the provider gives none.
var refusals = map[string]string{
	"invalid_grant":          "the permission has expired, was revoked or was used up",
	"invalid_client":         "the client id or secret of the app is wrong",
	"unauthorized_client":    "the app may not sign people in this way",
	"invalid_scope":          "the app may not ask for a permission it needs",
	"unsupported_grant_type": "the app may not sign people in this way",
}

// noAnswer is the lack of an answer that can be read.
func (t *tokenTransport) noAnswer(err error) *ledger.Error {
	problem := t.problem("no answer came")
	switch {
	case t.status != 0:
		problem.Message = "its answer cannot be read"
	case errors.Is(err, context.DeadlineExceeded):
		problem.Message = "no answer came within " + exchangeTimeout.String()
	case neverSent(err):
		problem.Message = "it cannot be reached"
	}
	problem.Kind = ledger.Unavailable
	return problem
}

// problem is an error about this exchange.
func (t *tokenTransport) problem(message string) *ledger.Error {
	return &ledger.Error{
		Kind:      ledger.Unexpected,
		Provider:  t.profile.Provider,
		Op:        t.op,
		Status:    t.status,
		Message:   cmp.Or(message, "it refused without a reason"),
		RequestID: sanitize.Line(t.requestID),
		RetryIn:   t.retryIn,
	}
}

// neverSent reports whether the provider was not even reached, so that nothing
// can have happened there.
func neverSent(err error) bool {
	failed, ok := errors.AsType[*net.OpError](err)
	if ok && failed.Op == "dial" {
		return true
	}
	_, unknownHost := errors.AsType[*net.DNSError](err)
	return unknownHost
}
