package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/connection"
	"github.com/ledgerlink/ledgerlink/internal/provider"
)

type connectOptions struct {
	target
	signInFlags
	provider    string
	environment provider.Environment
	org         string
	allowDemo   bool
}

func newConnect(env *Env) *cobra.Command {
	var o connectOptions
	cmd := &cobra.Command{
		Use:   "connect " + ledgers(env) + " --model MODEL",
		Short: "Link a model to an organisation",
		Long: `Link a model to one organisation in ` + env.providers.Titles("or") + `, by signing in there
and allowing your own app to read it. Each model has its own consent and its own
organisation. A group model has several entities: give each a name with --entity.`,
		Example: `  ledgerlink connect xero --model acme
  ledgerlink connect quickbooks --model group --entity us --paste`,
		Args:      oneProvider(env),
		ValidArgs: env.providers.Names(),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.provider = args[0]
			return runConnect(cmd.Context(), env, o)
		},
	}
	o.bindOne(cmd)
	o.signInFlags.bind(cmd)
	environmentVar(cmd, env, &o.environment, provider.Production)
	cmd.Flags().StringVar(&o.org, "org", "", "name or id of the organisation, if the sign-in may read several")
	cmd.Flags().BoolVar(&o.allowDemo, "allow-demo", false, "link a demo or sandbox organisation to a model that has read real books")
	return withExitCodes(cmd, signInCodes()...)
}

func runConnect(ctx context.Context, env *Env, o connectOptions) error {
	from, err := providerNamed(env, o.provider)
	if err != nil {
		return err
	}
	if err := o.resolve(env); err != nil {
		return err
	}
	connector, err := newConnector(env, nil)
	if err != nil {
		return err
	}
	result, err := connector.Connect(ctx, connection.ConnectOptions{
		SignInOptions: signIn(env, o.signInFlags),
		Key:           o.key(),
		Provider:      from.Name(),
		Environment:   o.environment,
		Organisation:  o.org,
		AllowDemo:     o.allowDemo,
	})
	if err != nil {
		return err
	}
	printConnected(env, result)
	env.Info("Next: ledgerlink import actuals %s", keyFlags(o.key()))
	return nil
}
