package oauthflow

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"net/http"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/htmlpage"
)

//go:embed page.css
var style string

//go:embed page.html
var layout string

// policy allows the page its own style sheet, by its hash, and nothing else.
var policy = func() string {
	hash := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) +
		"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}()

// guardHeaders keeps the query of the address, with the code in it, from
// referrers, caches, frames and other sites.
func guardHeaders(header http.Header) {
	header.Set("Cache-Control", "no-store")
	header.Set("Content-Security-Policy", policy)
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("X-Frame-Options", "DENY")
}

// refuse answers with a line of text.
func refuse(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	write(w, status, []byte(text+"\n"))
}

// writePage answers with a page.
func writePage(w http.ResponseWriter, status int, page Page) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	write(w, status, []byte(page.html()))
}

// html returns the page as a browser shows it.
func (p Page) html() htmlpage.HTML {
	class, mark, next := htmlpage.HTML(""), htmlpage.HTML("M13 23l6.5 6.5L32 16"), "You can close this tab and go back to the terminal."
	if p.Failed {
		class, mark, next = ` class="failed"`, "M15 15l14 14M29 15L15 29", "The terminal says what to do next."
	}
	details := htmlpage.Each(p.Details, func(d Detail) htmlpage.HTML {
		return "<dt>" + htmlpage.Text(d.Label) + "</dt><dd>" + htmlpage.Text(d.Value) + "</dd>\n"
	})
	return htmlpage.Fill(layout, map[string]htmlpage.HTML{
		"style": htmlpage.HTML(style), "class": class, "mark": mark, "next": htmlpage.Text(next),
		"title": htmlpage.Text(p.Title), "lead": htmlpage.Text(p.Lead),
		"details": htmlpage.If(len(p.Details) > 0, "<dl>\n"+details+"</dl>\n"),
	})
}

// write sends the answer in limited time. A browser that has gone misses it, and
// nothing else depends on it.
func write(w http.ResponseWriter, status int, body []byte) {
	control := http.NewResponseController(w)
	_ = control.SetWriteDeadline(time.Now().Add(writeTimeout))
	w.WriteHeader(status)
	_, _ = w.Write(body)
	_ = control.Flush()
}
