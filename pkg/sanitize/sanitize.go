// Package sanitize makes text that somebody else wrote fit for a terminal, a log
// or an error: the names of accounts and organisations, and what a provider says
// about a refusal.
package sanitize

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// maxLength is how much of a text is kept, in characters.
const maxLength = 300

// Line returns text as one line that a terminal can show: without control
// characters and characters that turn the direction of the line, with one space
// between words, and at most 300 characters of it, then "…".
func Line(text string) string { return shorten(visible(text)) }

func visible(text string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.IsControl(r):
			return ' '
		case unicode.IsGraphic(r) && r != unicode.ReplacementChar:
			return r
		}
		return -1
	}, text)), " ")
}

func shorten(text string) string {
	if runes := []rune(text); len(runes) > maxLength {
		return string(runes[:maxLength]) + "…"
	}
	return text
}

// tokenLike is text as dense as tokens are.
var tokenLike = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[A-Za-z0-9_\-.~+/=%]{20,}`)
})

// Redact returns a provider's own words about a refusal as Line does, without the
// secrets given and without anything that looks like one: a refusal may repeat
// what was sent (observed: Intuit repeats the access token).
func Redact(text string, secrets ...string) string {
	text = visible(text) // first, so that nothing invisible hides a secret
	for _, secret := range secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "…")
		}
	}
	return shorten(tokenLike().ReplaceAllStringFunc(text, func(run string) string {
		if len(run) >= 40 || strings.ContainsAny(run, "0123456789") {
			return "…"
		}
		return run // a long word, such as a scope
	}))
}
