package oauthflow

import (
	"html"
	"strings"
	"testing"
)

func TestPagesHoldTextOnly(t *testing.T) {
	t.Parallel()
	const hostile = `</title></style><script>alert('x')</script>"onload="y" {{LEAD}} {{STYLE}} &amp; &lt;`
	page := func(text string) string {
		return string(Page{Title: text, Lead: text, Details: []Detail{{Label: text, Value: text}, {Label: "a", Value: "b"}}}.html())
	}
	harmless, got := page("text"), page(hostile)
	for _, mark := range []string{"<", ">", `"`, "'", "{{"} {
		inMarks := 0
		if mark == "{{" { // as text, in five places, two each
			inMarks = 10
		}
		if want := strings.Count(harmless, mark) + inMarks; strings.Count(got, mark) != want {
			t.Errorf("%q is in the page %d times, want %d", mark, strings.Count(got, mark), want)
		}
	}
	if shown := strings.Count(html.UnescapeString(got), hostile); shown != 5 {
		t.Errorf("the text is shown %d times in\n%s", shown, got)
	}
}

func TestPagesTellSuccessFromFailure(t *testing.T) {
	t.Parallel()
	for failed, next := range map[bool]string{true: "The terminal says what to do next.", false: "You can close this tab"} {
		page := string(Page{Title: "Title", Lead: "Lead", Failed: failed}.html())
		if !strings.Contains(page, next) || strings.Contains(page, `<main class="failed">`) != failed || strings.Contains(page, "<dl>") {
			t.Errorf("failed %t:\n%s", failed, page)
		}
	}
}
