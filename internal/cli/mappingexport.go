package cli

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/atomicfile"
	"github.com/ledgerlink/ledgerlink/internal/mapping"
)

type mappingExportOptions struct {
	target
	path string
}

func newMappingExport(env *Env) *cobra.Command {
	var o mappingExportOptions
	cmd := &cobra.Command{
		Use:   "export --model MODEL -o FILE",
		Short: "Write the mapping as CSV, to edit in a spreadsheet",
		Long: `Write the mapping as CSV. Edit the columns variable_type, category, subcategory
and branch in a spreadsheet, save as CSV, and apply it: ledgerlink mapping apply.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return runMappingExport(env, o) },
	}
	o.bind(cmd)
	cmd.Flags().StringVarP(&o.path, "output", "o", "", "file to write, - for standard output (default: MODEL-mapping.csv)")
	return withExitCodes(cmd, exitSignIn)
}

func runMappingExport(env *Env, o mappingExportOptions) error {
	charts, err := mappedCharts(env, &o.target)
	if err != nil {
		return err
	}
	accounts, rows := mapping.Accounts(charts...), 0
	write := func(w io.Writer) (err error) {
		rows, err = mappingList(false).writeCSV(w, accounts)
		return err
	}
	if o.path == "-" {
		return write(env.Out)
	}
	if o.path == "" {
		o.path = o.model + "-mapping.csv"
	}
	staged, err := atomicfile.Stage(o.path, write)
	if err != nil {
		return err
	}
	if err := staged.Commit(); err != nil {
		return err
	}
	env.Info("%s %s, %s", env.Good("Wrote"), env.Strong(o.path), count(rows, "account", "accounts"))
	env.Info("Edit it, then: ledgerlink mapping apply %s --model %s", o.path, o.model)
	return nil
}
