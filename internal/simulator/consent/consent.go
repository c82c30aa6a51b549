// Package consent is the page on which a person lets an app read an
// organisation, in the colours of either simulated provider, and the error page
// from which nothing returns to the app. It decides nothing: what Allow or
// Cancel means is the caller's.
package consent

import (
	"crypto/subtle"
	"net/http"
	"path"
	"sync"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/tokens"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Choice is an organisation the person may pick.
type Choice struct {
	ledger.Organisation
	Connected bool // to this app and person already
}

// Person is who is signed in.
type Person struct {
	ID    string `json:"id"` // Xero's xero_userid; Intuit's sub
	Name  string `json:"name"`
	Email string `json:"email"`
}

// Ask is one request for consent.
type Ask struct {
	Provider    ledger.Provider
	App         string // client id
	Person      Person
	Returns     string   // redirect URI
	Permissions []string // in plain words
	Choices     []Choice
	// Answer is called once, with the id of the organisation picked, or "" for
	// Cancel. It returns where the browser goes next.
	Answer func(organisationID string) string
}

// lifetime is how long a consent page may stay open.
const lifetime = 30 * time.Minute

// most bounds the pages that are open at the same time.
const most = 1000

// cookie ties a consent page to the browser it was shown in.
const cookie = "simulated_session"

// Desk holds the consent pages that are open. It is safe for concurrent use.
type Desk struct {
	Now func() time.Time

	mu   sync.Mutex
	open map[string]*pending // by the token in the form
}

type pending struct {
	Ask
	session string
	until   time.Time
}

// Open follows the plan: it answers for the person, or shows the page.
func (d *Desk) Open(w http.ResponseWriter, r *http.Request, plan Plan, ask Ask) {
	switch picked, ok := plan.Pick(ask.Choices); {
	case plan.Deny:
		http.Redirect(w, r, ask.Answer(""), http.StatusFound)
	case plan.Approve && ok:
		http.Redirect(w, r, ask.Answer(picked.ID), http.StatusFound)
	default:
		d.show(w, r, ask)
	}
}

func (d *Desk) show(w http.ResponseWriter, r *http.Request, ask Ask) {
	session := d.session(w, r)
	token := tokens.Opaque(24)
	d.mu.Lock()
	d.sweep()
	if d.open == nil {
		d.open = map[string]*pending{}
	}
	d.open[token] = &pending{Ask: ask, session: session, until: d.Now().Add(lifetime)}
	d.mu.Unlock()
	render(w, http.StatusOK, "consent.html", consentPage{Ask: ask, Brand: brandOf(ask.Provider), Token: token, Action: path.Base(r.URL.Path)})
}

// Decide takes the form the page posts and sends the browser on. A form that is
// not of this browser, was answered already or is too old changes nothing.
func (d *Desk) Decide(w http.ResponseWriter, r *http.Request, provider ledger.Provider) {
	ask, ok := d.take(r)
	if !ok {
		Refuse(w, http.StatusBadRequest, provider, "This page is no longer valid",
			"Go back to the app and start again.", "The form was answered before, is too old, or was opened in another browser.")
		return
	}
	picked := ""
	if r.PostFormValue("decision") == "allow" {
		picked = r.PostFormValue("organisation")
		if !offered(ask.Choices, picked) {
			Refuse(w, http.StatusBadRequest, provider, "Choose an organisation",
				"Go back and pick one of the organisations.", "No organisation of the list was chosen.")
			return
		}
	}
	http.Redirect(w, r, ask.Answer(picked), http.StatusSeeOther)
}

func (d *Desk) take(r *http.Request) (Ask, bool) {
	session, err := r.Cookie(cookie)
	if err != nil {
		return Ask{}, false
	}
	token := r.PostFormValue("csrf_token")
	d.mu.Lock()
	defer d.mu.Unlock()
	p := d.open[token]
	if p == nil || d.Now().After(p.until) ||
		subtle.ConstantTimeCompare([]byte(p.session), []byte(session.Value)) != 1 {
		return Ask{}, false
	}
	delete(d.open, token)
	return p.Ask, true
}

// session is the browser's session, begun where it has none.
func (d *Desk) session(w http.ResponseWriter, r *http.Request) string {
	if c, err := r.Cookie(cookie); err == nil && len(c.Value) >= 32 {
		return c.Value
	}
	value := tokens.Opaque(24)
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // the simulator is plain HTTP on this machine: Secure would lose the cookie
		Name: cookie, Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
	return value
}

// sweep forgets what is too old, and everything where far too many are open.
func (d *Desk) sweep() {
	if len(d.open) >= most {
		clear(d.open)
	}
	for token, p := range d.open {
		if d.Now().After(p.until) {
			delete(d.open, token)
		}
	}
}

func offered(choices []Choice, id string) bool {
	for _, c := range choices {
		if c.ID == id {
			return true
		}
	}
	return false
}
