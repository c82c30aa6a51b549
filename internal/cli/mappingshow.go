package cli

import (
	"github.com/ledgerlink/ledgerlink/internal/terminal"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/export"
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
	if err := o.resolve(env); err != nil {
		return err
	}
	charts, err := mappedCharts(env, o.target)
	if err != nil {
		return err
	}
	var shown []mappedAccount
	for _, m := range allAccounts(charts) {
		state := m.mapping.State
		wanted := !o.unmapped && !o.suggested || o.unmapped && state == mapping.Unmapped || o.suggested && state == mapping.Suggested
		if wanted && (!o.onlyNew || m.isNew) && (kind == "" || m.mapping.Type == kind) {
			shown = append(shown, m)
		}
	}
	switch o.format {
	case formatCSV:
		_, err = mappingTable(shown).WriteCSV(env.Out)
		return err
	case formatJSON:
		return writeJSON(env, map[string]any{"mappings": objects(mappingTable(shown))})
	}
	return showMappings(env, shown, len(charts) > 1)
}

func showMappings(env *Env, shown []mappedAccount, several bool) error {
	if len(shown) == 0 {
		env.Info("No account is like that.")
		return nil
	}
	head := []terminal.Column{{Heading: "Code"}, {Heading: "Account"}, {Heading: "Ledger's type"}, {Heading: "Type"}, {Heading: "Category"}, {Heading: "Subcategory"}, {Heading: "Branch"}, {Heading: "Mapping"}, {Heading: "Reason"}}
	if several {
		head = append([]terminal.Column{{Heading: "Entity"}}, head...)
	}
	rows := make([][]string, 0, len(shown))
	for _, m := range shown {
		row := []string{
			m.account.Code, m.account.Name, m.account.Type, string(m.mapping.Type), m.mapping.Category, m.mapping.Subcategory,
			m.mapping.Branch, string(m.mapping.State), m.mapping.Reason,
		}
		if several {
			row = append([]string{m.key.Entity}, row...)
		}
		rows = append(rows, row)
	}
	return terminal.WriteTable(env.Out, head, rows)
}

// mappingTable is the mapping file.
func mappingTable(accounts []mappedAccount) export.Table {
	names := strings.Fields(`entity account_id account_code account_name account_type account_class status
		variable_type category subcategory branch mapping reason`)
	return textTable(names, func(yield func([]string) bool) {
		for _, m := range accounts {
			if !yield([]string{
				m.key.Entity, m.account.ID, m.account.Code, m.account.Name, m.account.Type, string(m.account.Class), string(m.account.Status),
				string(m.mapping.Type), m.mapping.Category, m.mapping.Subcategory, m.mapping.Branch, string(m.mapping.State), m.mapping.Reason,
			}) {
				return
			}
		}
	})
}

func typeNamed(name string) (mapping.Type, error) {
	kind, ok := mapping.ParseType(name)
	if !ok {
		return "", invalid("--type", name, "use "+mapping.TypeList())
	}
	return kind, nil
}
