package cli

import (
	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/mapping"
)

type mappingShowOptions struct {
	target
	unmapped, suggested, onlyNew bool
	kind                         string
	format                       listFormat
}

func newMappingShow(env *Env) *cobra.Command {
	var o mappingShowOptions
	cmd := &cobra.Command{
		Use:   "show --model MODEL",
		Short: "Show what each account is, and why",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return runMappingShow(env, o) },
	}
	o.bind(cmd)
	cmd.Flags().BoolVar(&o.unmapped, "unmapped", false, "only accounts without a type")
	cmd.Flags().BoolVar(&o.suggested, "suggested", false, "only accounts you have not decided on")
	cmd.Flags().BoolVar(&o.onlyNew, "new", false, "only accounts that are new since the last chart")
	cmd.Flags().StringVar(&o.kind, "type", "", "only accounts of this variable type")
	listFormatVar(cmd, &o.format)
	return withExitCodes(cmd, exitSignIn)
}

func runMappingShow(env *Env, o mappingShowOptions) error {
	kind, err := typeNamed(o.kind)
	if err != nil {
		return err
	}
	charts, err := mappedCharts(env, &o.target)
	if err != nil {
		return err
	}
	var shown []mapping.Account
	for _, m := range mapping.Accounts(charts...) {
		state := m.Mapping.State
		wanted := !o.unmapped && !o.suggested || o.unmapped && state == mapping.Unmapped || o.suggested && state == mapping.Suggested
		if wanted && (!o.onlyNew || m.New) && (kind == "" || m.Mapping.Type == kind) {
			shown = append(shown, m)
		}
	}
	return mappingList(len(charts) > 1).write(env, shown, o.format)
}

// mappingList shows what accounts are: the columns of the mapping file. A table
// names the entities only if there are several.
func mappingList(several bool) list[mapping.Account] {
	type account = mapping.Account
	text := func(name, heading string, value func(account) string) column[account] {
		return column[account]{name: name, heading: heading, value: func(a account) any { return value(a) }}
	}
	entity := ""
	if several {
		entity = "Entity"
	}
	return list[account]{name: "mappings", none: "No account matches.", columns: []column[account]{
		text("entity", entity, func(a account) string { return a.Key.Entity }),
		text("account_id", "", func(a account) string { return a.Account.ID }),
		text("account_code", "Code", func(a account) string { return a.Account.Code }),
		text("account_name", "Account", func(a account) string { return a.Account.Name }),
		text("account_type", "Ledger's type", func(a account) string { return a.Account.Type }),
		text("account_class", "", func(a account) string { return string(a.Account.Class) }),
		text("status", "", func(a account) string { return string(a.Account.Status) }),
		text("variable_type", "Type", func(a account) string { return string(a.Mapping.Type) }),
		text("category", "Category", func(a account) string { return a.Mapping.Category }),
		text("subcategory", "Subcategory", func(a account) string { return a.Mapping.Subcategory }),
		text("branch", "Branch", func(a account) string { return a.Mapping.Branch }),
		text("mapping", "Mapping", func(a account) string { return string(a.Mapping.State) }),
		text("reason", "Reason", func(a account) string { return a.Mapping.Reason }),
	}}
}

func typeNamed(name string) (mapping.Type, error) {
	kind, ok := mapping.ParseType(name)
	if !ok {
		return "", invalid("--type", name, "use "+mapping.TypeList())
	}
	return kind, nil
}
