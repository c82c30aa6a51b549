package oauth

import (
	"crypto/subtle"
	"net/http"
	"net/url"
	"slices"
	"sync"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// App is a registered client app.
type App struct {
	Provider ledger.Provider `json:"provider"`
	ID       string          `json:"client_id"`
	// Secret is empty for a Xero app of the kind "Mobile or desktop app", which
	// has none and uses PKCE.
	Secret string `json:"client_secret,omitempty"`
	// RedirectURIs are matched byte for byte. None: any the provider allows for an app that named none.
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

// Apps holds the client apps. An id nobody registered is accepted all the same
// unless Closed: it is registered when first seen, with the secret it first
// authenticates with, so that an analyst can try any id but not two secrets.
type Apps struct {
	Closed bool

	mu   sync.Mutex
	apps map[appKey]*appEntry
}

type appKey struct {
	provider ledger.Provider
	id       string
}

type appEntry struct {
	App
	open bool // registered on sight: the secret is not known yet
}

// Add registers an app, or replaces the one with its id.
func (a *Apps) Add(app App) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.put(&appEntry{App: app})
}

// Find returns the app with the id, and registers it where it is new and Closed
// is not set.
func (a *Apps) Find(provider ledger.Provider, id string) (App, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if e := a.find(provider, id); e != nil {
		return e.App, true
	}
	return App{}, false
}

// IsPublic reports whether the app is known to have no secret.
func (a *Apps) IsPublic(provider ledger.Provider, id string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	e := a.find(provider, id)
	return e != nil && !e.open && e.Secret == ""
}

// Credentials are how an app authenticates: HTTP Basic, or client_id and
// client_secret in the body.
type Credentials struct {
	ID, Secret string
	Basic      bool
}

// ReadCredentials returns the credentials of a form post. The
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

// Authenticate returns the app and reports whether the credentials are its own.
// The first credentials of an app that was registered on sight become its secret;
// they may be empty only where secretRequired is false.
func (a *Apps) Authenticate(provider ledger.Provider, given Credentials, secretRequired bool) (App, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	e := a.find(provider, given.ID)
	if e == nil {
		return App{}, false
	}
	if e.open {
		e.Secret, e.open = given.Secret, false
	}
	if secretRequired && e.Secret == "" {
		e.open = true
		return App{}, false
	}
	same := subtle.ConstantTimeCompare([]byte(e.Secret), []byte(given.Secret)) == 1
	return e.App, same
}

// allowsRedirect reports whether the answer may go to the URI: one of the app's
// own, or one that fits where the app has named none.
func (a App) allowsRedirect(uri string, fits func(*url.URL) bool) bool {
	parsed, err := url.Parse(uri)
	if err != nil || parsed.Host == "" || parsed.Fragment != "" {
		return false
	}
	if len(a.RedirectURIs) > 0 {
		return slices.Contains(a.RedirectURIs, uri)
	}
	return fits(parsed)
}

func (a *Apps) find(provider ledger.Provider, id string) *appEntry {
	if id == "" {
		return nil
	}
	e := a.apps[appKey{provider, id}]
	if e == nil && !a.Closed {
		e = &appEntry{App: App{Provider: provider, ID: id}, open: true}
		a.put(e)
	}
	return e
}

func (a *Apps) put(e *appEntry) {
	if a.apps == nil {
		a.apps = map[appKey]*appEntry{}
	}
	a.apps[appKey{e.Provider, e.ID}] = e
}
