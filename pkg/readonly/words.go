package readonly

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// maxWords is the length up to which foreign text is repeated, in characters.
const maxWords = 300

// Plain makes text that others wrote fit for one line of a terminal: no control
// characters, none that turn the direction of the line, one space between words,
// and not too much of it.
func Plain(text string) string { return shorten(visible(text)) }

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
	if runes := []rune(text); len(runes) > maxWords {
		return string(runes[:maxWords]) + "…"
	}
	return text
}

// tokenLike is text as dense as tokens are.
var tokenLike = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[A-Za-z0-9_\-.~+/=%]{20,}`)
})

// Redact is Plain for a provider's own words about a refusal, which may repeat
// what was sent (Intuit repeats the access token): without the secrets given,
// and without anything that looks like one.
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
