package mapping

import (
	"cmp"
	"errors"
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// ErrNoChart reports that no chart of accounts of a model was imported yet, so
// that there is nothing to map.
var ErrNoChart = errors.New("no chart of accounts was imported yet")

// EntityChart is the chart of one entity as last imported, with what its accounts
// are.
type EntityChart struct {
	Key      model.Key
	Chart    *model.Chart
	mappings map[string]Mapping // by account id
}

// Account is one account of one entity, with what it is.
type Account struct {
	Key     model.Key
	Account ledger.Account
	Mapping Mapping
	New     bool // since the last import of the chart
}

// Load returns the charts of connections as last imported. Entities whose chart
// was never imported, or only that of another organisation, are left out; it is
// ErrNoChart if none is left.
func Load(from model.Viewer, connections []model.Connection, types TypesOf) ([]EntityChart, error) {
	var charts []EntityChart
	err := from.View(func(r model.Reader) error {
		charts = nil
		for _, connection := range connections {
			chart, err := r.Chart(connection.Key)
			if errors.Is(err, model.ErrNotFound) || err == nil && chart.Organisation.ID != connection.Organisation.ID {
				continue
			}
			if err != nil {
				return err
			}
			stored, err := r.Decisions(connection.Key)
			if err != nil {
				return err
			}
			charts = append(charts, EntityChart{connection.Key, chart, Of(types(connection.Provider), &chart.Chart, connection.Entity, decisions(stored))})
		}
		return nil
	})
	if err == nil && len(charts) == 0 {
		err = ErrNoChart
	}
	return charts, err
}

func decisions(stored map[string]model.Decision) map[string]Decision {
	all := make(map[string]Decision, len(stored))
	for id, d := range stored {
		all[id] = Decision{Type: Type(d.VariableType), Category: d.Category, Subcategory: d.Subcategory, Branch: d.Branch}
	}
	return all
}

// Accounts lists the accounts of charts, those of each chart by code and id.
func Accounts(charts ...EntityChart) []Account {
	var all []Account
	for _, chart := range charts {
		all = append(all, chart.accounts()...)
	}
	return all
}

func (c EntityChart) accounts() []Account {
	isNew := make(map[string]bool)
	for _, note := range c.Chart.Notes {
		if note.What == model.NoteNew {
			isNew[note.AccountID] = true
		}
	}
	accounts := make([]Account, 0, len(c.Chart.Accounts))
	for _, account := range c.Chart.Accounts {
		accounts = append(accounts, Account{c.Key, account, c.mappings[account.ID], isNew[account.ID]})
	}
	slices.SortFunc(accounts, func(a, b Account) int {
		return cmp.Or(cmp.Compare(a.Account.Code, b.Account.Code), cmp.Compare(a.Account.ID, b.Account.ID))
	})
	return accounts
}

// Charts returns the charts by the names of their entities, for Check.
func Charts(charts []EntityChart) map[string]*ledger.Chart {
	byEntity := make(map[string]*ledger.Chart, len(charts))
	for _, chart := range charts {
		byEntity[chart.Key.Entity] = &chart.Chart.Chart
	}
	return byEntity
}
