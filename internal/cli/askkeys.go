package cli

import (
	"context"
	"errors"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/link"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// askWhere asks which companies a QuickBooks app is for and, for real ones, which
// page is registered. At Xero there is nothing to choose.
func askWhere(ctx context.Context, env *Env, from ledger.Provider, o *setupOptions) error {
	if from != ledger.QuickBooks {
		return nil
	}
	if o.environment == "" {
		chosen, err := env.prompter().Choose(ctx, "Which companies will it read?", []string{
			"Real companies (the app's Production keys)",
			"Sandbox companies, to try it (the app's Development keys)",
		})
		if err != nil {
			return err
		}
		o.environment = []provider.Environment{provider.Production, provider.Sandbox}[chosen]
	}
	if o.environment != provider.Production || o.redirectURL != "" {
		return nil
	}
	profile, err := provider.Lookup(from, provider.Production, "")
	if err != nil {
		return err
	}
	env.Print("Intuit refuses http://localhost for real companies. Any https page of yours will do,\n" +
		"e.g. https://example.com/ledgerlink. Leave it empty to decide when you connect.")
	o.redirectURL, err = env.prompter().AskUntil(ctx, "Redirect URI:", func(address string) error {
		if address == "" {
			return nil
		}
		return link.CheckRedirectURL(profile, address)
	})
	return err
}

// askKeys asks for what is missing of an app's keys. The secret is not shown
// while it is typed.
func askKeys(ctx context.Context, env *Env, profile provider.Profile, app *model.App, secret bool) (err error) {
	if app.ClientID == "" {
		if app.ClientID, err = env.prompter().AskUntil(ctx, "Client id:", notEmpty); err != nil {
			return err
		}
	}
	if !secret {
		return nil
	}
	question := "Client secret (not shown; empty if the app has none):"
	if profile.SecretRequired {
		question = "Client secret (not shown):"
	}
	for {
		app.ClientSecret, err = env.prompter().Secret(ctx, question)
		if err != nil || app.ClientSecret != "" || !profile.SecretRequired {
			return err
		}
		env.Print("%s", notEmpty(app.ClientSecret))
	}
}

func notEmpty(text string) error {
	if strings.TrimSpace(text) == "" {
		return errors.New("It cannot be empty.") //nolint:staticcheck // ST1005: a sentence for the person who is asked
	}
	return nil
}
