package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/connection"
	"github.com/ledgerlink/ledgerlink/internal/model"
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
	connector, err := newConnector(env, nil)
	if err != nil {
		return err
	}
	plan, err := connector.PlanDisconnect(o.key())
	if err != nil {
		return err
	}
	printDisconnectPlan(env, plan)
	// A script says what it means by naming the model: the contract's disconnect
	// has no flag that would answer.
	if err := confirm(ctx, env, o.yes || !env.Terminal, "Disconnect?"); err != nil {
		return err
	}
	result, err := connector.Disconnect(ctx, connection.DisconnectOptions{Key: o.key(), LocalOnly: o.localOnly})
	if err != nil {
		return err
	}
	name := plan.Connection.Provider.Title()
	switch {
	case result.LocalOnly:
		env.Info("At %s nothing was ended, as you asked.", name)
	case result.AlreadyEnded:
		env.Info("%s no longer accepted the sign-in, so there was nothing left to end there (its list of connected apps shows what is).", name)
	}
	env.Info("%s is disconnected.", o.key())
	return nil
}

// printDisconnectPlan says what the end of a connection does and what it leaves.
func printDisconnectPlan(env *Env, p *connection.DisconnectPlan) {
	name := p.Connection.Provider.Title()
	env.Info("%s will no longer read %s (%s). Its imports, mappings and files stay.", p.Connection.Key, p.Connection.Organisation.Name, name)
	switch {
	case !p.AtProvider:
		env.Info("At %s nothing changes: %s reads the same organisation.", name, joinKeys(p.SameSignIn))
	case !p.SignInEnds:
		env.Info("At %s this organisation is disconnected from your app. %s uses the same sign-in and stays connected.", name, joinKeys(p.SameSignIn))
	case p.Separate:
		env.Info("At %s this organisation is disconnected and your sign-in is revoked: anything else that uses this app with the same %s user, on another computer too, has to sign in again.", name, name)
	default:
		env.Info("At %s your app is disconnected from this company: anything else that uses this app with it, on another computer too, has to sign in again.", name)
	}
}

func joinKeys(keys []model.Key) string {
	texts := make([]string, len(keys))
	for i, key := range keys {
		texts[i] = key.String()
	}
	return strings.Join(texts, ", ")
}
