package signin

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
)

// echoingProvider stands before the simulator, notes every secret that is sent to it, and
// at times repeats them in a refusal, as Intuit does.
type echoingProvider struct {
	mu       sync.Mutex
	secrets  map[string]bool
	refusals []refusal // the next refusals, one a request
}

// refusal is an answer with everything in it that was sent.
type refusal struct {
	status int
	code   string // RFC 6749's word
}

func (p *echoingProvider) repeat(refusals ...refusal) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refusals = append(p.refusals, refusals...)
}

// calm takes back what was not used.
func (p *echoingProvider) calm() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refusals = nil
}

func (p *echoingProvider) all() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var list []string
	for secret := range p.secrets {
		list = append(list, secret)
	}
	return list
}

// before is the handler with the echoingProvider before it.
func (p *echoingProvider) before(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		heard := p.hear(r, body)
		if refusal, ok := p.next(); ok && !strings.Contains(r.URL.Path, "/identity/") && !strings.HasSuffix(r.URL.Path, "/connect/oauth2") {
			refusal.say(w, heard)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (p *echoingProvider) next() (refusal, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.refusals) == 0 {
		return refusal{}, false
	}
	first := p.refusals[0]
	p.refusals = p.refusals[1:]
	return first, true
}

// hear notes what of a request is secret: the Authorization header, and of a form
// or JSON everything but what names the kind of request.
func (p *echoingProvider) hear(r *http.Request, body []byte) []string {
	var heard []string
	if _, credentials, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok {
		heard = append(heard, credentials)
	}
	if _, secret, ok := r.BasicAuth(); ok {
		heard = append(heard, secret)
	}
	form, _ := url.ParseQuery(string(body))
	for _, name := range []string{"code", "code_verifier", "refresh_token", "client_secret", "token"} {
		if value := form.Get(name); value != "" {
			heard = append(heard, value)
		}
	}
	var revoked struct{ Token string }
	if json.Unmarshal(body, &revoked) == nil && revoked.Token != "" {
		heard = append(heard, revoked.Token)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, secret := range heard {
		p.secrets[secret] = true
	}
	return heard
}

// say writes a refusal that both providers' clients and the token endpoint's
// understand, and that repeats what was heard wherever words have a place.
func (f refusal) say(w http.ResponseWriter, heard []string) {
	words := "Token expired: " + strings.Join(heard, ", ")
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("WWW-Authenticate", `Bearer error_description="`+words+`"`)
	w.WriteHeader(f.status)
	_ = json.NewEncoder(w).Encode(map[string]any{
		"error": f.code, "error_description": words,
		"Type": "ValidationException", "Title": words, "Detail": words, "Message": words,
		"Fault": map[string]any{"type": "SERVICE", "Error": []any{map[string]string{"Message": words, "Detail": words, "code": "4000"}}},
	})
}
