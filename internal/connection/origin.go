package connection

import (
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// dataOrigin says how real an organisation's figures are: those of a demo or
// sandbox company are made up; a simulator's are too, but stand for real ones, so
// that a rehearsal goes as the real thing does.
type dataOrigin int

const (
	demo dataOrigin = iota
	simulated
	live
)

func originOf(environment provider.Environment, isDemo bool) dataOrigin {
	switch {
	case isDemo || environment == provider.Sandbox:
		return demo
	case environment == provider.Simulator:
		return simulated
	}
	return live
}

// checkOrigin keeps made-up figures out of a model that has real ones, unless the
// user says that they want that.
func (f *signInFlow) checkOrigin(o ConnectOptions, organisation ledger.Organisation) error {
	if o.AllowDemo {
		return nil
	}
	imported, err := f.importedOrigin(o.Key.Model)
	if err != nil || originOf(f.profile.Environment, organisation.Demo) >= imported {
		return err
	}
	return f.fail(&DemoError{Model: o.Key.Model, Organisation: organisation.Name})
}

// importedOrigin is that of the most real figures the model ever imported,
// whether or not they come from an organisation that is still connected.
func (c *Connector) importedOrigin(name string) (dataOrigin, error) {
	imports, err := model.Read(c.Store, func(r model.Reader) ([]model.Import, error) { return r.Imports(name) })
	most := demo
	for _, run := range imports {
		for _, entity := range run.Entities {
			if entity.Error == "" {
				most = max(most, originOf(provider.Environment(entity.Environment), entity.Demo))
			}
		}
	}
	return most, err
}
