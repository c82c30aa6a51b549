package quickbooks

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// walker steps through JSON without building it. Objects and arrays may be null
// throughout: both shapes of the reports write null for nothing.
type walker struct{ json *jsontext.Decoder }

// lenient takes JSON as it is in the wild. Repeated names and broken letters can
// only be in labels; that no figure is wrong is what the proofs are for.
var lenient = json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

// object calls field with the name of each member; field consumes the value.
// The name is good until then.
func (w walker) object(field func(name []byte) error) error {
	open, err := w.open('{')
	if !open || err != nil {
		return err
	}
	for w.json.PeekKind() != '}' {
		name, err := w.text()
		if err != nil {
			return err
		}
		if err := field(name); err != nil {
			return err
		}
	}
	return w.close()
}

// array calls item before each element; item consumes it.
func (w walker) array(item func() error) error {
	open, err := w.open('[')
	if !open || err != nil {
		return err
	}
	for w.json.PeekKind() != ']' {
		if err := item(); err != nil {
			return err
		}
	}
	return w.close()
}

// open enters an object or an array; it is false where there is null instead.
func (w walker) open(kind jsontext.Kind) (bool, error) {
	token, err := w.json.ReadToken()
	switch {
	case err != nil:
		return false, broken(err)
	case token.Kind() == kind:
		return true, nil
	case token.Kind() == 'n':
		return false, nil
	}
	return false, fmt.Errorf("there is %s where %s belongs", token.Kind(), kind)
}

func (w walker) close() error {
	_, err := w.json.ReadToken()
	return broken(err)
}

// text reads a string, a number or a literal as text; null is nothing. The text
// is good until the next step.
func (w walker) text() ([]byte, error) {
	value, err := w.json.ReadValue()
	if err != nil {
		return nil, broken(err)
	}
	switch value.Kind() {
	case 'n':
		return nil, nil
	case '"':
		if bytes.IndexByte(value, '\\') < 0 {
			return value[1 : len(value)-1], nil
		}
		text, err := jsontext.AppendUnquote(nil, value)
		return text, broken(err)
	case '{', '[':
		return nil, fmt.Errorf("there is %s where text belongs", value.Kind())
	}
	return value, nil
}

func (w walker) skip() error { return broken(w.json.SkipValue()) }

// end makes sure that nothing follows.
func (w walker) end() error {
	switch _, err := w.json.ReadToken(); {
	case err == nil:
		return errors.New("there is something behind the answer")
	case !errors.Is(err, io.EOF):
		return broken(err)
	}
	return nil
}

// broken says that the JSON is at fault; an end before its end is one.
func broken(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.EOF):
		return io.ErrUnexpectedEOF
	}
	return fmt.Errorf("not whole JSON: %w", err)
}
