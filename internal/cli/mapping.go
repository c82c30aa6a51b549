package cli

import (
	"cmp"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func newMapping(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "mapping",
		Short: "Say what each account is in the model",
		Long: `Say what each account is in the model: its variable type (Revenue, COGS, Opex,
Staff, Asset, Liability, Equity, Tax, Dividend), category, subcategory and branch.
Suggestions are worked out afresh each time; what you decide is remembered by the
account's id, so renaming or renumbering an account loses nothing.`,
	}
	cmd.AddCommand(newMappingShow(env), newMappingExport(env), newMappingApply(env), newMappingSet(env), newMappingConfirm(env), newMappingCopy(env))
	return cmd
}

// mappedChart is the chart of one entity with what its accounts are.
type mappedChart struct {
	key      model.Key
	chart    *model.Chart
	mappings map[string]mapping.Mapping
}

// mappedAccount is one account of one entity with what it is.
type mappedAccount struct {
	key     model.Key
	account ledger.Account
	mapping mapping.Mapping
	isNew   bool // since the last import of the chart
}

// mappedCharts are the charts of a target's entities as last imported. Entities
// whose chart was never imported are left out; it is an error if none was.
func mappedCharts(env *Env, t target) ([]mappedChart, error) {
	connections, err := connectionsOf(env, t)
	if err != nil {
		return nil, err
	}
	kept, err := env.store()
	if err != nil {
		return nil, err
	}
	var charts []mappedChart
	err = kept.View(func(r model.Reader) error {
		for _, connection := range connections {
			chart, err := r.Chart(connection.Key)
			if errors.Is(err, model.ErrNotFound) || (err == nil && chart.Organisation.ID != connection.Organisation.ID) {
				continue
			}
			if err != nil {
				return err
			}
			decided, err := r.Decisions(connection.Key)
			if err != nil {
				return err
			}
			charts = append(charts, mappedChart{
				connection.Key, chart, mapping.Of(&chart.Chart, connection.Entity, decisionsOf(decided)),
			})
		}
		return nil
	})
	if err == nil && len(charts) == 0 {
		err = usageError("there is nothing to map yet", "no chart of accounts of "+t.model+" was imported",
			"Import it: ledgerlink import coa --model "+t.model)
	}
	return charts, err
}

func decisionsOf(decided map[string]model.Decision) map[string]mapping.Decision {
	decisions := make(map[string]mapping.Decision, len(decided))
	for id, d := range decided {
		decisions[id] = mapping.Decision{Type: mapping.Type(d.VariableType), Category: d.Category, Subcategory: d.Subcategory, Branch: d.Branch}
	}
	return decisions
}

// accounts are the accounts of a chart by code and id.
func (c mappedChart) accounts() []mappedAccount {
	isNew := make(map[string]bool)
	for _, note := range c.chart.Notes {
		if note.What == model.NoteNew {
			isNew[note.AccountID] = true
		}
	}
	accounts := make([]mappedAccount, 0, len(c.chart.Accounts))
	for _, account := range c.chart.Accounts {
		accounts = append(accounts, mappedAccount{c.key, account, c.mappings[account.ID], isNew[account.ID]})
	}
	slices.SortFunc(accounts, func(a, b mappedAccount) int {
		return cmp.Or(cmp.Compare(a.account.Code, b.account.Code), cmp.Compare(a.account.ID, b.account.ID))
	})
	return accounts
}

func allAccounts(charts []mappedChart) []mappedAccount {
	var all []mappedAccount
	for _, chart := range charts {
		all = append(all, chart.accounts()...)
	}
	return all
}

// name is an account as people know it, with its entity in a group.
func (m mappedAccount) name() string {
	if m.key.Entity == model.MainEntity {
		return label(m.account)
	}
	return m.key.Entity + ": " + label(m.account)
}

// decide remembers decisions about accounts of one or more entities: all of
// them, or none.
func decide(env *Env, decided map[model.Key]map[string]mapping.Decision) error {
	kept, err := env.store()
	if err != nil {
		return err
	}
	now := env.now().UTC()
	return kept.Update(func(w model.Writer) error {
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

// warnOfStatements says which decisions put an account on the other statement:
// the analyst may have a reason, or may have slipped a row in a spreadsheet.
func warnOfStatements(env *Env, about []mappedAccount) {
	for _, m := range about {
		if statement := m.account.Class.Statement(); m.account.Class != "" && !m.mapping.Type.Fits(statement) {
			env.Info("Note: %s is on the %s of the ledger, and %s belongs to the other statement.", m.name(), statement.Title(), m.mapping.Type)
		}
	}
}
