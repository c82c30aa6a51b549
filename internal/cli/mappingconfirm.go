package cli

import (
	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/mapping"
)

type mappingConfirmOptions struct {
	target
	all bool
}

func newMappingConfirm(env *Env) *cobra.Command {
	var o mappingConfirmOptions
	cmd := &cobra.Command{
		Use:   "confirm --model MODEL --all",
		Short: "Confirm all suggestions",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return runMappingConfirm(env, o) },
	}
	o.bind(cmd)
	cmd.Flags().BoolVar(&o.all, "all", false, "confirm every account that has a suggestion")
	return withExitCodes(cmd, exitSignIn)
}

func runMappingConfirm(env *Env, o mappingConfirmOptions) error {
	if !o.all {
		return usageError("nothing to confirm is given", "use --all")
	}
	charts, err := mappedCharts(env, &o.target)
	if err != nil {
		return err
	}
	decided, confirmed, unmapped := mapping.Confirm(charts)
	if err := saveDecisions(env, decided); err != nil {
		return err
	}
	env.Info("%s confirmed.", count(confirmed, "suggestion is", "suggestions are"))
	if unmapped > 0 {
		env.Info("%s unconfirmed: ledgerlink mapping show --model %s --unmapped", count(unmapped, "account has no type and stays", "accounts have no type and stay"), o.model)
	}
	return nil
}
