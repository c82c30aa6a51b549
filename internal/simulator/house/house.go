// Package house is what the identity services of both providers share: a clock,
// the register of apps, the consent pages and the people who are signed in.
package house

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/apps"
	"github.com/ledgerlink/ledgerlink/internal/simulator/consent"
	"github.com/ledgerlink/ledgerlink/internal/simulator/tokens"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// House is set up before its first use and then only read.
type House struct {
	Now    func() time.Time
	Apps   *apps.Register
	Issued *tokens.Register
	Desk   *consent.Desk
	Pilot  *consent.Pilot
	People []consent.Person // at least one
	// Organisations of one provider.
	Organisations func(ledger.Provider) []ledger.Organisation
	// RedirectURIs are accepted besides the callback of apps that name none.
	RedirectURIs []string
	// KeepOlder leaves the refresh tokens of an earlier consent alive. Which it is
	// at the providers is not known.
	KeepOlder bool
}

// Keep remembers a secret as issued now and returns it.
func (h *House) Keep(p ledger.Provider, kind tokens.Kind, client, value string) string {
	return h.Issued.Keep(tokens.Issued{Provider: p, Kind: kind, ClientID: client, Value: value, At: h.Now()})
}

// AllowsRedirect is true for a registered redirect URI. Apps that have named none
// may use callback, e.g. "/callback/xero", on any port of localhost.
func (h *House) AllowsRedirect(app apps.App, redirect, callback string) bool {
	return slices.Contains(h.RedirectURIs, redirect) || app.AllowsRedirect(redirect, func(uri *url.URL) bool {
		return uri.Scheme == "http" && uri.Hostname() == "localhost" && uri.Path == callback && uri.RawQuery == ""
	})
}

// Question is what a person is asked.
type Question struct {
	App         apps.App
	Returns     string // redirect URI
	Permissions []string
	// Connected is true for an organisation the person has connected already.
	Connected func(who consent.Person, organisationID string) bool
	// Answer carries out the decision and returns where the browser goes next; no
	// organisation is Cancel.
	Answer func(who consent.Person, organisationID string) string
}

// Ask shows the consent page, or answers it where there is a plan.
func (h *House) Ask(w http.ResponseWriter, r *http.Request, q Question) {
	plan := h.Pilot.For(r.URL.Query())
	who := plan.Who(h.People)
	ask := consent.Ask{
		Provider: q.App.Provider, App: q.App.ID, Person: who, Returns: q.Returns, Permissions: q.Permissions,
		Answer: func(organisationID string) string { return q.Answer(who, organisationID) },
	}
	for _, org := range h.Organisations(q.App.Provider) {
		ask.Choices = append(ask.Choices, consent.Choice{Organisation: org, Connected: q.Connected(who, org.ID)})
	}
	h.Desk.Open(w, r, plan, ask)
}
