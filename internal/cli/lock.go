package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/history"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

type lockOptions struct {
	target
	through ledger.Month
}

func newLock(env *Env) *cobra.Command {
	var o lockOptions
	cmd := &cobra.Command{
		Use:   "lock --model MODEL --through YYYY-MM",
		Short: "Lock completed months",
		Long: `Lock all months up to one: they keep their amounts in every file, whatever the
ledger says later, until they are unlocked. Changes in them are listed by changes;
with --fail-on-restatement a change in them ends an import before anything is
written.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runLock(cmd.Context(), env, o) },
	}
	o.bind(cmd)
	monthVar(cmd, &o.through, "through", "last month to lock, YYYY-MM")
	return withExitCodes(cmd, exitSignIn)
}

func runLock(ctx context.Context, env *Env, o lockOptions) error {
	st, connections, err := o.connected(env)
	if err != nil {
		return err
	}
	own := history.ClosedThrough(connections)
	if own != 0 {
		env.Info("The ledger itself is closed through %s.", own)
	}
	if o.through == 0 {
		if o.through, err = askMonth(ctx, env, own); err != nil {
			return err
		}
	}
	if err := history.Lock(st, keysOf(connections), o.through, env.now()); err != nil {
		return err
	}
	for _, connection := range connections {
		env.Info("%s: months up to %s keep their amounts.", connection.Key, o.through)
	}
	return nil
}

// askMonth asks through which month to lock; own, where it is known, is the
// answer of who only presses Enter.
func askMonth(ctx context.Context, env *Env, own ledger.Month) (ledger.Month, error) {
	if !env.Terminal {
		return 0, usageError("no month is given", "use --through YYYY-MM")
	}
	question := "Lock through which month?"
	if own != 0 {
		question += " [" + own.String() + "]"
	}
	answer, err := env.prompter().Ask(ctx, question)
	if err != nil || answer == "" && own != 0 {
		return own, err
	}
	month, err := ledger.ParseMonth(answer)
	if err != nil {
		return 0, invalid("month", answer, "use YYYY-MM")
	}
	return month, nil
}

func keysOf(connections []model.Connection) []model.Key {
	keys := make([]model.Key, 0, len(connections))
	for i := range connections {
		keys = append(keys, connections[i].Key)
	}
	return keys
}
