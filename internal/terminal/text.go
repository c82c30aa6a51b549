package terminal

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"
)

// Text is text that is fit for a terminal. Only a Printer makes it.
type Text struct{ text string }

// String returns the text, colours included.
func (t Text) String() string { return t.text }

// Join puts texts together with a separator between them.
func Join(texts []Text, separator string) Text {
	parts := make([]string, len(texts))
	for i, text := range texts {
		parts[i] = text.text
	}
	return Text{strings.Join(parts, separator)}
}

// Line makes text that others wrote fit for one line of a terminal: without
// control characters and without characters that turn the direction of writing.
func Line(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, text)
}

// clean replaces each value that prints as text with a Line, in place. A Text is
// clean already.
func clean(values []any) {
	for i, value := range values {
		switch v := value.(type) {
		case Text:
		case string:
			values[i] = Line(v)
		case error:
			values[i] = Line(v.Error())
		case fmt.Stringer:
			values[i] = Line(v.String())
		default:
			if reflect.ValueOf(value).Kind() == reflect.String {
				values[i] = Line(fmt.Sprint(value))
			}
		}
	}
}
