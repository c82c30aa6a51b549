package importer

import (
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
)

// connected fills in the job's entities: all of the model's, or the one named.
// That there are none is a fault with exit code 3.
func (j *job) connected(r model.Reader, entity string) error {
	if err := model.CheckName("model", j.model); err != nil {
		return err
	}
	all, err := r.Connections(j.model)
	if err != nil {
		return err
	}
	j.several = len(all) > 1
	j.entities = all
	if entity != "" {
		j.entities = slices.DeleteFunc(slices.Clone(all), func(c model.Connection) bool { return c.Entity != entity })
	}
	if len(j.entities) == 0 {
		return notConnected(model.Key{Model: j.model, Entity: entity})
	}
	return nil
}

func notConnected(key model.Key) error {
	if key.Entity == "" {
		key.Entity = model.MainEntity
	}
	if err := key.Check(); err != nil {
		return err
	}
	return fault.New(fault.SignIn, key.String()+" is not connected", "",
		"Connect it: ledgerlink connect xero "+flags(key)+", or ledgerlink connect quickbooks "+flags(key),
		"See what is connected: ledgerlink status")
}
