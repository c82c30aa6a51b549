package oauth

import (
	"crypto/subtle"
	"net/http"
	"path"
	"sync"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// consent is one request for consent that waits for a person.
type consent struct {
	brand       Brand
	app         string // client id
	person      Person
	redirectURI string
	permissions []string
	choices     []choice
	// answer is called once, with the id of the organisation picked, or "" for
	// Cancel. It returns where the browser goes next.
	answer func(organisationID string) string
}

// choice is an organisation the person may pick.
type choice struct {
	ledger.Organisation
	Connected bool // to this app and person already
}

// consentLifetime is how long a consent page may stay open.
const consentLifetime = 30 * time.Minute

// maxPending bounds the pages that are open at the same time.
const maxPending = 1000

// sessionCookie ties a consent page to the browser it was shown in.
const sessionCookie = "simulated_session"

// pendingConsents holds the consent pages that are open. It is safe for
// concurrent use.
type pendingConsents struct {
	mu   sync.Mutex
	open map[string]*pendingConsent // by the token in the form
}

type pendingConsent struct {
	consent
	session string
	until   time.Time
}

// show writes the consent page and keeps it open.
func (p *pendingConsents) show(w http.ResponseWriter, r *http.Request, asked consent, now time.Time) {
	session := sessionOf(w, r)
	token := Opaque(24)
	p.mu.Lock()
	p.removeExpired(now)
	if p.open == nil {
		p.open = map[string]*pendingConsent{}
	}
	p.open[token] = &pendingConsent{consent: asked, session: session, until: now.Add(consentLifetime)}
	p.mu.Unlock()
	asked.write(w, token, path.Base(r.URL.Path))
}

// take removes the consent that a posted form answers, and reports whether there
// was one.
func (p *pendingConsents) take(r *http.Request, now time.Time) (consent, bool) {
	session, err := r.Cookie(sessionCookie)
	if err != nil {
		return consent{}, false
	}
	token := r.PostFormValue("csrf_token")
	p.mu.Lock()
	defer p.mu.Unlock()
	found := p.open[token]
	if found == nil || now.After(found.until) ||
		subtle.ConstantTimeCompare([]byte(found.session), []byte(session.Value)) != 1 {
		return consent{}, false
	}
	delete(p.open, token)
	return found.consent, true
}

// removeExpired removes what is too old, and everything where far too many pages
// are open.
func (p *pendingConsents) removeExpired(now time.Time) {
	if len(p.open) >= maxPending {
		clear(p.open)
	}
	for token, pending := range p.open {
		if now.After(pending.until) {
			delete(p.open, token)
		}
	}
}

// sessionOf returns the browser's session, and begins one where it has none.
func sessionOf(w http.ResponseWriter, r *http.Request) string {
	if c, err := r.Cookie(sessionCookie); err == nil && len(c.Value) >= 32 {
		return c.Value
	}
	value := Opaque(24)
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // the simulator is plain HTTP on this machine: Secure would lose the cookie
		Name: sessionCookie, Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
	return value
}
