package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/internal/model"
)

func newMapping(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "mapping",
		Short: "Decide what each account is in the model",
		Long: `Decide what each account is in the model: its variable type (Revenue, COGS, Opex,
Staff, Asset, Liability, Equity, Tax, Dividend), category, subcategory and branch.
Suggestions are worked out anew each time. Decisions are kept by the account's id, so
that renaming or renumbering an account loses nothing.`,
	}
	cmd.AddCommand(newMappingShow(env), newMappingExport(env), newMappingApply(env), newMappingSet(env), newMappingConfirm(env), newMappingCopy(env))
	return cmd
}

// mappedCharts resolves a target and returns the charts of its entities as last
// imported.
func mappedCharts(env *Env, t *target) ([]mapping.EntityChart, error) {
	st, connections, err := t.connected(env)
	if err != nil {
		return nil, err
	}
	charts, err := mapping.Load(st, connections, env.providers.AccountTypes)
	if errors.Is(err, mapping.ErrNoChart) {
		return nil, usageErrorOf("cannot map the accounts of "+t.model, err, "Import it: ledgerlink import coa --model "+t.model)
	}
	return charts, err
}

// saveDecisions stores decisions: all of them, or none.
func saveDecisions(env *Env, decided mapping.Decided) error {
	st, err := env.store()
	if err != nil {
		return err
	}
	return mapping.Save(st, decided, env.now().UTC())
}

// accountName is an account as people know it, with its entity in a group.
func accountName(a mapping.Account) string {
	if a.Key.Entity == model.MainEntity {
		return label(a.Account)
	}
	return a.Key.Entity + ": " + label(a.Account)
}

// decisionText is a decision on one line.
func decisionText(d mapping.Decision) string {
	if d.Type == "" {
		return "not mapped"
	}
	parts := []string{string(d.Type)}
	for _, part := range []string{d.Category, d.Subcategory} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " / ") + " (" + d.Branch + ")"
}

func printChange(env *Env, indent string, change mapping.Change) {
	env.Info(indent+"%s: %s → %s", accountName(change.Account), decisionText(change.Was), decisionText(change.Account.Mapping.Decision))
}

// warnOfStatements says which changes put an account on the other statement.
func warnOfStatements(env *Env, changes []mapping.Change) {
	for _, change := range changes {
		if change.CrossesStatements() {
			a := change.Account
			env.Info("Note: %s is on the %s of the ledger, and %s belongs to the other statement.",
				accountName(a), a.Account.Class.Statement().Title(), a.Mapping.Type)
		}
	}
}
