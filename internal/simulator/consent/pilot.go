package consent

import (
	"net/url"
	"strings"
	"sync"
)

// Plan is how consent pages answer themselves, for scripts and tests.
type Plan struct {
	Approve      bool   `json:"approve"`                // press Allow at once
	Deny         bool   `json:"deny"`                   // press Cancel at once
	Organisation string `json:"organisation,omitempty"` // id or name to pick; empty or unknown: the first not yet connected
	Person       string `json:"person,omitempty"`       // id, name or e-mail of who is signed in; empty: the first
}

// Pilot holds the plan in force. One request can ask for another plan with the
// query parameters simulate=allow|deny|ask, org=ID|NAME and user=ID|NAME|EMAIL,
// which the real providers do not know.
type Pilot struct {
	mu   sync.Mutex
	plan Plan
}

// Set puts a plan in force.
func (p *Pilot) Set(plan Plan) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.plan = plan
}

// For is the plan for a request with the given query.
func (p *Pilot) For(query url.Values) Plan {
	p.mu.Lock()
	defer p.mu.Unlock()
	plan := p.plan
	switch query.Get("simulate") {
	case "allow":
		plan.Approve, plan.Deny = true, false
	case "deny":
		plan.Approve, plan.Deny = false, true
	case "ask":
		plan.Approve, plan.Deny = false, false
	}
	if org := query.Get("org"); org != "" {
		plan.Organisation = org
	}
	if user := query.Get("user"); user != "" {
		plan.Person = user
	}
	return plan
}

// Pick is the choice the plan takes: the one it names, else the first that is
// not connected yet, else the first.
func (p Plan) Pick(choices []Choice) (Choice, bool) {
	if len(choices) == 0 {
		return Choice{}, false
	}
	for _, c := range choices {
		if p.Organisation != "" && (c.ID == p.Organisation || strings.EqualFold(c.Name, p.Organisation)) {
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

// Who is the person the plan names among people, else the first. There is
// always at least one.
func (p Plan) Who(people []Person) Person {
	for _, person := range people {
		if p.Person != "" && (person.ID == p.Person || strings.EqualFold(person.Name, p.Person) ||
			strings.EqualFold(person.Email, p.Person)) {
			return person
		}
	}
	return people[0]
}
