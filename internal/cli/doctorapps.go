package cli

import (
	"context"
	"errors"

	"github.com/ledgerlink/ledgerlink/internal/connection"
	"github.com/ledgerlink/ledgerlink/internal/doctor"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
)

// doctorApps are the apps that the doctor checks: those that are set up or that a
// connection was made with, at the simulator if one is set. If there are none at
// all, it is the places where there could be one.
func doctorApps(env *Env) ([]doctor.App, error) {
	connector, err := newConnector(env, nil)
	if err != nil {
		return nil, err
	}
	redirects, err := redirectsOf(env)
	if err != nil {
		return nil, err
	}
	var all, wanted []doctor.App
	for _, p := range env.providers {
		environments := p.Environments()
		if env.simulator() != "" {
			environments = []provider.Environment{provider.Simulator}
		}
		for _, environment := range environments {
			profile, err := env.providers.Profile(p.Name(), environment, env.simulator())
			if err != nil {
				return nil, err
			}
			app, err := doctorApp(env, connector, profile, redirects[profile.APIBase])
			if err != nil {
				return nil, err
			}
			all = append(all, app)
			if _, connected := redirects[profile.APIBase]; connected || app.Source != "" {
				wanted = append(wanted, app)
			}
		}
	}
	if len(wanted) == 0 {
		return all, nil
	}
	return wanted, nil
}

// redirectsOf are the redirect URIs that connections were made with, by the address
// of their API.
func redirectsOf(env *Env) (map[string]string, error) {
	connections, err := connectionsOf(env, target{})
	if err != nil {
		return nil, err
	}
	redirects := make(map[string]string)
	for _, conn := range connections {
		profile, err := profileOf(env, conn)
		if err != nil {
			return nil, err
		}
		redirects[profile.APIBase] = conn.RedirectURI
	}
	return redirects, nil
}

// profileOf is where a connection was made, whatever the environment says now.
func profileOf(env *Env, c model.Connection) (provider.Profile, error) {
	return env.providers.Profile(c.Provider, provider.Environment(c.Environment), c.BaseURL)
}

// doctorApp is the app of a profile; back is the redirect URI that worked before,
// which counts if none is stored with the app.
func doctorApp(env *Env, connector *connection.Connector, profile provider.Profile, back string) (doctor.App, error) {
	app := doctor.App{Profile: profile}
	if profile.Environment != provider.Simulator {
		app.CheckKeys = func(ctx context.Context) (bool, error) { return connector.SignIn.CheckKeys(ctx, profile) }
	}
	st, err := env.store()
	if err != nil {
		return app, err
	}
	_, err = st.App(profile.Provider, string(profile.Environment))
	switch {
	case profile.Environment == provider.Simulator:
		app.Source = "the simulator takes any keys"
	case env.getenv(profile.ClientIDVariable()) != "" && profile.Environment == provider.Production:
		app.Source = "its keys are in " + profile.ClientIDVariable()
	case err == nil:
		app.Source = "its keys are stored"
	case !errors.Is(err, model.ErrNotFound):
		return app, err
	}
	app.Redirect, app.RedirectErr = connector.Redirect(profile, connection.SignInOptions{})
	if app.RedirectErr != nil && back != "" {
		app.Redirect, app.RedirectErr = connector.Redirect(profile, connection.SignInOptions{RedirectURL: back})
	}
	return app, nil
}

// doctorConnections are the connections that the doctor checks.
func doctorConnections(env *Env) ([]doctor.Connection, error) {
	connections, err := connectionsOf(env, target{})
	if err != nil {
		return nil, err
	}
	statuses, err := statusesOf(env, connections)
	if err != nil {
		return nil, err
	}
	connector, err := newConnector(env, nil)
	if err != nil {
		return nil, err
	}
	checked := make([]doctor.Connection, 0, len(statuses))
	for _, s := range statuses {
		profile, err := profileOf(env, s.Connection)
		if err != nil {
			return nil, err
		}
		checked = append(checked, doctor.Connection{
			Connection: s.Connection, APIBase: profile.APIBase, State: s.state, Problem: s.problem,
			Check: func(ctx context.Context) error { return connector.Check(ctx, s.Connection) },
		})
	}
	return checked, nil
}
