package oauthflow

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/http"
	"sync"
	"time"
)

//go:embed page.css
var style string

//go:embed page.html
var layout string

var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Parse(layout))
})

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
	var html bytes.Buffer
	err := pageTemplate().Execute(&html, struct {
		Page
		Style template.CSS
	}{page, template.CSS(style)}) //nolint:gosec // embedded, not anybody's input
	if err != nil {
		refuse(w, status, page.Title+". "+page.Lead)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	write(w, status, html.Bytes())
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
