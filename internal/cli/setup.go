package cli

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/internal/link"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// handOnPage is a page to host on a registered https address. It hands the
// answer of a sign-in on to the listener on the reader's own machine, and shows
// or keeps nothing of it.
//
//go:embed handon.html
var handOnPage string

type setupOptions struct {
	provider     string
	environment  string
	clientID     string
	secretStdin  bool
	noSecret     bool
	redirectURL  string
	port         int
	printPage    bool
	withoutProof bool
}

func newSetup(a *app) *cobra.Command {
	var o setupOptions
	cmd := &cobra.Command{
		Use:   "setup xero|quickbooks",
		Short: "Store your own app's credentials",
		Long: `Say what to register on the provider's developer site, and store the client id
and secret of your own app, sealed. With the environment variables
LEDGERLINK_XERO_CLIENT_ID and so on there is nothing to set up.`,
		Example: `  ledgerlink setup xero
  ledgerlink setup quickbooks --client-id ABC --secret-stdin < secret.txt
  ledgerlink setup quickbooks --print-page > ledgerlink.html`,
		Args:      oneProvider,
		ValidArgs: []string{"xero", "quickbooks"},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.provider = args[0]
			return a.runSetup(cmd.Context(), o)
		},
	}
	cmd.Flags().StringVar(&o.environment, "environment", "production", "production or sandbox (QuickBooks sandbox companies)")
	cmd.Flags().StringVar(&o.clientID, "client-id", "", "client id of your app")
	cmd.Flags().BoolVar(&o.secretStdin, "secret-stdin", false, "read the client secret as one line from standard input")
	cmd.Flags().BoolVar(&o.noSecret, "no-secret", false, "the app has no secret (Xero's \"Mobile or desktop app\")")
	cmd.Flags().StringVar(&o.redirectURL, "redirect-url", "", "the https address registered with the app, if it is not http://localhost")
	cmd.Flags().IntVar(&o.port, "port", link.DefaultPort, "port of http://localhost:PORT/callback/…")
	cmd.Flags().BoolVar(&o.printPage, "print-page", false, "print a page to host at --redirect-url that hands the answer on to this machine")
	cmd.Flags().BoolVar(&o.withoutProof, "no-check", false, "do not ask the provider whether the keys are right")
	return endsWith(cmd, fault.SignIn, fault.Unavailable)
}

func (a *app) runSetup(ctx context.Context, o setupOptions) error {
	from, err := providerNamed(o.provider)
	if err != nil {
		return err
	}
	profile, err := provider.Lookup(from, provider.Environment(o.environment), "")
	if err != nil {
		return err
	}
	if o.printPage {
		_, err := io.WriteString(a.Out, strings.ReplaceAll(handOnPage, "{{TARGET}}", loopback(o.port, profile)))
		return err
	}
	a.say("%s", instructions(profile, o))
	app, err := a.askForApp(ctx, profile, o)
	if err != nil {
		return err
	}
	if !o.withoutProof {
		if err := a.proveApp(ctx, profile, app); err != nil {
			return err
		}
	}
	kept, err := a.store()
	if err != nil {
		return err
	}
	if err := kept.SaveApp(app); err != nil {
		return err
	}
	a.say("%s The %s app is stored in %s. Next: ledgerlink connect %s --model NAME", good("✓"), profile.Title(), kept.Path(), from)
	return nil
}

func loopback(port int, profile provider.Profile) string {
	return "http://localhost:" + strconv.Itoa(port) + profile.CallbackPath
}

// instructions say what to click on the provider's developer site.
func instructions(profile provider.Profile, o setupOptions) string {
	redirect := o.redirectURL
	if redirect == "" && profile.LoopbackURI {
		redirect = loopback(o.port, profile)
	}
	if redirect == "" {
		redirect = "an https address of yours (Intuit refuses http://localhost for real companies):\n" +
			"                    any page will do with `connect --paste`; `setup quickbooks --print-page` prints\n" +
			"                    one that hands the answer on by itself"
	}
	site, kind := "https://developer.xero.com/app/manage", "\"New app\", type \"Mobile or desktop app\" (it has no secret)"
	if profile.Provider == ledger.QuickBooks {
		site, kind = "https://developer.intuit.com/dashboard", "an app for QuickBooks Online, its \""+keySet(profile)+"\" keys"
	}
	return fmt.Sprintf(`Register an app of your own, once:
  1. site           %s
  2. app            %s
  3. redirect URI   %s
  4. scopes         %s
`, site, kind, redirect, strings.Join(profile.Scopes, " "))
}

func keySet(profile provider.Profile) string {
	if profile.Environment == provider.Sandbox {
		return "Development"
	}
	return "Production"
}

// askForApp takes the keys from flags and standard input, and asks for what is
// missing where somebody can be asked.
func (a *app) askForApp(ctx context.Context, profile provider.Profile, o setupOptions) (store.App, error) {
	app := store.App{
		Provider: profile.Provider, Environment: string(profile.Environment),
		ClientID: strings.TrimSpace(o.clientID), RedirectURI: o.redirectURL, SavedAt: a.now().UTC(),
	}
	var err error
	if o.secretStdin {
		if app.ClientSecret, err = a.lines().Next(ctx); err != nil && !errors.Is(err, io.EOF) {
			return app, err
		}
	}
	needSecret := app.ClientSecret == "" && !o.noSecret && (profile.SecretRequired || app.ClientID == "")
	if a.Terminal && !o.secretStdin && (app.ClientID == "" || needSecret) {
		if err := a.askKeys(ctx, profile, &app, needSecret); err != nil {
			return app, err
		}
	}
	app.ClientID, app.ClientSecret = strings.TrimSpace(app.ClientID), strings.TrimSpace(app.ClientSecret)
	switch {
	case app.ClientID == "":
		return app, fault.New(fault.Usage, "no client id is given", "give --client-id ID")
	case app.ClientSecret == "" && profile.SecretRequired:
		return app, fault.New(fault.Usage, "no client secret is given", "give it as one line of standard input with --secret-stdin")
	}
	return app, nil
}

// proveApp asks the provider whether the keys are right, where it can be asked
// without a person. That it cannot be reached is no reason not to store them.
func (a *app) proveApp(ctx context.Context, profile provider.Profile, app store.App) error {
	linker, err := a.linker(nil)
	if err != nil {
		return err
	}
	linker.Env = func(name string) string {
		switch name {
		case profile.ClientIDVariable():
			return app.ClientID
		case profile.SecretVariable():
			return app.ClientSecret
		}
		return ""
	}
	proven, err := linker.ProveKeys(ctx, profile)
	switch {
	case err != nil && importer.Code(err) == fault.Unavailable:
		a.say("The keys could not be tried now: %s", err)
	case err != nil:
		return err
	case proven:
		a.say("%s %s knows these keys.", good("✓"), profile.Provider.Title())
	}
	return nil
}
