package htmlpage_test

import (
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/htmlpage"
)

func TestFillEscapesTextAndKeepsMarkup(t *testing.T) {
	t.Parallel()
	got := htmlpage.Fill(`<p title="{{title}}">{{list}}</p>{{title}}`, map[string]htmlpage.HTML{
		"title": htmlpage.Text(`"><script>'&`),
		"list":  htmlpage.Each([]string{"<a>", "b"}, func(s string) htmlpage.HTML { return "<i>" + htmlpage.Text(s) + "</i>" }),
	})
	const want = `<p title="&#34;&gt;&lt;script&gt;&#39;&amp;"><i>&lt;a&gt;</i><i>b</i></p>&#34;&gt;&lt;script&gt;&#39;&amp;`
	if string(got) != want {
		t.Errorf("%s", got)
	}
}

func TestFillDoesNotSearchValues(t *testing.T) {
	t.Parallel()
	got := htmlpage.Fill("{{a}}{{b}}", map[string]htmlpage.HTML{"a": htmlpage.Text("{{b}}"), "b": "x"})
	if got != "{{b}}x" {
		t.Errorf("%s", got)
	}
}

func TestIf(t *testing.T) {
	t.Parallel()
	if got := htmlpage.If(true, "x") + htmlpage.If(false, "y"); got != "x" {
		t.Errorf("%s", got)
	}
}
