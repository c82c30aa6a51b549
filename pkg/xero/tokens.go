package xero

import (
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// tokens reads JSON piece by piece without building a tree of it.
type tokens struct{ decoder *jsontext.Decoder }

// object calls member for every member of an object, with its key in the
// spelling of Xero's reference; member must read the value. null has no members.
func (t *tokens) object(member func(key string) error) error {
	return t.inside('{', '}', func() error {
		raw, err := t.decoder.ReadValue()
		if err != nil {
			return err
		}
		return member(spelling(raw))
	})
}

// array calls element for every element of an array; element must read it.
// null has no elements.
func (t *tokens) array(element func() error) error {
	return t.inside('[', ']', element)
}

func (t *tokens) inside(open, closing jsontext.Kind, each func() error) error {
	switch kind := t.decoder.PeekKind(); kind {
	case open:
	case 'n':
		return t.skip()
	default:
		if _, err := t.decoder.ReadToken(); err != nil {
			return err
		}
		return fmt.Errorf("%s stands where %s was expected", kind, open)
	}
	if _, err := t.decoder.ReadToken(); err != nil {
		return err
	}
	for t.decoder.PeekKind() != closing {
		if err := each(); err != nil {
			return err
		}
	}
	_, err := t.decoder.ReadToken()
	return err
}

// text reads a text; null is empty.
func (t *tokens) text() (string, error) {
	text, err := t.scalar(nil)
	return string(text), err
}

// scalar reads a text or a number and puts it behind what into holds; null is
// empty.
func (t *tokens) scalar(into []byte) ([]byte, error) {
	raw, err := t.decoder.ReadValue()
	if err != nil {
		return into, err
	}
	switch kind := raw.Kind(); kind {
	case 'n':
		return into, nil
	case '0':
		return append(into, raw...), nil
	case '"':
		return jsontext.AppendUnquote(into, raw)
	default:
		return into, fmt.Errorf("%s stands where a text was expected", kind)
	}
}

// skip passes over one value. What is skipped in a report is small, and reading
// it whole is quicker than token by token.
func (t *tokens) skip() error {
	_, err := t.decoder.ReadValue()
	return err
}

// reportKeys are the keys that are read of a report.
var reportKeys = [...]string{
	"Value", "Attributes", "Id", "Cells", "RowType", "Rows", "Title",
	"Status", "Reports", "ReportID", "ReportType", "ReportTitles",
}

// spelling is a quoted key as Xero's reference spells it: answers differ in the
// case of their keys. Keys that nobody asks for are empty.
func spelling(raw jsontext.Value) string {
	switch string(raw) { // the two keys that every cell has
	case `"Value"`:
		return "Value"
	case `"Attributes"`:
		return "Attributes"
	}
	for _, known := range reportKeys {
		if len(raw) == len(known)+2 && strings.EqualFold(string(raw[1:len(raw)-1]), known) {
			return known
		}
	}
	return ""
}
