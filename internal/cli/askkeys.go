package cli

import (
	"context"
	"errors"
	"strings"

	"charm.land/huh/v2"

	"github.com/ledgerlink/ledgerlink/internal/link"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// askWhere asks which companies a QuickBooks app is for and, for real ones, which
// page is registered. At Xero there is nothing to choose.
func (a *app) askWhere(ctx context.Context, from ledger.Provider, o *setupOptions) error {
	if from != ledger.QuickBooks {
		return nil
	}
	if o.environment == "" {
		err := a.fill(ctx, huh.NewSelect[provider.Environment]().Title("Which companies will it read?").Options(
			huh.NewOption("Real companies (the app's Production keys)", provider.Production),
			huh.NewOption("Sandbox companies, to try it (the app's Development keys)", provider.Sandbox),
		).Value(&o.environment))
		if err != nil {
			return err
		}
	}
	if o.environment != provider.Production || o.redirectURL != "" {
		return nil
	}
	profile, err := provider.Lookup(from, provider.Production, "")
	if err != nil {
		return err
	}
	err = a.fill(ctx, huh.NewInput().Title("Redirect URI: an https address of yours").
		Description("Intuit refuses http://localhost for real companies. Any page of yours will do.\nLeave it empty to decide when you connect.").
		Placeholder("https://example.com/ledgerlink").
		Value(&o.redirectURL).
		Validate(func(address string) error {
			if address = strings.TrimSpace(address); address == "" {
				return nil
			}
			return link.CheckRedirectURL(profile, address)
		}))
	o.redirectURL = strings.TrimSpace(o.redirectURL)
	return err
}

// askKeys shows a form for what is missing of an app's keys. The secret is not
// shown while it is typed.
func (a *app) askKeys(ctx context.Context, profile provider.Profile, app *model.App, secret bool) error {
	var fields []huh.Field
	if app.ClientID == "" {
		fields = append(fields, huh.NewInput().Title("Client id").Value(&app.ClientID).Validate(notEmpty))
	}
	if secret {
		input := huh.NewInput().Title("Client secret").EchoMode(huh.EchoModePassword).Value(&app.ClientSecret)
		if profile.SecretRequired {
			input = input.Validate(notEmpty)
		} else {
			input = input.Description("Leave it empty where the app has none.")
		}
		fields = append(fields, input)
	}
	err := a.fill(ctx, fields...)
	app.ClientID, app.ClientSecret = strings.TrimSpace(app.ClientID), strings.TrimSpace(app.ClientSecret)
	return err
}

// fill has a person fill in a form; one line after another on terminals that
// cannot draw one.
func (a *app) fill(ctx context.Context, fields ...huh.Field) error {
	form := huh.NewForm(huh.NewGroup(fields...)).WithInput(a.In).WithOutput(a.Err).WithShowHelp(false).
		WithAccessible(a.env("TERM") == "dumb")
	err := form.RunWithContext(ctx)
	if errors.Is(err, huh.ErrUserAborted) {
		return context.Canceled
	}
	return err
}

func notEmpty(text string) error {
	if strings.TrimSpace(text) == "" {
		return errors.New("it cannot be empty")
	}
	return nil
}
