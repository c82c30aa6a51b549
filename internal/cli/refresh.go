package cli

import (
	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

type refreshOptions struct {
	target
	strictFlags
	recent bool
	verify ledger.Verify
}

func newRefresh(env *Env) *cobra.Command {
	var o refreshOptions
	cmd := &cobra.Command{
		Use:   "refresh --model MODEL",
		Short: "Repeat the model's last imports",
		Long: `Read again what the model's last imports read, and the months completed since, and
write the same files. The whole range is read, so that backdated entries are found;
--recent reads the last 12 months only.`,
		Example: "  ledgerlink refresh --model acme --quiet",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.resolve(env); err != nil {
				return err
			}
			return importing(env, func(im *importer.Importer) (*importer.Result, error) {
				return im.Refresh(cmd.Context(), importer.RefreshOptions{
					Model: o.model, Entity: o.entity, Recent: o.recent, Verify: o.verify, KeepGoing: o.keepGoing,
					Strict: o.strict, FailOnRestatement: o.failOnRestatement, Stdout: env.Out,
				})
			})
		},
	}
	o.target.bind(cmd)
	o.strictFlags.bind(cmd)
	cmd.Flags().BoolVar(&o.recent, "recent", false, "read the last 12 months only")
	verifyVar(cmd, &o.verify)
	return withExitCodes(cmd, readCodes()...)
}
