// Package jsonread reads JSON token by token, so that a report costs the memory
// of its amounts and not that of a tree. It takes JSON as the providers write
// it: null for an empty object or array, numbers where text belongs, repeated
// names and broken UTF-8. Those can only be in labels; that no figure is wrong
// is what the checks of a report are for.
package jsonread

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

var lenient = json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

// Reader steps through one JSON value.
type Reader struct{ decoder *jsontext.Decoder }

// New returns a Reader of the JSON in body.
func New(body io.Reader) Reader { return Reader{jsontext.NewDecoder(body, lenient)} }

// Of returns a Reader of what the decoder reads next, for UnmarshalJSONFrom.
func Of(decoder *jsontext.Decoder) Reader { return Reader{decoder} }

// Reset makes r read the JSON in value.
func (r Reader) Reset(value []byte) { r.decoder.Reset(bytes.NewReader(value), lenient) }

// Object calls member with the name of each member of an object; member must
// read the value, and the name is valid until it does. null has no members.
func (r Reader) Object(member func(name []byte) error) error {
	return r.each('{', '}', func() error {
		name, err := r.Text()
		if err != nil {
			return err
		}
		return member(name)
	})
}

// Array calls element before each element of an array; element must read it.
// null has no elements.
func (r Reader) Array(element func() error) error { return r.each('[', ']', element) }

func (r Reader) each(open, end jsontext.Kind, read func() error) error {
	switch token, err := r.decoder.ReadToken(); {
	case err != nil:
		return explain(err)
	case token.Kind() == 'n':
		return nil
	case token.Kind() != open:
		return fmt.Errorf("it has %s where %s belongs", token.Kind(), open)
	}
	for r.decoder.PeekKind() != end {
		if err := read(); err != nil {
			return err
		}
	}
	_, err := r.decoder.ReadToken()
	return explain(err)
}

// Text reads a string, a number, true or false as text; null is empty. The text
// is valid until the next step.
func (r Reader) Text() ([]byte, error) {
	value, err := r.decoder.ReadValue()
	if err != nil {
		return nil, explain(err)
	}
	switch value.Kind() {
	case 'n':
		return nil, nil
	case '"':
		if bytes.IndexByte(value, '\\') < 0 {
			return value[1 : len(value)-1], nil
		}
		text, err := jsontext.AppendUnquote(nil, value)
		return text, explain(err)
	case '{', '[':
		return nil, fmt.Errorf("it has %s where text belongs", value.Kind())
	}
	return value, nil
}

// AtObject reports whether the next value is an object.
func (r Reader) AtObject() bool { return r.decoder.PeekKind() == '{' }

// Value reads one whole value as it is written. It is valid until the next step.
func (r Reader) Value() ([]byte, error) {
	value, err := r.decoder.ReadValue()
	return value, explain(err)
}

// Skip passes over one value. What is skipped in a report is small, and reading
// it whole is quicker than token by token.
func (r Reader) Skip() error {
	_, err := r.decoder.ReadValue()
	return explain(err)
}

// End returns an error if anything follows the value that was read.
func (r Reader) End() error {
	switch _, err := r.decoder.ReadToken(); {
	case err == nil:
		return errors.New("there is more behind the answer")
	case !errors.Is(err, io.EOF):
		return explain(err)
	}
	return nil
}

// Decode reads the one JSON value that body must be, as package json does, with
// the names of members in any case.
func Decode(body io.Reader, into any) error {
	return explain(json.UnmarshalRead(body, into, lenient, json.MatchCaseInsensitiveNames(true)))
}

// explain words an error of the decoder for people. An error of the caller's own
// is returned as it is.
func explain(err error) error {
	if err == nil {
		return nil
	}
	_, syntactic := errors.AsType[*jsontext.SyntacticError](err)
	_, semantic := errors.AsType[*json.SemanticError](err)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("the answer ends too early: %w", err)
	case errors.Is(err, io.EOF):
		return fmt.Errorf("the answer is empty: %w", err)
	case syntactic || semantic:
		return fmt.Errorf("it is not the JSON that was expected: %w", err)
	}
	return err
}
