package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/connection"
)

type reconnectOptions struct {
	target
	signInFlags
}

func newReconnect(env *Env) *cobra.Command {
	var o reconnectOptions
	cmd := &cobra.Command{
		Use:   "reconnect --model MODEL",
		Short: "Sign in again to the same organisation",
		Long: `Sign in again for a model whose sign-in expired or was revoked. It has to
be the organisation that the model is linked to; with another one the connection
stays as it was.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runReconnect(cmd.Context(), env, o) },
	}
	o.bindOne(cmd)
	o.signInFlags.bind(cmd)
	return withExitCodes(cmd, signInCodes()...)
}

func runReconnect(ctx context.Context, env *Env, o reconnectOptions) error {
	if err := o.resolve(env); err != nil {
		return err
	}
	connector, err := newConnector(env, nil)
	if err != nil {
		return err
	}
	result, err := connector.Reconnect(ctx, connection.ReconnectOptions{SignInOptions: signIn(env, o.signInFlags), Key: o.key()})
	if err != nil {
		return err
	}
	printConnected(env, result)
	return nil
}
