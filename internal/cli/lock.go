package cli

import (
	"context"
	"strings"

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
	if err := o.resolve(env); err != nil {
		return err
	}
	connections, err := connectionsOf(env, o.target)
	if err != nil {
		return err
	}
	through, err := lockThrough(ctx, env, o.through, connections)
	if err != nil {
		return err
	}
	kept, err := env.store()
	if err != nil {
		return err
	}
	if err := history.Lock(kept, keysOf(connections), through, env.now()); err != nil {
		return err
	}
	for _, connection := range connections {
		env.Info("%s: months up to %s keep their amounts.", connection.Key, through)
	}
	return nil
}

// lockThrough is the month to freeze: as typed, else asked for with the ledger's
// own lock as the default.
func lockThrough(ctx context.Context, env *Env, through ledger.Month, connections []model.Connection) (ledger.Month, error) {
	own := history.ClosedThrough(connections)
	if own != 0 {
		env.Info("The ledger itself is closed through %s.", own)
	}
	if through == 0 {
		var err error
		if through, err = askMonth(ctx, env, own); err != nil {
			return 0, err
		}
	}
	return through, nil
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
	connections, err := connectionsOf(env, o.target)
	if err != nil {
		return err
	}
	kept, err := env.store()
	if err != nil {
		return err
	}
	unlocked, err := history.Unlock(kept, keysOf(connections), o.reason, env.now())
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
