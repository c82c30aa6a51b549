package oauth

import (
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Shared is what the identity services of all providers share. Its exported
// fields are set before its first use and then only read.
type Shared struct {
	Now    func() time.Time
	People []Person // who can be signed in; at least one
	// Organisations returns those of one provider.
	Organisations func(ledger.Provider) []ledger.Organisation
	// RedirectURIs are accepted besides the callback of apps that name none.
	RedirectURIs []string
	// KeepOlder leaves the refresh tokens of an earlier consent alive. Which it is
	// at the providers is not known.
	KeepOlder bool

	Apps    Apps
	Secrets Secrets

	pending pendingConsents
	mu      sync.Mutex
	auto    AutoConsent
}

// Person is who is signed in at a provider.
type Person struct {
	ID    string `json:"id"` // Xero's xero_userid; Intuit's sub
	Name  string `json:"name"`
	Email string `json:"email"`
}

// SetAutoConsent changes how consent pages answer themselves.
func (s *Shared) SetAutoConsent(auto AutoConsent) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.auto = auto
}

func (s *Shared) autoConsent() AutoConsent {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.auto
}

// Identity is the part of one provider's identity service that is the same at
// all providers.
type Identity struct {
	*Shared
	Provider ledger.Provider
	Brand    Brand
	// Callback is the path that apps which name no redirect URI may use on any
	// port of localhost, e.g. "/callback/xero".
	Callback string
	// SecretRequired refuses apps without a secret.
	SecretRequired bool
}

// Issue records a secret as handed out now, and returns its value.
func (i *Identity) Issue(kind SecretKind, client, value string) string {
	return i.Secrets.Add(Secret{Provider: i.Provider, Kind: kind, ClientID: client, Value: value, At: i.Now()})
}

// FindApp returns the client app with the id.
func (i *Identity) FindApp(id string) (App, bool) { return i.Apps.Find(i.Provider, id) }

// Authenticate returns the app whose credentials a form post holds, and reports
// whether they are right.
func (i *Identity) Authenticate(r *http.Request) (App, bool) {
	return i.Apps.Authenticate(i.Provider, ReadCredentials(r), i.SecretRequired)
}

// AllowsRedirect reports whether the answer to an app may go to the URI.
func (i *Identity) AllowsRedirect(app App, redirect string) bool {
	return slices.Contains(i.RedirectURIs, redirect) || app.allowsRedirect(redirect, func(uri *url.URL) bool {
		return uri.Scheme == "http" && uri.Hostname() == "localhost" && uri.Path == i.Callback && uri.RawQuery == ""
	})
}

// ConsentRequest is what a person is asked.
type ConsentRequest struct {
	App         App
	RedirectURI string
	Permissions []string // in plain words
	// Connected reports whether the person has connected an organisation already.
	Connected func(person Person, organisationID string) bool
	// Answer is called once: it carries out the decision and returns where the
	// browser goes next. No organisation is Cancel.
	Answer func(person Person, organisationID string) string
}

// Ask shows the consent page, or answers it where the rule for that says so.
func (i *Identity) Ask(w http.ResponseWriter, r *http.Request, request ConsentRequest) {
	auto := i.autoConsent().forRequest(r.URL.Query())
	person := auto.person(i.People)
	asked := consent{
		brand: i.Brand, person: person, app: request.App.ID, redirectURI: request.RedirectURI, permissions: request.Permissions,
		answer: func(organisationID string) string { return request.Answer(person, organisationID) },
	}
	for _, org := range i.Organisations(i.Provider) {
		asked.choices = append(asked.choices, choice{Organisation: org, Connected: request.Connected(person, org.ID)})
	}
	switch picked, ok := auto.pick(asked.choices); {
	case auto.Deny:
		http.Redirect(w, r, asked.answer(""), http.StatusFound)
	case auto.Approve && ok:
		http.Redirect(w, r, asked.answer(picked.ID), http.StatusFound)
	default:
		i.pending.show(w, r, asked, i.Now())
	}
}

// Decide takes the form that the consent page posts and sends the browser on. A
// form that is not of this browser, was answered already or is too old changes
// nothing.
func (i *Identity) Decide(w http.ResponseWriter, r *http.Request) {
	asked, ok := i.pending.take(r, i.Now())
	if !ok {
		i.Brand.Refuse(w, http.StatusBadRequest, "This page is no longer valid",
			"Go back to the app and start again.", "The form was answered before, is too old, or was opened in another browser.")
		return
	}
	picked := ""
	if r.PostFormValue("decision") == "allow" {
		picked = r.PostFormValue("organisation")
		if !slices.ContainsFunc(asked.choices, func(c choice) bool { return c.ID == picked }) {
			i.Brand.Refuse(w, http.StatusBadRequest, "Choose an organisation",
				"Go back and pick one of the organisations.", "No organisation of the list was chosen.")
			return
		}
	}
	http.Redirect(w, r, asked.answer(picked), http.StatusSeeOther)
}
