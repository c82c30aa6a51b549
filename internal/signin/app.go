package signin

import (
	"cmp"
	"errors"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
)

// simulatorApp is client id and secret at a simulator where none are set.
const simulatorApp = "simulator"

// App is the app for a new consent: that of the environment's variables, else the
// stored one, else at a simulator its own. Its error may be an *AppError.
func (c *Client) App(p provider.Profile) (provider.App, error) {
	id := c.variable(p.ClientIDVariable())
	if id == "" {
		stored, err := c.StoredApp(p)
		if err != nil {
			return provider.App{}, err
		}
		id = stored.ClientID
	}
	if id == "" && p.Environment == provider.Simulator {
		id = simulatorApp
	}
	if id == "" {
		return provider.App{}, &AppError{Profile: p}
	}
	return c.appOf(p, id)
}

// appOf is one particular app: a sign-in works with the app it was made with only.
func (c *Client) appOf(p provider.Profile, id string) (provider.App, error) {
	secret, err := c.secretOf(p, id)
	if err != nil {
		return provider.App{}, err
	}
	if secret == "" && p.SecretRequired {
		return provider.App{}, &AppError{Profile: p, ClientID: id}
	}
	return provider.App{ID: id, Secret: secret}, nil
}

func (c *Client) secretOf(p provider.Profile, id string) (string, error) {
	if cmp.Or(c.variable(p.ClientIDVariable()), id) == id {
		if secret := c.variable(p.SecretVariable()); secret != "" {
			return secret, nil
		}
	}
	stored, err := c.StoredApp(p)
	if err != nil {
		return "", err
	}
	if stored.ClientID == id && stored.ClientSecret != "" {
		return stored.ClientSecret, nil
	}
	if p.Environment == provider.Simulator && p.SecretRequired {
		return simulatorApp, nil
	}
	return "", nil
}

// StoredApp is the stored app, the zero App where there is none. None is stored
// for a simulator.
func (c *Client) StoredApp(p provider.Profile) (model.App, error) {
	if p.Environment == provider.Simulator {
		return model.App{}, nil
	}
	app, err := c.Store.App(p.Provider, string(p.Environment))
	if errors.Is(err, model.ErrNotFound) {
		return model.App{}, nil
	}
	return app, err
}

func (c *Client) variable(name string) string {
	if c.Env == nil {
		return ""
	}
	return strings.TrimSpace(c.Env(name))
}
