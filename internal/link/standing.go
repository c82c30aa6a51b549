package link

import (
	"context"
	"errors"
	"fmt"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// standing says how real an organisation's figures are: a demo company's or a
// sandbox's are made up; a simulator's too, but they stand for real ones so that
// rehearsals go as the real thing does.
type standing int

const (
	madeUp standing = iota
	rehearsed
	genuine
)

func standingOf(env provider.Environment, demo bool) standing {
	switch {
	case demo || env == provider.Sandbox:
		return madeUp
	case env == provider.Simulator:
		return rehearsed
	}
	return genuine
}

// checkDemo keeps made-up figures out of a model that has real ones, unless the
// user says that they want that.
func (c *trip) checkDemo(o ConnectOptions, organisation ledger.Organisation) error {
	if o.AllowDemo {
		return nil
	}
	best, err := c.bestStanding(o.Key.Model)
	if err != nil || standingOf(c.profile.Environment, organisation.Demo) >= best {
		return err
	}
	return fault.New(fault.Usage, c.what,
		fmt.Sprintf("%s has figures of a real organisation, and those of %s are made up", o.Key.Model, organisation.Name),
		"If that is what you want, add --allow-demo.")
}

// bestStanding is that of the most real figures the model ever imported, whether
// or not they come from an organisation that is still connected.
func (l *Linker) bestStanding(name string) (standing, error) {
	imports, err := model.Read(l.Store, func(r model.Reader) ([]model.Import, error) { return r.Imports(name) })
	best := madeUp
	for _, run := range imports {
		for _, entity := range run.Entities {
			if entity.Error == "" {
				best = max(best, standingOf(provider.Environment(entity.Environment), entity.Demo))
			}
		}
	}
	return best, err
}

// usedBy is which connections of this store read which organisation of the
// consent's provider.
func (c *trip) usedBy() (map[string][]model.Key, error) {
	all, err := model.Read(c.Store, func(r model.Reader) ([]model.Connection, error) { return r.Connections("") })
	used := map[string][]model.Key{}
	for _, conn := range all {
		if conn.Provider == c.profile.Provider && conn.BaseURL == c.profile.Base {
			used[conn.Organisation.ID] = append(used[conn.Organisation.ID], conn.Key)
		}
	}
	return used, err
}

// wrongWorld finds out whether a QuickBooks company that does not answer lives in
// the other environment: Intuit's sign-in is the same for both, and only this
// tells Development keys and Production keys apart.
func (c *trip) wrongWorld(ctx context.Context, id string, cause error) error {
	refused, ok := errors.AsType[*ledger.Error](cause)
	if !ok || refused.Code != "3100" || c.profile.Environment == provider.Simulator {
		return cause
	}
	other := provider.Sandbox
	if c.profile.Environment == provider.Sandbox {
		other = provider.Production
	}
	profile, err := provider.Lookup(c.profile.Provider, other, "")
	if err != nil {
		return cause
	}
	reader, err := profile.Open(id, c.deps())
	if err != nil {
		return cause
	}
	if _, err := reader.Organisation(ctx); err != nil {
		return cause
	}
	return fault.New(fault.SignIn, c.what, fmt.Sprintf("the company that was picked lives in %s, not in %s", other, c.profile.Environment),
		"Add --environment "+string(other)+", or use the app's other pair of keys and pick another company.")
}
