package main

import (
	"fmt"
	"strings"
)

// page is a manual page in the man macros, as man(7) of groff and mandoc
// describe them.
type page struct{ text strings.Builder }

// request writes a line that begins with a macro.
func (p *page) request(macro string, args ...string) {
	p.text.WriteString("." + macro)
	for _, arg := range args {
		p.text.WriteString(` "` + strings.ReplaceAll(escape(arg), `"`, `\(dq`) + `"`)
	}
	p.text.WriteString("\n")
}

// line writes a line of text.
func (p *page) line(text string) {
	text = escape(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text // no macro
	}
	p.text.WriteString(text + "\n")
}

// item writes an indented paragraph under a tag in bold.
func (p *page) item(tag, text string) {
	p.request("TP")
	p.request("B", tag)
	p.line(text)
}

// literal writes text whose lines stay as they are.
func (p *page) literal(text string) {
	p.request("nf")
	for line := range strings.Lines(text) {
		p.line(strings.TrimRight(line, "\n"))
	}
	p.request("fi")
}

// paragraphs writes text that is filled, but for paragraphs that are indented or
// laid out in columns.
func (p *page) paragraphs(text string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			p.request("PP")
		}
		if isLiteral(paragraph) {
			p.literal(strings.ReplaceAll(strings.Trim(paragraph, "\n"), "\t", "    "))
			continue
		}
		for line := range strings.Lines(paragraph) {
			p.line(strings.TrimPrefix(strings.TrimSpace(line), "#### ")) // as cobra's own texts have it
		}
	}
}

// isLiteral reports whether the line breaks and spaces of a paragraph mean
// something.
func isLiteral(paragraph string) bool {
	return strings.Contains(paragraph, "  ") || strings.Contains(paragraph, "\t")
}

// escape writes text so that troff prints it as it is, "-" as ASCII's and
// anything beyond ASCII by number.
func escape(text string) string {
	var out strings.Builder
	for _, r := range text {
		switch {
		case r == '\\':
			out.WriteString(`\e`)
		case r == '-':
			out.WriteString(`\-`)
		case r == '`':
			out.WriteString("\\(ga")
		case r == '\'':
			out.WriteString(`\(aq`)
		case r > 126:
			fmt.Fprintf(&out, `\[u%04X]`, r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}
