package cli

import (
	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/history"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

type changesOptions struct {
	target
	since  string
	format listFormat
}

func newChanges(env *Env) *cobra.Command {
	var o changesOptions
	cmd := &cobra.Command{
		Use:   "changes --model MODEL",
		Short: "List earlier amounts that the ledger has changed",
		Long: `List the amounts of earlier imports that are now different: without --since what
the last import found, with it everything found after that import or from that day
on. Periods that are new are not changes.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return runChanges(env, o) },
	}
	o.bind(cmd)
	cmd.Flags().StringVar(&o.since, "since", "", "id of an import (see history), or a day, YYYY-MM-DD")
	listFormatVar(cmd, &o.format)
	return withExitCodes(cmd, exitSignIn)
}

func runChanges(env *Env, o changesOptions) error {
	return listChanges(env, &o.target, o.format, func(st *store.Store) ([]model.Change, error) {
		return history.Changes(st, o.model, o.entity, o.since)
	})
}

// listChanges finds changes of a model and shows them in a format.
func listChanges(env *Env, t *target, format listFormat, find func(*store.Store) ([]model.Change, error)) error {
	st, err := t.known(env)
	if err != nil {
		return err
	}
	changes, err := find(st)
	if err != nil {
		return err
	}
	if err := changesList(t.model).write(env, changes, format); err != nil || format != formatTable {
		return err
	}
	held := 0
	for _, change := range changes {
		if change.Held {
			held++
		}
	}
	if held > 0 {
		env.Info("%s in locked months: the files keep the old amounts until `ledgerlink unlock`.", count(held, "change is", "changes are"))
	}
	return nil
}

// changesList shows changes of a model; amounts are in the natural sign of their
// accounts.
func changesList(name string) list[model.Change] {
	type change = model.Change
	was := func(c change) ledger.Amount { return c.Class.Natural(c.Old) }
	is := func(c change) ledger.Amount { return c.Class.Natural(c.New) }
	difference := func(c change) ledger.Amount { return is(c).Sub(was(c)) }
	amount := func(name, heading string, of func(change) ledger.Amount) column[change] {
		return column[change]{
			name: name, heading: heading, number: true,
			value: func(c change) any { return of(c) }, cell: func(c change) string { return grouped(of(c)) },
		}
	}
	account := func(c change) string { return label(ledger.Account{Code: c.AccountCode, Name: c.AccountName}) }
	return list[change]{name: "changes", none: "No earlier amount has changed.", columns: []column[change]{
		{name: "model", value: func(change) any { return name }},
		{name: "entity", heading: "Entity", value: func(c change) any { return c.Entity }},
		{name: "basis", value: func(c change) any { return c.Basis }},
		{name: "account_id", value: func(c change) any { return c.AccountID }},
		{name: "account_code", value: func(c change) any { return c.AccountCode }},
		{name: "account_name", heading: "Account", value: func(c change) any { return c.AccountName }, cell: account},
		{name: "period", heading: "Period", value: func(c change) any { return c.Month }},
		amount("old_amount", "Was", was),
		amount("new_amount", "Is", is),
		amount("difference", "Difference", difference),
		amount("effect_on_net_profit", "On net profit", history.EffectOnNetProfit),
		{name: "import_id", value: func(c change) any { return c.ImportID }},
		{name: "previous_import_id", value: func(c change) any { return c.PreviousImportID }},
		{name: "held", value: func(c change) any { return c.Held }},
		{cell: func(c change) string {
			if c.Held {
				return "held by the lock"
			}
			return ""
		}},
	}}
}
