// Package apps is the register of client apps of the simulated providers: who
// may ask for a sign-in, where the answer may go and how the app proves itself.
package apps

import (
	"crypto/subtle"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// App is a registered client app.
type App struct {
	Provider ledger.Provider `json:"provider"`
	ID       string          `json:"client_id"`
	// Secret is empty for a Xero app of the kind "Mobile or desktop app", which
	// has none and proves itself with PKCE.
	Secret string `json:"client_secret,omitempty"`
	// RedirectURIs are matched byte for byte. None: the register's own rule.
	RedirectURIs []string `json:"redirect_uris,omitempty"`
	// Legacy marks a Xero app made before 2 March 2026, which may still ask for
	// the broad scopes.
	Legacy bool `json:"legacy,omitempty"`
	// Production marks Intuit production keys: redirect URIs must be https and
	// name no IP address.
	Production bool `json:"production,omitempty"`
	// StarterTier marks a Xero app of the free tier: 1,000 calls a day.
	StarterTier bool `json:"starter_tier,omitempty"`
}

// Register holds the apps. An id nobody registered is accepted all the same
// unless Closed: it is registered when first seen, with the secret it first
// proves itself with, so that an analyst can try any id but not two secrets.
type Register struct {
	Closed bool

	mu   sync.Mutex
	apps map[key]*entry
}

type key struct {
	provider ledger.Provider
	id       string
}

type entry struct {
	App
	open bool // registered on sight: the secret is not known yet
}

// Add registers an app, or replaces the one with its id.
func (r *Register) Add(app App) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.put(&entry{App: app})
}

// Find is the app with the id, registering it on sight where that is allowed.
func (r *Register) Find(provider ledger.Provider, id string) (App, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if e := r.find(provider, id); e != nil {
		return e.App, true
	}
	return App{}, false
}

// IsPublic is true for a Xero app that is known to have no secret.
func (r *Register) IsPublic(provider ledger.Provider, id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	e := r.find(provider, id)
	return e != nil && !e.open && e.Secret == ""
}

// Credentials is what an app proves itself with: HTTP Basic, or client_id and
// client_secret in the body.
type Credentials struct {
	ID, Secret string
	Basic      bool
}

// ReadCredentials takes the credentials from a form post that was parsed. The
// two halves of Basic are form-encoded, as RFC 6749 section 2.3.1 asks; those
// that are not decodable are taken as they are, as both providers do.
func ReadCredentials(r *http.Request) Credentials {
	id, secret, basic := r.BasicAuth()
	if !basic {
		return Credentials{ID: r.PostFormValue("client_id"), Secret: r.PostFormValue("client_secret")}
	}
	return Credentials{ID: decoded(id), Secret: decoded(secret), Basic: true}
}

func decoded(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

// Prove is true where the credentials are those of a known app. The first
// proof of an app registered on sight settles its secret.
func (r *Register) Prove(provider ledger.Provider, given Credentials) (App, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e := r.find(provider, given.ID)
	if e == nil {
		return App{}, false
	}
	if e.open {
		e.Secret, e.open = given.Secret, false
	}
	if provider == ledger.QuickBooks && e.Secret == "" {
		e.open = true // Intuit knows no app without a secret
		return App{}, false
	}
	same := subtle.ConstantTimeCompare([]byte(e.Secret), []byte(given.Secret)) == 1
	return e.App, same
}

// AllowsRedirect is true where the answer may go to the URI: one of the app's
// own, or fits says so where the app has named none.
func (a App) AllowsRedirect(uri string, fits func(*url.URL) bool) bool {
	parsed, err := url.Parse(uri)
	if err != nil || parsed.Host == "" || parsed.Fragment != "" {
		return false
	}
	if len(a.RedirectURIs) > 0 {
		return slices.Contains(a.RedirectURIs, uri)
	}
	return fits(parsed)
}

// Callback is a redirect URI with params added to its query.
func Callback(redirect string, params url.Values) string {
	separator := "?"
	if strings.Contains(redirect, "?") {
		separator = "&"
	}
	return redirect + separator + params.Encode()
}

func (r *Register) find(provider ledger.Provider, id string) *entry {
	if id == "" {
		return nil
	}
	e := r.apps[key{provider, id}]
	if e == nil && !r.Closed {
		e = &entry{App: App{Provider: provider, ID: id}, open: true}
		r.put(e)
	}
	return e
}

func (r *Register) put(e *entry) {
	if r.apps == nil {
		r.apps = map[key]*entry{}
	}
	r.apps[key{e.Provider, e.ID}] = e
}
