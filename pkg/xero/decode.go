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
	err := json.UnmarshalRead(body, into, lenient)
	if err == nil {
		return nil
	}
	return unreadable(err)
}

// unreadable words a JSON error for people: the cause without Go's own terms.
func unreadable(err error) error {
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("the answer is empty: %w", err)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("the answer ends too early: %w", err)
	}
	return fmt.Errorf("it is not the JSON that was expected: %w", err)
}
