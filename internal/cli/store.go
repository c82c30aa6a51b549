package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/store"
)

func newStore(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "store",
		Short: "Check, back up and re-key what ledgerlink remembers",
	}
	cmd.AddCommand(newStoreCheck(a), newStoreBackup(a), newStoreRekey(a))
	return cmd
}

func newStoreCheck(a *app) *cobra.Command {
	return withExitCodes(&cobra.Command{
		Use:   "check",
		Short: "Read everything in the store and say whether it is sound",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return a.runStoreCheck() },
	})
}

func (a *app) runStoreCheck() error {
	kept, err := a.store()
	if err != nil {
		return err
	}
	health, err := kept.Check()
	if err != nil {
		return err
	}
	names := make([]string, 0, len(health.Records))
	for name := range health.Records {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		a.say("  %5d  %s", health.Records[name], name)
	}
	if len(health.Problems) > 0 {
		return &exitError{
			code: exitFailure, op: "the store " + kept.Path() + " is not sound",
			reason: count(len(health.Problems), "problem", "problems"), hints: health.Problems,
		}
	}
	a.say("%s %s is sound%s.", good("✓"), kept.Path(), a.keyWords(kept))
	return nil
}

// keyWords say where the key that seals the secrets is kept.
func (a *app) keyWords(kept *store.Store) string {
	info, err := kept.KeyInfo()
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

func newStoreBackup(a *app) *cobra.Command {
	return withExitCodes(&cobra.Command{
		Use:   "backup FILE",
		Short: "Write a consistent copy of the store, while it is in use",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			kept, err := a.store()
			if err != nil {
				return err
			}
			if err := kept.Backup(args[0]); err != nil {
				return err
			}
			a.say("%s %s. The key is not in it%s.", good("Wrote"), strong(args[0]), a.keyWords(kept))
			return nil
		},
	})
}

type rekeyOptions struct {
	to  store.KeyChoice
	yes bool
}

func newStoreRekey(a *app) *cobra.Command {
	var o rekeyOptions
	cmd := &cobra.Command{
		Use:   "rekey",
		Short: "Seal all secrets under a new key",
		Long: `Seal all secrets under a new key and end the old one. Copies made before need the
old key: a key file or keyring entry is gone then, so make a new copy. Where the
store has a passphrase, LEDGERLINK_PASSPHRASE is the old one and
LEDGERLINK_NEW_PASSPHRASE the new one.`,
		Example: `  ledgerlink store rekey --to keyring
  LEDGERLINK_NEW_PASSPHRASE=… ledgerlink store rekey --to passphrase --yes`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runStoreRekey(cmd.Context(), o) },
	}
	choiceVar(cmd, &o.to, "to", store.Auto, "keyring, passphrase (LEDGERLINK_PASSPHRASE), file, or auto",
		store.Keyring, store.Passphrase, store.KeyFile, store.Auto)
	cmd.Flags().BoolVarP(&o.yes, "yes", "y", false, "do not ask")
	return withExitCodes(cmd)
}

func (a *app) runStoreRekey(ctx context.Context, o rekeyOptions) error {
	kept, err := a.store()
	if err != nil {
		return err
	}
	if err := a.agree(ctx, o.yes, "Older backups will not open any more. Re-key?"); err != nil {
		return err
	}
	passphrase := a.env("LEDGERLINK_NEW_PASSPHRASE")
	if passphrase == "" {
		passphrase = a.env("LEDGERLINK_PASSPHRASE")
	}
	if err := kept.Rekey(o.to, passphrase); err != nil {
		return err
	}
	a.say("%s The secrets are sealed anew%s.", good("✓"), a.keyWords(kept))
	return nil
}
