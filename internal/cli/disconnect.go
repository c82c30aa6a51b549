package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/link"
)

type disconnectOptions struct {
	target
	yes       bool
	localOnly bool
}

func newDisconnect(env *Env) *cobra.Command {
	var o disconnectOptions
	cmd := &cobra.Command{
		Use:   "disconnect --model MODEL",
		Short: "End a connection, at the provider and here",
		Long: `End the permission to read one organisation, at the provider and here. Other
models stay connected. What was imported stays in the store.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runDisconnect(cmd.Context(), env, o) },
	}
	o.bindOne(cmd)
	cmd.Flags().BoolVarP(&o.yes, "yes", "y", false, "do not ask")
	cmd.Flags().BoolVar(&o.localOnly, "local-only", false, "forget the connection here, leave the provider as it is")
	return withExitCodes(cmd, signInCodes()...)
}

func runDisconnect(ctx context.Context, env *Env, o disconnectOptions) error {
	if err := o.resolve(env); err != nil {
		return err
	}
	linker, err := newLinker(env, nil)
	if err != nil {
		return err
	}
	parting, err := linker.PlanDisconnect(o.key())
	if err != nil {
		return err
	}
	env.Info("%s", env.Multiline(parting.Text()))
	// A script says what it means by naming the model: the contract's disconnect
	// has no flag that would answer.
	if err := confirm(ctx, env, o.yes || !env.Terminal, "Disconnect?"); err != nil {
		return err
	}
	parted, err := linker.Disconnect(ctx, link.DisconnectOptions{Key: o.key(), LocalOnly: o.localOnly})
	if err != nil {
		return err
	}
	for _, note := range parted.Notes {
		env.Info("%s", note)
	}
	env.Info("%s is disconnected.", o.key())
	return nil
}
