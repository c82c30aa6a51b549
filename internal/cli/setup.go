package cli

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/connection"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
)

// handOnPage is a page to host on a registered https address. It hands the
// answer of a sign-in on to the listener on the reader's own machine, and shows
// or keeps nothing of it.
//
//go:embed handon.html
var handOnPage string

type setupOptions struct {
	provider     string
	environment  provider.Environment // empty: production, or what a person is asked for
	clientID     string
	secretStdin  bool
	noSecret     bool
	redirectURL  string
	port         int
	printPage    bool
	withoutProof bool
}

func newSetup(env *Env) *cobra.Command {
	var o setupOptions
	cmd := &cobra.Command{
		Use:   "setup " + ledgers(env),
		Short: "Store your own app's credentials",
		Long: `Say what to register on the provider's developer site, and store the client id
and secret of your own app, sealed. On a terminal it asks for what is missing; the
secret is not shown. In a script use --client-id, and the secret as a line of
standard input with --secret-stdin or in ` + secretVariables(env) + `.
Keys are tried before they are stored if the provider can tell right ones from
wrong ones without a sign-in (` + provableKeys(env).Titles("and") + `).`,
		Example: `  ledgerlink setup xero
  ledgerlink setup xero --client-id ABC --no-secret
  ledgerlink setup quickbooks --environment sandbox --client-id ABC --secret-stdin < secret.txt
  ledgerlink setup quickbooks --print-page > ledgerlink.html`,
		Args:      oneProvider(env),
		ValidArgs: env.providers.Names(),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.provider = args[0]
			return runSetup(cmd.Context(), env, o)
		},
	}
	environmentVar(cmd, env, &o.environment, "")
	cmd.Flags().StringVar(&o.clientID, "client-id", "", "client id of your app")
	cmd.Flags().BoolVar(&o.secretStdin, "secret-stdin", false, "read the client secret as one line from standard input")
	cmd.Flags().BoolVar(&o.noSecret, "no-secret", false, "the app has no secret"+publicApps(env))
	cmd.Flags().StringVar(&o.redirectURL, "redirect-url", "", "the https address registered with the app, if it is not http://localhost")
	portVar(cmd, &o.port, "port of http://localhost:PORT/callback/… (default "+strconv.Itoa(connection.DefaultPort)+")")
	cmd.Flags().BoolVar(&o.printPage, "print-page", false, "print a page to host at --redirect-url that hands the answer on to this machine")
	cmd.Flags().BoolVar(&o.withoutProof, "no-check", false, "do not ask the provider whether the keys are right")
	return withExitCodes(cmd, exitSignIn)
}

func runSetup(ctx context.Context, env *Env, o setupOptions) error {
	from, err := providerNamed(env, o.provider)
	if err != nil {
		return err
	}
	if o.secretStdin && o.noSecret {
		return usageError("cannot set up the app", "--secret-stdin and --no-secret exclude each other")
	}
	if guides(env, o) {
		if err := askWhere(ctx, env, from, &o); err != nil {
			return err
		}
	}
	profile, err := env.providers.Profile(from.Name(), cmp.Or(o.environment, provider.Production), "")
	if err != nil {
		return err
	}
	if o.redirectURL != "" {
		if err := connection.CheckRedirectURL(profile, o.redirectURL); err != nil {
			return err
		}
	}
	if o.printPage {
		_, err := io.WriteString(env.Out, strings.ReplaceAll(handOnPage, "{{TARGET}}", connection.LoopbackURI(profile, o.port)))
		return err
	}
	env.Info("%s", env.Multiline(instructions(from, profile, o)))
	app, err := takeApp(ctx, env, profile, o)
	if err != nil {
		return err
	}
	if !o.withoutProof {
		if err := proveApp(ctx, env, profile, app); err != nil {
			return err
		}
	}
	return keepApp(env, profile, app)
}

// guides reports whether a person is there to be asked and has not said what they
// want in flags.
func guides(env *Env, o setupOptions) bool {
	return env.Terminal && o.clientID == "" && !o.secretStdin && !o.printPage
}

// takeApp takes the keys from flags, standard input and the environment, and
// asks for what is missing where somebody can be asked.
func takeApp(ctx context.Context, env *Env, profile provider.Profile, o setupOptions) (model.App, error) {
	app := model.App{
		Provider: profile.Provider, Environment: string(profile.Environment),
		ClientID: strings.TrimSpace(o.clientID), RedirectURI: o.redirectURL,
	}
	if app.RedirectURI == "" && o.port != 0 && profile.LoopbackURI {
		app.RedirectURI = connection.LoopbackURI(profile, o.port)
	}
	takeFromEnv(env, profile, o, &app)
	if o.secretStdin && !env.Terminal { // what is typed on a terminal would be shown
		line, err := env.lines().Next(ctx)
		if err != nil && !errors.Is(err, io.EOF) {
			return app, err
		}
		app.ClientSecret = strings.TrimSpace(line)
	}
	needSecret := app.ClientSecret == "" && !o.noSecret && (profile.SecretRequired || o.clientID == "")
	if env.Terminal && (app.ClientID == "" || needSecret) {
		if err := askKeys(ctx, env, profile, &app, needSecret); err != nil {
			return app, err
		}
	}
	return app, checkApp(profile, o, app)
}

// checkApp refuses an app whose keys are not complete.
func checkApp(profile provider.Profile, o setupOptions, app model.App) error {
	switch {
	case app.ClientID == "":
		return usageError("no client id is given", "use --client-id ID")
	case app.ClientSecret == "" && o.secretStdin:
		return usageError("no client secret is given", "standard input has no line with it")
	case app.ClientSecret == "" && profile.SecretRequired:
		return usageError("no client secret is given", profile.Provider.Title()+" apps always have one",
			"Give it as one line of standard input with --secret-stdin, or in "+profile.SecretVariable()+".")
	}
	return nil
}

// takeFromEnv takes what the flags leave open from the variables of the
// provider, if they are about the same app.
func takeFromEnv(env *Env, profile provider.Profile, o setupOptions, app *model.App) {
	id, secret := strings.TrimSpace(env.getenv(profile.ClientIDVariable())), strings.TrimSpace(env.getenv(profile.SecretVariable()))
	if app.ClientID == "" && id != "" {
		app.ClientID = id
		env.Info("The client id is the one in %s.", profile.ClientIDVariable())
	}
	if secret != "" && !o.secretStdin && !o.noSecret && cmp.Or(id, app.ClientID) == app.ClientID {
		app.ClientSecret = secret
		env.Info("The client secret is the one in %s.", profile.SecretVariable())
	}
}

// proveApp asks the provider whether the keys are right, where it can be asked
// without a person. That it cannot be reached is no reason not to store them.
func proveApp(ctx context.Context, env *Env, profile provider.Profile, app model.App) error {
	connector, err := newConnector(env, nil)
	if err != nil {
		return err
	}
	connector.SignIn.Env = func(name string) string {
		switch name {
		case profile.ClientIDVariable():
			return app.ClientID
		case profile.SecretVariable():
			return app.ClientSecret
		}
		return ""
	}
	if env.simulator() != "" {
		if profile, err = env.providers.Profile(profile.Provider, provider.Simulator, env.simulator()); err != nil {
			return err
		}
	}
	proven, err := connector.SignIn.CheckKeys(ctx, profile)
	switch {
	case err != nil && codeOf(err) == exitSignIn:
		return &exitError{code: exitSignIn, op: "nothing was stored", err: err, hints: hints(
			"Copy client id and secret again, both from the same pair of keys of the app.",
			"To store them untried, add --no-check.")}
	case err != nil:
		env.Info("The keys could not be tried now (%s).", err)
	case proven:
		env.Info("%s %s knows these keys.", env.Good("✓"), profile.Title())
	default:
		env.Info("%s tells whether the client id is right when you sign in.", profile.Provider.Title())
	}
	return nil
}
