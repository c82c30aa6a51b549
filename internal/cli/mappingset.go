package cli

import (
	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/mapping"
)

type mappingSetOptions struct {
	target
	account                             string
	kind, category, subcategory, branch string
	given                               func(flag string) bool
}

func newMappingSet(env *Env) *cobra.Command {
	var o mappingSetOptions
	cmd := &cobra.Command{
		Use:     "set --model MODEL --account CODE|NAME|ID --type TYPE",
		Short:   "Decide what one account is",
		Example: "  ledgerlink mapping set --model acme --account 477 --type Staff --category Wages",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.given = cmd.Flags().Changed
			return runMappingSet(env, o)
		},
	}
	o.bind(cmd)
	cmd.Flags().StringVar(&o.account, "account", "", "code, name or id of the account")
	cmd.Flags().StringVar(&o.kind, "type", "", "variable type: "+mapping.TypeList())
	cmd.Flags().StringVar(&o.category, "category", "", "category in the model")
	cmd.Flags().StringVar(&o.subcategory, "subcategory", "", "subcategory in the model")
	cmd.Flags().StringVar(&o.branch, "branch", "", "branch in the model (default: the entity's name)")
	return withExitCodes(cmd, exitSignIn)
}

func runMappingSet(env *Env, o mappingSetOptions) error {
	kind, err := typeNamed(o.kind)
	if err != nil {
		return err
	}
	switch {
	case o.account == "":
		return usageError("no account is given", "use --account CODE, NAME or ID")
	case !o.given("type"):
		return usageError("no type is given", "use --type "+mapping.TypeList())
	}
	charts, err := mappedCharts(env, &o.target)
	if err != nil {
		return err
	}
	found, err := mapping.Find(mapping.Accounts(charts...), o.account)
	if err != nil {
		return err
	}
	change := mapping.Change{Account: found, Was: found.Mapping.Decision}
	change.Account.Mapping.Decision = o.decision(change.Was, kind)
	decided := mapping.Decided{found.Key: {found.Account.ID: change.Account.Mapping.Decision}}
	if err := saveDecisions(env, decided); err != nil {
		return err
	}
	printChange(env, "", change)
	warnOfStatements(env, []mapping.Change{change})
	return nil
}

// decision is what the flags say. What they leave out stays as it was, but no
// category outlives a change of the type.
func (o mappingSetOptions) decision(was mapping.Decision, kind mapping.Type) mapping.Decision {
	now := mapping.Decision{Type: kind, Branch: was.Branch}
	if kind == was.Type {
		now.Category, now.Subcategory = was.Category, was.Subcategory
	}
	if o.given("category") {
		now.Category = o.category
	}
	if o.given("subcategory") {
		now.Subcategory = o.subcategory
	}
	if o.given("branch") {
		now.Branch = o.branch
	}
	return now
}
