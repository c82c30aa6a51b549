package consent

import (
	"bytes"
	"cmp"
	"embed"
	"html/template"
	"net/http"
	"sync"

	"github.com/ledgerlink/ledgerlink/internal/simulator/tokens"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

//go:embed pages
var files embed.FS

var pages = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{"country": country}).ParseFS(files, "pages/*"))
})

// country is the name of a country, or its code where the page has no name for it.
func country(code string) string {
	names := map[string]string{
		"AU": "Australia", "CA": "Canada", "GB": "United Kingdom", "NZ": "New Zealand", "US": "United States",
	}
	return cmp.Or(names[code], code)
}

// brand is how one provider's pages differ from the other's.
type brand struct {
	Name         string // "Simulated Xero"
	Class        string // of the page's body
	Organisation string // what the provider calls one
}

func brandOf(p ledger.Provider) brand {
	if p == ledger.Xero {
		return brand{Name: "Simulated Xero", Class: "blue", Organisation: "organisation"}
	}
	return brand{Name: "Simulated QuickBooks", Class: "green", Organisation: "company"}
}

type consentPage struct {
	Ask
	Brand  brand
	Token  string
	Action string // relative to the page: the provider may be mounted anywhere
	Nonce  string
}

// Preselected is the choice that is ticked when the page opens: the only one
// there is. With several the person has to choose.
func (p consentPage) Preselected(id string) bool { return len(p.Choices) == 1 && p.Choices[0].ID == id }

type refusalPage struct {
	Brand                 brand
	Title, Advice, Detail string
	Nonce                 string
}

// Refuse answers with an error page. Nothing of it ever reaches the app: that is
// what both providers do about a wrong client id, redirect URI or scope.
func Refuse(w http.ResponseWriter, status int, provider ledger.Provider, title, advice, detail string) {
	render(w, status, "refusal.html", refusalPage{Brand: brandOf(provider), Title: title, Advice: advice, Detail: detail})
}

func (p consentPage) withNonce(nonce string) any { p.Nonce = nonce; return p }
func (p refusalPage) withNonce(nonce string) any { p.Nonce = nonce; return p }

func render(w http.ResponseWriter, status int, name string, page interface{ withNonce(string) any }) {
	nonce := tokens.Opaque(16)
	var body bytes.Buffer
	if err := pages().ExecuteTemplate(&body, name, page.withNonce(nonce)); err != nil {
		http.Error(w, "the page cannot be shown: "+err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'nonce-"+nonce+"'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(body.Bytes())
}
