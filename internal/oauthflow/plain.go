package oauthflow

import (
	"strings"
	"unicode"
)

// maxPlain is the length up to which foreign text is repeated, in characters.
const maxPlain = 300

// Plain makes text that others wrote fit for a line of a terminal: no control
// characters, no characters that turn the direction of the line, one space
// between words, and not too much of it.
func Plain(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	visible := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsGraphic(r):
			return r
		}
		return -1
	}, text)
	plain := []rune(strings.Join(strings.Fields(visible), " "))
	if len(plain) > maxPlain {
		return string(plain[:maxPlain]) + "…"
	}
	return string(plain)
}
