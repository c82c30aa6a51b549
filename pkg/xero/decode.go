package xero

import (
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// lenient reads Xero's JSON: the case of its keys differs between answers, and
// members nobody asked for are skipped.
var lenient = json.JoinOptions(
	json.MatchCaseInsensitiveNames(true),
	jsontext.AllowDuplicateNames(true),
	jsontext.AllowInvalidUTF8(true),
)

// decode reads one JSON value that must be the whole of body.
func decode(body io.Reader, into any) error {
	return unreadable(json.UnmarshalRead(body, into, lenient))
}

// unreadable words an error of the JSON decoder for people. Any other error is
// in such words already.
func unreadable(err error) error {
	_, syntactic := errors.AsType[*jsontext.SyntacticError](err)
	_, semantic := errors.AsType[*json.SemanticError](err)
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("the answer is empty: %w", err)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("the answer ends too early: %w", err)
	}
	if syntactic || semantic {
		return fmt.Errorf("it is not the JSON that was expected: %w", err)
	}
	return err
}
