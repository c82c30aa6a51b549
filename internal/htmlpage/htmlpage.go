// Package htmlpage fills in small HTML pages. It stands in for html/template,
// whose use of reflection makes the linker keep every exported method of the
// whole program.
package htmlpage

import (
	"html"
	"strings"
)

// HTML is markup that is safe to send as it is.
type HTML string

// Text escapes text for the content of an element or a quoted attribute. It is
// not enough inside a script, a style sheet or an unquoted attribute, nor for an
// address that a stranger may choose.
func Text(text string) HTML { return HTML(html.EscapeString(text)) }

// Fill replaces each {{name}} of the page by values[name]. What a value holds is
// not searched for names.
func Fill(page string, values map[string]HTML) HTML {
	pairs := make([]string, 0, 2*len(values))
	for name, value := range values {
		pairs = append(pairs, "{{"+name+"}}", string(value))
	}
	return HTML(strings.NewReplacer(pairs...).Replace(page))
}

// Each joins the markup of all items.
func Each[T any](items []T, markup func(T) HTML) HTML {
	var all strings.Builder
	for _, item := range items {
		all.WriteString(string(markup(item)))
	}
	return HTML(all.String())
}

// If returns the markup where the condition holds, else nothing.
func If(condition bool, markup HTML) HTML {
	if condition {
		return markup
	}
	return ""
}
