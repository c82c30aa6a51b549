package oauth

import (
	"cmp"
	_ "embed"
	"net/http"

	"github.com/ledgerlink/ledgerlink/internal/htmlpage"
)

//go:embed pages/frame.html
var framePage string

//go:embed pages/consent.html
var consentPage string

//go:embed pages/choice.html
var choiceItem string

//go:embed pages/refusal.html
var refusalPage string

//go:embed pages/style.css
var styleSheet string

// Brand is how the pages of one provider differ from those of another.
type Brand struct {
	Name         string // "Simulated Xero"
	Class        string // of the page's body: blue or green
	Organisation string // what the provider calls one
}

// write answers with the consent page. The action is relative to the page: the
// provider may be mounted anywhere.
func (c consent) write(w http.ResponseWriter, token, action string) {
	text := htmlpage.Text
	choices := htmlpage.Each(c.choices, func(one choice) htmlpage.HTML { return one.item(len(c.choices) == 1) })
	if len(c.choices) == 0 {
		choices = "\n<p>You have no " + text(c.brand.Organisation) + " here.</p>"
	}
	body := htmlpage.Fill(consentPage, map[string]htmlpage.HTML{
		"brand": text(c.brand.Name), "organisation": text(c.brand.Organisation),
		"person": text(c.person.Name), "email": text(c.person.Email), "app": text(c.app),
		"action": text(action), "token": text(token), "redirect_uri": text(c.redirectURI), "choices": choices,
		"permissions": htmlpage.Each(c.permissions, func(p string) htmlpage.HTML { return "\n<li>" + text(p) + "</li>" }),
	})
	c.brand.write(w, http.StatusOK, c.app+" wants access – "+c.brand.Name, body)
}

// item returns the choice as a radio button. The only one there is comes ticked;
// with several the person has to choose.
func (c choice) item(only bool) htmlpage.HTML {
	text := htmlpage.Text
	return htmlpage.Fill(choiceItem, map[string]htmlpage.HTML{
		"id": text(c.ID), "name": text(c.Name), "currency": text(c.Currency),
		"checked":   htmlpage.If(only, " checked"),
		"demo":      htmlpage.If(c.Demo, ` <span class="badge">Demo</span>`),
		"connected": htmlpage.If(c.Connected, ` <span class="badge on">Already connected</span>`),
		"country":   htmlpage.If(c.Country != "", text(countryName(c.Country))+" · "),
	})
}

// countryName returns the name of a country, or its code where the page has no
// name for it.
func countryName(code string) string {
	names := map[string]string{
		"AU": "Australia", "CA": "Canada", "GB": "United Kingdom", "NZ": "New Zealand", "US": "United States",
	}
	return cmp.Or(names[code], code)
}

// Refuse answers with an error page. Nothing of it ever reaches the app: that is
// what both providers do about a wrong client id, redirect URI or scope.
func (b Brand) Refuse(w http.ResponseWriter, status int, title, advice, detail string) {
	b.write(w, status, title+" – "+b.Name, htmlpage.Fill(refusalPage, map[string]htmlpage.HTML{
		"brand": htmlpage.Text(b.Name), "title": htmlpage.Text(title),
		"advice": htmlpage.Text(advice), "detail": htmlpage.Text(detail),
	}))
}

// write answers with a page of the brand. Only its own style sheet is allowed.
func (b Brand) write(w http.ResponseWriter, status int, title string, body htmlpage.HTML) {
	nonce := Opaque(16)
	page := htmlpage.Fill(framePage, map[string]htmlpage.HTML{
		"title": htmlpage.Text(title), "nonce": htmlpage.Text(nonce), "style": htmlpage.HTML(styleSheet),
		"class": htmlpage.Text(b.Class), "body": body,
	})
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'nonce-"+nonce+"'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(page))
}
