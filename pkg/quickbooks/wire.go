package quickbooks

import (
	"fmt"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/ledgerlink/ledgerlink/pkg/internal/jsonread"
)

// text is a string, or a number or a literal where Intuit's answers have one;
// null is empty.
type text string

// UnmarshalJSONFrom reads the next value as text.
func (t *text) UnmarshalJSONFrom(decoder *jsontext.Decoder) error {
	value, err := jsonread.Of(decoder).Text()
	*t = text(value)
	return err
}

// reference names another record: {"value":…,"name":…}, or its id alone.
type reference string

// UnmarshalJSONFrom reads the next value as a reference.
func (r *reference) UnmarshalJSONFrom(decoder *jsontext.Decoder) error {
	reader := jsonread.Of(decoder)
	if !reader.AtObject() {
		value, err := reader.Text()
		*r = reference(value)
		return err
	}
	return reader.Object(func(name []byte) error {
		if string(name) != "value" {
			return reader.Skip()
		}
		value, err := reader.Text()
		*r = reference(value)
		return err
	})
}

// flag is true or false, also as text; null is true.
type flag struct{ isFalse bool }

// UnmarshalJSONFrom reads the next value as a flag.
func (f *flag) UnmarshalJSONFrom(decoder *jsontext.Decoder) error {
	value, err := jsonread.Of(decoder).Text()
	switch string(value) {
	case "", "true":
	case "false":
		f.isFalse = true
	default:
		return fmt.Errorf("it has %.20q where true or false belongs", value)
	}
	return err
}
