package quickbooks

import (
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// anyCase reads names in any case: faults come with both.
var anyCase = json.JoinOptions(lenient, json.MatchCaseInsensitiveNames(true))

// decode reads an answer that is no report.
func decode(body io.Reader, into any) error {
	return broken(json.UnmarshalRead(body, into, anyCase))
}

// text is a string, or a number or a literal where Intuit's answers have one;
// null is empty.
type text string

// UnmarshalJSONFrom reads the next value as text.
func (t *text) UnmarshalJSONFrom(decoder *jsontext.Decoder) error {
	value, err := walker{decoder}.text()
	*t = text(value)
	return err
}

// reference names another record: {"value":…,"name":…}, or its id alone.
type reference string

// UnmarshalJSONFrom reads the next value as a reference.
func (r *reference) UnmarshalJSONFrom(decoder *jsontext.Decoder) error {
	w := walker{decoder}
	if decoder.PeekKind() != '{' {
		value, err := w.text()
		*r = reference(value)
		return err
	}
	return w.object(func(name []byte) error {
		if string(name) != "value" {
			return w.skip()
		}
		value, err := w.text()
		*r = reference(value)
		return err
	})
}

// flag is true or false, also as text.
type flag struct{ isFalse bool }

// UnmarshalJSONFrom reads the next value as a flag.
func (f *flag) UnmarshalJSONFrom(decoder *jsontext.Decoder) error {
	value, err := walker{decoder}.text()
	switch string(value) {
	case "", "true":
	case "false":
		f.isFalse = true
	default:
		return fmt.Errorf("there is %.20q where true or false belongs", value)
	}
	return err
}
