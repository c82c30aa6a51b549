package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/internal/model"
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
		return usageError("no account is named", "use --account CODE, NAME or ID")
	case !o.given("type"):
		return usageError("no type is named", "use --type "+mapping.TypeList())
	}
	if err := o.resolve(env); err != nil {
		return err
	}
	charts, err := mappedCharts(env, o.target)
	if err != nil {
		return err
	}
	found, err := findAccount(allAccounts(charts), o.account)
	if err != nil {
		return err
	}
	was := found.mapping.Decision
	found.mapping.Decision = o.decision(was, kind)
	if err := decide(env, map[model.Key]map[string]mapping.Decision{found.key: {found.account.ID: found.mapping.Decision}}); err != nil {
		return err
	}
	env.Info("%s: %s → %s", found.name(), words(was), words(found.mapping.Decision))
	warnOfStatements(env, []mappedAccount{found})
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

// findAccount finds the one account with the id, or else with the code or the
// name. Several candidates are refused, and listed.
func findAccount(accounts []mappedAccount, wanted string) (mappedAccount, error) {
	var byID, byName []mappedAccount
	for _, m := range accounts {
		switch {
		case m.account.ID == wanted:
			byID = append(byID, m)
		case m.account.Code == wanted, strings.EqualFold(m.account.Name, wanted), strings.EqualFold(m.account.FullName, wanted):
			byName = append(byName, m)
		}
	}
	candidates := byID
	if len(byID) == 0 {
		candidates = byName
	}
	switch len(candidates) {
	case 0:
		return mappedAccount{}, usageError("no account is called "+quoted(wanted), "neither its code, its name nor its id is that",
			"`ledgerlink mapping show` lists the accounts.")
	case 1:
		return candidates[0], nil
	}
	do := []string{"Name one of these by its id, or its entity with --entity:"}
	for _, m := range candidates {
		do = append(do, "--entity "+m.key.Entity+" --account "+m.account.ID+"   "+label(m.account))
	}
	return mappedAccount{}, usageError("several accounts are called "+quoted(wanted), "", do...)
}
