package cli

import (
	"context"
	"errors"
	"strings"

	"charm.land/huh/v2"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/store"
)

// askKeys shows a form for what is missing of an app's keys. The secret is not
// shown while it is typed.
func (a *app) askKeys(ctx context.Context, profile provider.Profile, app *store.App, secret bool) error {
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
	form := huh.NewForm(huh.NewGroup(fields...)).WithInput(a.In).WithOutput(a.Err).
		WithAccessible(a.env("NO_COLOR") != "" || a.env("TERM") == "dumb")
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
