package cli

import (
	"cmp"
	"errors"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/store"
)

// keepApp stores the app and says what comes next.
func keepApp(env *Env, profile provider.Profile, app model.App) error {
	kept, err := env.store()
	if err != nil {
		return err
	}
	before, err := kept.App(profile.Provider, string(profile.Environment))
	if err != nil && !errors.Is(err, model.ErrNotFound) {
		return err
	}
	if before.ClientID == app.ClientID {
		app.RedirectURI = cmp.Or(app.RedirectURI, before.RedirectURI)
	}
	stranded, err := strandedBy(kept, before, app)
	if err != nil {
		return err
	}
	if err := kept.SaveApp(app); err != nil {
		return err
	}
	env.Info("%s The %s app is stored in %s%s.", env.Good("✓"), profile.Title(), kept.Path(), keyWords(kept))
	for _, key := range stranded {
		env.Info("%s was signed in with the app %s and needs you to sign in again: ledgerlink reconnect %s", key, before.ClientID, keyFlags(key))
	}
	if id := env.getenv(profile.ClientIDVariable()); id != "" && id != app.ClientID {
		env.Info("%s is set to another app and takes precedence.", profile.ClientIDVariable())
	}
	env.Info("Next: %s", env.Strong(nextCommand(profile, app)))
	if strings.HasPrefix(app.RedirectURI, "https:") {
		env.Info("      with --paste, unless the page at %s hands the answer on", app.RedirectURI)
	}
	return nil
}

// strandedBy are the connections whose secret goes when another app takes the
// place of the one they were signed in with.
func strandedBy(kept *store.Store, before, after model.App) ([]model.Key, error) {
	if before.ClientSecret == "" || before.ClientID == after.ClientID {
		return nil, nil
	}
	connections, err := model.Read(kept, func(r model.Reader) ([]model.Connection, error) { return r.Connections("") })
	var stranded []model.Key
	for _, connection := range connections {
		if connection.Provider != before.Provider || connection.Environment != before.Environment {
			continue
		}
		if signIn, err := kept.PeekSignIn(connection.SignInID); err == nil && signIn.ClientID == before.ClientID {
			stranded = append(stranded, connection.Key)
		}
	}
	return stranded, err
}

func nextCommand(profile provider.Profile, app model.App) string {
	next := "ledgerlink connect " + string(profile.Provider) + " --model NAME"
	if profile.Environment == provider.Sandbox {
		next += " --environment sandbox"
	}
	if app.RedirectURI == "" && !profile.LoopbackURI {
		next += " --redirect-url https://… --paste"
	}
	return next
}
