package cli

import (
	"cmp"
	"maps"
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
	for _, name := range slices.Sorted(maps.Keys(health.Records)) {
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
	return "; secrets are sealed with a key from " + cmp.Or(places[info.Source], info.Source)
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
