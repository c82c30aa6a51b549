package oauth

import (
	"net/url"
	"strings"
)

// AutoConsent says how consent pages answer themselves, for scripts and tests.
type AutoConsent struct {
	Approve      bool   `json:"approve"`                // press Allow at once
	Deny         bool   `json:"deny"`                   // press Cancel at once
	Organisation string `json:"organisation,omitempty"` // id or name to pick; empty or unknown: the first not yet connected
	Person       string `json:"person,omitempty"`       // id, name or e-mail of who is signed in; empty: the first
}

// forRequest returns the rule for one request, which may ask for another with the
// query parameters simulate=allow|deny|ask, org=ID|NAME and user=ID|NAME|EMAIL.
// The real providers do not know them.
func (a AutoConsent) forRequest(query url.Values) AutoConsent {
	switch query.Get("simulate") {
	case "allow":
		a.Approve, a.Deny = true, false
	case "deny":
		a.Approve, a.Deny = false, true
	case "ask":
		a.Approve, a.Deny = false, false
	}
	if org := query.Get("org"); org != "" {
		a.Organisation = org
	}
	if user := query.Get("user"); user != "" {
		a.Person = user
	}
	return a
}

// pick returns the choice that the rule takes: the one it names, else the first
// that is not connected yet, else the first. There may be none.
func (a AutoConsent) pick(choices []choice) (choice, bool) {
	if len(choices) == 0 {
		return choice{}, false
	}
	for _, c := range choices {
		if a.Organisation != "" && (c.ID == a.Organisation || strings.EqualFold(c.Name, a.Organisation)) {
			return c, true
		}
	}
	for _, c := range choices {
		if !c.Connected {
			return c, true
		}
	}
	return choices[0], true
}

// person returns who is signed in: the one that the rule names among people, else
// the first. There is always at least one.
func (a AutoConsent) person(people []Person) Person {
	for _, p := range people {
		if a.Person != "" && (p.ID == a.Person || strings.EqualFold(p.Name, a.Person) ||
			strings.EqualFold(p.Email, a.Person)) {
			return p
		}
	}
	return people[0]
}
