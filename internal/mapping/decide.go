package mapping

import (
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
)

// Store keeps decisions. Update runs a function in one transaction and returns
// its error.
type Store interface {
	Update(write func(model.Writer) error) error
}

// Decided is what was decided about accounts: by entity, then by account id.
type Decided map[model.Key]map[string]Decision

func (d Decided) add(key model.Key, account string, decision Decision) {
	if d[key] == nil {
		d[key] = make(map[string]Decision)
	}
	d[key][account] = decision
}

// Save stores decisions beside those that there are: all of them, or none. A
// branch that is the entity's name is left to follow it.
func Save(s Store, decided Decided, now time.Time) error {
	return s.Update(func(w model.Writer) error {
		for key, decisions := range decided {
			all, err := w.Decisions(key)
			if err != nil {
				return err
			}
			if all == nil {
				all = make(map[string]model.Decision)
			}
			for id, d := range decisions {
				if d.Branch == key.Entity {
					d.Branch = ""
				}
				all[id] = model.Decision{
					VariableType: string(d.Type), Category: d.Category, Subcategory: d.Subcategory, Branch: d.Branch, DecidedAt: now,
				}
			}
			if err := w.SetDecisions(key, all); err != nil {
				return err
			}
		}
		return nil
	})
}

// Confirm decides on every suggestion as it is. It counts them, and the accounts
// without a type, which stay as they are.
func Confirm(charts []EntityChart) (decided Decided, confirmed, unmapped int) {
	decided = make(Decided)
	for _, a := range Accounts(charts...) {
		switch a.Mapping.State {
		case Suggested:
			decided.add(a.Key, a.Account.ID, a.Mapping.Decision)
			confirmed++
		case Unmapped:
			unmapped++
		}
	}
	return decided, confirmed, unmapped
}

// Change is an account whose mapping changes.
type Change struct {
	Account Account // its Mapping holds the new decision
	Was     Decision
}

// CrossesStatements reports whether the new type belongs to the statement that
// the account is not on: a decision the analyst may have a reason for, or a row
// that slipped in a spreadsheet.
func (c Change) CrossesStatements() bool {
	class := c.Account.Account.Class
	return class != "" && !c.Account.Mapping.Type.Fits(class.Statement())
}

// Applied is what applying a mapping file does.
type Applied struct {
	Changes   []Change // accounts that become something else
	Confirmed int      // accounts that stay as suggested
	Decided   Decided
}

// Apply works out what edits of a mapping file, which Check has passed, do to the
// accounts of charts. An account that never had a type and gets none is left to
// the suggestions.
func Apply(charts []EntityChart, edits []Edit) Applied {
	accounts := make(map[key]Account)
	for _, a := range Accounts(charts...) {
		accounts[key{a.Key.Entity, a.Account.ID}] = a
	}
	applied := Applied{Decided: make(Decided)}
	for _, edit := range edits {
		a := accounts[key{edit.Entity, edit.AccountID}]
		was, now := a.Mapping.Decision, edit.Decision
		if now.Type != "" || a.Mapping.State != Unmapped || now.Branch != was.Branch {
			applied.Decided.add(a.Key, a.Account.ID, now)
		}
		if now.Branch == "" {
			now.Branch = a.Key.Entity
		}
		if now.Type == "" {
			now.Category, now.Subcategory = "", ""
		}
		switch {
		case was != now:
			a.Mapping.Decision = now
			applied.Changes = append(applied.Changes, Change{a, was})
		case a.Mapping.State == Suggested:
			applied.Confirmed++
		}
	}
	return applied
}
