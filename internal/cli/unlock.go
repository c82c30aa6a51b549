package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/history"
)

type unlockOptions struct {
	target
	reason string
}

func newUnlock(env *Env) *cobra.Command {
	var o unlockOptions
	cmd := &cobra.Command{
		Use:   "unlock --model MODEL --reason TEXT",
		Short: "Unlock months",
		Long: `End the lock of a model's months. The next import or refresh takes the ledger's
amounts again. The reason is kept.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runUnlock(cmd.Context(), env, o) },
	}
	o.bind(cmd)
	cmd.Flags().StringVar(&o.reason, "reason", "", "why the months are unlocked")
	return withExitCodes(cmd, exitSignIn)
}

func runUnlock(ctx context.Context, env *Env, o unlockOptions) error {
	if err := o.resolve(env); err != nil {
		return err
	}
	if strings.TrimSpace(o.reason) == "" && env.Terminal {
		answer, err := env.prompter().Ask(ctx, "Why are the months unlocked?")
		if err != nil {
			return err
		}
		o.reason = answer
	}
	if strings.TrimSpace(o.reason) == "" {
		return usageError("no reason is given", "use --reason TEXT; it is remembered")
	}
	st, connections, err := o.connected(env)
	if err != nil {
		return err
	}
	unlocked, err := history.Unlock(st, keysOf(connections), o.reason, env.now())
	if err != nil {
		return err
	}
	if len(unlocked) == 0 {
		env.Info("Nothing was locked.")
	}
	for _, key := range unlocked {
		env.Info("%s is unlocked. The next import lets the ledger's amounts in.", key)
	}
	return nil
}
