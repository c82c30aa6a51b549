package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/link"
)

type reconnectOptions struct {
	target
	signInFlags
}

func newReconnect(a *app) *cobra.Command {
	var o reconnectOptions
	cmd := &cobra.Command{
		Use:   "reconnect --model MODEL",
		Short: "Sign in again to the same organisation",
		Long: `Sign in again for a model whose sign-in expired or was revoked. Only the
organisation the model is linked to will do; with any other one the connection
stays as it was.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runReconnect(cmd.Context(), o) },
	}
	o.bindOne(cmd)
	o.signInFlags.bind(cmd)
	return withExitCodes(cmd, signInCodes()...)
}

func (a *app) runReconnect(ctx context.Context, o reconnectOptions) error {
	if err := o.resolve(a); err != nil {
		return err
	}
	linker, err := a.linker(nil)
	if err != nil {
		return err
	}
	linked, err := linker.Reconnect(ctx, link.ReconnectOptions{SignInOptions: a.signIn(o.signInFlags), Key: o.key()})
	if err != nil {
		return err
	}
	a.say("%s", linked.Text())
	return nil
}
