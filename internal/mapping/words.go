package mapping

import (
	"strings"
	"sync"
	"unicode"
)

// language says which phrases mean which concept.
type language map[concept][]string

// languages are the language tables there are, built when the first name is read.
var languages = []func() language{english}

// phrase is one phrase of a language table, cut into words.
type phrase struct {
	concept concept
	text    string
	words   words
}

// phrases are those of all languages by their first word, cut once and not at
// start-up.
var phrases = sync.OnceValue(func() map[string][]phrase {
	byFirst := make(map[string][]phrase)
	for _, table := range languages {
		for concept, texts := range table() {
			for _, text := range texts {
				words := split(text)
				byFirst[words[0]] = append(byFirst[words[0]], phrase{concept, text, words})
			}
		}
	}
	return byFirst
})

// meanings are the concepts that the words mean, each with the phrase by which
// they do: the longest, of several the first in the name.
func (w words) meanings() map[concept]string {
	meant := make(map[concept]string)
	for start := range w {
		first := w[start]
		for _, candidates := range [][]phrase{phrases()[first], phrases()[strings.TrimSuffix(first, "s")]} {
			for _, phrase := range candidates {
				if len(phrase.text) > len(meant[phrase.concept]) && w[start:].begin(phrase.words) {
					meant[phrase.concept] = phrase.text
				}
			}
		}
	}
	return meant
}

// words are the words of a name in small letters, without punctuation.
type words []string

// split cuts a name at everything that is neither letter nor digit. Apostrophes
// vanish, so that "Owner's" is "owners".
func split(name string) words {
	name = strings.ToLower(strings.NewReplacer("'", "", "’", "").Replace(name))
	return strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// splitCamel cuts a provider's word such as PayrollExpenses at its capitals.
func splitCamel(word string) words {
	var spaced strings.Builder
	previous := ' '
	for _, r := range word {
		if unicode.IsUpper(r) && unicode.IsLower(previous) {
			spaced.WriteByte(' ')
		}
		spaced.WriteRune(r)
		previous = r
	}
	return split(spaced.String())
}

// begin reports whether w begins with the phrase, each word in the singular or the
// plural.
func (w words) begin(phrase words) bool {
	if len(w) < len(phrase) {
		return false
	}
	for i := range phrase {
		if w[i] != phrase[i] && w[i] != phrase[i]+"s" {
			return false
		}
	}
	return true
}
