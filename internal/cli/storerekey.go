package cli

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/store"
)

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
	passphrase := cmp.Or(env.getenv("LEDGERLINK_NEW_PASSPHRASE"), env.getenv("LEDGERLINK_PASSPHRASE"))
	if err := st.Rekey(o.to, passphrase); err != nil {
		return err
	}
	env.Info("%s The secrets are sealed with the new key%s.", env.Good("✓"), keyWords(st))
	return nil
}
