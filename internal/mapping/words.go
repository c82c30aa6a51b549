package mapping

import (
	"strings"
	"sync"
	"unicode"
)

// language says which phrases mean which concept.
type language map[concept][]string

// languages are the language tables there are.
var languages = []language{english}

// phrase is one phrase of a language table, cut into words.
type phrase struct {
	text  string
	words words
}

// phrases are those of all languages by concept, cut once and not at start-up.
var phrases = sync.OnceValue(func() map[concept][]phrase {
	all := make(map[concept][]phrase)
	for _, table := range languages {
		for concept, texts := range table {
			for _, text := range texts {
				all[concept] = append(all[concept], phrase{text, split(text)})
			}
		}
	}
	return all
})

// means returns the phrase by which the words mean the concept, in any language.
func (w words) means(c concept) (text string, ok bool) {
	for _, phrase := range phrases()[c] {
		if w.contain(phrase.words) {
			return phrase.text, true
		}
	}
	return "", false
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

// contain is true where the phrase stands in w as whole words in a row.
func (w words) contain(phrase words) bool {
	for start := 0; start+len(phrase) <= len(w); start++ {
		if w[start:].begin(phrase) {
			return true
		}
	}
	return false
}

func (w words) begin(phrase words) bool {
	for i := range phrase {
		if w[i] != phrase[i] && w[i] != phrase[i]+"s" {
			return false
		}
	}
	return len(phrase) > 0
}
