package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/connection"
	"github.com/ledgerlink/ledgerlink/internal/oauthflow"
)

// signInFlags are the flags of connect and reconnect.
type signInFlags struct {
	port        int
	redirectURL string
	noBrowser   bool
	paste       bool
}

func (f *signInFlags) bind(cmd *cobra.Command) {
	portVar(cmd, &f.port, fmt.Sprintf("port of http://localhost:PORT/callback/…, as registered with your app (default %d)", connection.DefaultPort))
	cmd.Flags().StringVar(&f.redirectURL, "redirect-url", "", "a registered https address to be sent back to instead")
	cmd.Flags().BoolVar(&f.noBrowser, "no-browser", false, "print the address to open, open no browser")
	cmd.Flags().BoolVar(&f.paste, "paste", false, "paste the address you land on, as one line of standard input")
}

// signIn is how the person signs in: through the browser, by pasting, or both
// where somebody sits at the terminal.
func signIn(env *Env, f signInFlags) connection.SignInOptions {
	options := connection.SignInOptions{
		Port:        f.port,
		RedirectURL: f.redirectURL,
		Listen:      !f.paste || env.Terminal,
		Lenient:     f.paste, // who pastes needs no port
		Announce:    env.announce,
		Page: func(result *connection.ConnectResult) oauthflow.Page {
			return oauthflow.Page{
				Title:   connectedTitle(result),
				Lead:    "ledgerlink can now read its chart of accounts and its reports. It never writes.",
				Details: connectedDetails(result),
			}
		},
	}
	if !f.noBrowser && !f.paste {
		options.Open = env.openBrowser
	}
	if f.paste || env.Terminal {
		options.Paste = env.lines()
	}
	if env.Terminal {
		options.AskAgain = func(problem error) { env.Print("%s. Paste the whole address once more:", problem) }
		options.Choose = func(ctx context.Context, among []connection.Candidate) (int, error) {
			return chooseOrganisation(ctx, env, among)
		}
	}
	return options
}

// chooseOrganisation asks which of several organisations is meant.
func chooseOrganisation(ctx context.Context, env *Env, among []connection.Candidate) (int, error) {
	env.Print("This sign-in may read several organisations:")
	options := make([]string, len(among))
	for i, candidate := range among {
		options[i] = candidate.Name
		for _, key := range candidate.UsedBy {
			options[i] += ", read by " + key.String() + " already"
		}
	}
	return env.prompter().Choose(ctx, "Which one?", options)
}
