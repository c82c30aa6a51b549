package link

import (
	"cmp"
	"errors"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// simulatorApp is client id and secret at a simulator where none are set.
const simulatorApp = "simulator"

// credentials are the user's own app at a provider.
type credentials struct{ id, secret string }

// credentials are the app for a new consent: the environment's, else the stored
// one, else at a simulator its own.
func (l *Linker) credentials(p provider.Profile) (credentials, error) {
	id := l.lookup(p.ClientIDVariable())
	if id == "" {
		app, err := l.app(p)
		if err != nil {
			return credentials{}, err
		}
		id = app.ClientID
	}
	if id == "" && p.Environment == provider.Simulator {
		id = simulatorApp
	}
	if id == "" {
		return credentials{}, fault.New(fault.Usage, "no "+p.Provider.Title()+" app is set up",
			p.ClientIDVariable()+" is not set and no app is stored",
			"Run `ledgerlink setup "+string(p.Provider)+"`, or set "+appVariables(p)+".")
	}
	return l.credentialsOf(p, id)
}

// credentialsOf are the credentials of one particular app, as a sign-in only
// ever works with the app it was made with.
func (l *Linker) credentialsOf(p provider.Profile, id string) (credentials, error) {
	secret, err := l.secretOf(p, id)
	if err != nil {
		return credentials{}, err
	}
	if secret == "" && p.SecretRequired {
		return credentials{}, fault.New(fault.Usage, "the secret of the "+p.Provider.Title()+" app "+id+" is not known",
			p.SecretVariable()+" is not set for it and no such app is stored",
			"Run `ledgerlink setup "+string(p.Provider)+"` for this app, or set "+appVariables(p)+".")
	}
	return credentials{id, secret}, nil
}

func (l *Linker) secretOf(p provider.Profile, id string) (string, error) {
	if cmp.Or(l.lookup(p.ClientIDVariable()), id) == id {
		if secret := l.lookup(p.SecretVariable()); secret != "" {
			return secret, nil
		}
	}
	app, err := l.app(p)
	if err != nil {
		return "", err
	}
	if app.ClientID == id && app.ClientSecret != "" {
		return app.ClientSecret, nil
	}
	if p.Environment == provider.Simulator && p.SecretRequired {
		return simulatorApp, nil
	}
	return "", nil
}

// app is the stored app, empty where there is none. A simulator has none.
func (l *Linker) app(p provider.Profile) (model.App, error) {
	if p.Environment == provider.Simulator {
		return model.App{}, nil
	}
	app, err := l.Store.App(p.Provider, string(p.Environment))
	if errors.Is(err, model.ErrNotFound) {
		return model.App{}, nil
	}
	return app, err
}

func (l *Linker) lookup(variable string) string {
	if l.Env == nil {
		return ""
	}
	return strings.TrimSpace(l.Env(variable))
}

// appVariables names the variables an app can be set with.
func appVariables(p provider.Profile) string {
	if p.SecretRequired {
		return p.ClientIDVariable() + " and " + p.SecretVariable()
	}
	return p.ClientIDVariable() + " (and " + p.SecretVariable() + " if the app has a secret)"
}

// badCredentials is a client id or secret the provider refused.
func badCredentials(what string, p provider.Profile, clientID string, refused *ledger.Error) error {
	return fault.Wrap(fault.SignIn, what, refused,
		"Check the app "+clientID+": "+appVariables(p)+",",
		"or what `ledgerlink setup "+string(p.Provider)+"` stored. "+keysHint(p))
}

// keysHint is the usual mix-up of keys at a provider.
func keysHint(p provider.Profile) string {
	if p.Provider == ledger.QuickBooks {
		return "Development keys are for sandbox companies, Production keys for real ones."
	}
	return "A \"Web app\" needs its secret; a \"Mobile or desktop app\" has none."
}
