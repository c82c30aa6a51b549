package oauthflow

import (
	"errors"
	"net/url"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// maxCode bounds an authorisation code. Intuit documents 512 characters at most.
const maxCode = 2048

// Why an answer is not taken. The wait goes on after each of them.
var (
	errState     = errors.New("its state is not the one of this sign-in")
	errMalformed = errors.New("it is not an authorisation answer")
	errRepeated  = errors.New("it says something twice")
	errNeither   = errors.New("it holds neither a code nor an error")
	errCode      = errors.New("its code is not one")
	errIssuer    = errors.New("it comes from another provider")
)

// readQuery reads the query of an answer. The state comes first: without the
// right one nothing else in it counts, an error least of all.
func readQuery(raw, state, issuer string) (Answer, *RefusedError, error) {
	// A semicolon separates nothing, and may stand in a query as it is (RFC 3986).
	values, err := url.ParseQuery(strings.ReplaceAll(raw, ";", "%3B"))
	if err != nil {
		return Answer{}, nil, errMalformed
	}
	if states := values["state"]; len(states) != 1 || !sameState(states[0], state) {
		return Answer{}, nil, errState
	}
	for _, all := range values {
		if len(all) != 1 {
			return Answer{}, nil, errRepeated
		}
	}
	if from := values.Get("iss"); from != "" && issuer != "" && from != issuer {
		return Answer{}, nil, errIssuer
	}
	if values.Has("error") {
		return Answer{}, refusal(values), nil
	}
	return readCode(values)
}

func readCode(values url.Values) (Answer, *RefusedError, error) {
	code := values.Get("code")
	switch {
	case !values.Has("code"):
		return Answer{}, nil, errNeither
	case code == "" || len(code) > maxCode || strings.ContainsFunc(code, invisible):
		return Answer{}, nil, errCode
	}
	values.Del("code")
	values.Del("state")
	return Answer{Code: code, Params: values}, nil, nil
}

// invisible reports whether r is outside the characters RFC 6749 allows in a code.
func invisible(r rune) bool { return r < ' ' || r > '~' }

func refusal(values url.Values) *RefusedError {
	code := sanitize.Line(values.Get("error"))
	if code == "" {
		code = "error"
	}
	return &RefusedError{Code: code, Description: sanitize.Line(values.Get("error_description"))}
}
