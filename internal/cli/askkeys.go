package cli

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/connection"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
)

// askWhere asks for the environment of the app, if the provider has several, and
// for the page that is registered, if it has to be one.
func askWhere(ctx context.Context, env *Env, from provider.Provider, o *setupOptions) error {
	environments := from.Environments()
	if o.environment == "" && len(environments) > 1 {
		options := make([]string, len(environments))
		for i, environment := range environments {
			options[i] = from.SetupGuide(environment).Environments[environment]
		}
		chosen, err := env.prompter().Choose(ctx, "Which companies will it read?", options)
		if err != nil {
			return err
		}
		o.environment = environments[chosen]
	}
	profile, err := env.providers.Profile(from.Name(), cmp.Or(o.environment, provider.Production), "")
	if err != nil || profile.LoopbackURI || o.redirectURL != "" {
		return err
	}
	env.Print("%s Any https page of yours will do,\n"+
		"e.g. https://example.com/ledgerlink. Leave it empty to decide when you connect.", from.SetupGuide(profile.Environment).NoLoopback)
	o.redirectURL, err = env.prompter().AskUntil(ctx, "Redirect URI:", func(address string) error {
		if address == "" {
			return nil
		}
		return connection.CheckRedirectURL(profile, address)
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
		return errors.New("it cannot be empty")
	}
	return nil
}
