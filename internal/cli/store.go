package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/store"
)

func newStore(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "store",
		Short: "Check, back up and re-key the store",
	}
	cmd.AddCommand(newStoreCheck(env), newStoreBackup(env), newStoreRekey(env))
	return cmd
}

func newStoreCheck(env *Env) *cobra.Command {
	return withExitCodes(&cobra.Command{
		Use:   "check",
		Short: "Check that everything in the store can be read",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return runStoreCheck(env) },
	})
}

func runStoreCheck(env *Env) error {
	st, err := env.store()
	if err != nil {
		return err
	}
	health, err := st.Check()
	if err != nil {
		return err
	}
	names := make([]string, 0, len(health.Records))
	for name := range health.Records {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		env.Info("  %5d  %s", health.Records[name], name)
	}
	if len(health.Problems) > 0 {
		return &exitError{
			code: exitFailure, op: "the store " + st.Path() + " is not sound",
			reason: count(len(health.Problems), "problem", "problems"), hints: health.Problems,
		}
	}
	env.Info("%s %s is sound%s.", env.Good("✓"), st.Path(), keyWords(st))
	return nil
}

// keyWords say where the key that seals the secrets is kept.
func keyWords(st *store.Store) string {
	info, err := st.KeyInfo()
	if err != nil || info.Source == "" {
		return ""
	}
	places := map[string]string{
		string(store.Keyring):    "the keyring of this computer",
		string(store.Passphrase): "LEDGERLINK_PASSPHRASE",
		string(store.KeyFile):    "a file that only you can read",
	}
	place := places[info.Source]
	if place == "" {
		place = info.Source
	}
	return "; secrets are sealed with a key from " + place
}

func newStoreBackup(env *Env) *cobra.Command {
	return withExitCodes(&cobra.Command{
		Use:   "backup FILE",
		Short: "Write a consistent copy of the store, while it is in use",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			st, err := env.store()
			if err != nil {
				return err
			}
			if err := st.Backup(args[0]); err != nil {
				return err
			}
			env.Info("%s %s. The key is not in it%s.", env.Good("Wrote"), env.Strong(args[0]), keyWords(st))
			return nil
		},
	})
}

type rekeyOptions struct {
	to  store.KeyChoice
	yes bool
}

func newStoreRekey(env *Env) *cobra.Command {
	var o rekeyOptions
	cmd := &cobra.Command{
		Use:   "rekey",
		Short: "Seal all secrets with a new key",
		Long: `Seal all secrets with a new key and discard the old one. Backups made before need
the old key, which is gone if it was in a key file or the keyring: make a new
backup. If the store has a passphrase, LEDGERLINK_PASSPHRASE is the old one and
LEDGERLINK_NEW_PASSPHRASE the new one.`,
		Example: `  ledgerlink store rekey --to keyring
  LEDGERLINK_NEW_PASSPHRASE=… ledgerlink store rekey --to passphrase --yes`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runStoreRekey(cmd.Context(), env, o) },
	}
	choiceVar(cmd, &o.to, "to", store.Auto, "keyring, passphrase (LEDGERLINK_PASSPHRASE), file, or auto",
		store.Keyring, store.Passphrase, store.KeyFile, store.Auto)
	cmd.Flags().BoolVarP(&o.yes, "yes", "y", false, "do not ask")
	return withExitCodes(cmd)
}

func runStoreRekey(ctx context.Context, env *Env, o rekeyOptions) error {
	st, err := env.store()
	if err != nil {
		return err
	}
	if err := confirm(ctx, env, o.yes, "Older backups will no longer open. Re-key?"); err != nil {
		return err
	}
	passphrase := env.getenv("LEDGERLINK_NEW_PASSPHRASE")
	if passphrase == "" {
		passphrase = env.getenv("LEDGERLINK_PASSPHRASE")
	}
	if err := st.Rekey(o.to, passphrase); err != nil {
		return err
	}
	env.Info("%s The secrets are sealed with the new key%s.", env.Good("✓"), keyWords(st))
	return nil
}
