package cli

import (
	"context"
	"errors"

	"github.com/ledgerlink/ledgerlink/internal/connection"
	"github.com/ledgerlink/ledgerlink/internal/doctor"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/store"
)

// use is a provider that this store has to do with, or may have.
type use struct {
	profile provider.Profile
	source  string // where the app's keys are from; empty: there is none

	redirect   connection.Redirect
	noRedirect error // why there is no way back from a sign-in
}

// uses are the providers with an app or a connection; the simulator's where one
// is named. Where there are none at all it is each of them.
func usesOf(env *Env) ([]use, error) {
	kept, err := env.store()
	if err != nil {
		return nil, err
	}
	redirects, err := redirectsOf(env, kept)
	if err != nil {
		return nil, err
	}
	profiles, err := environments(env)
	if err != nil {
		return nil, err
	}
	var all, wanted []use
	for _, profile := range profiles {
		u, err := useOf(env, kept, profile, redirects[profile.APIBase])
		if err != nil {
			return nil, err
		}
		all = append(all, u)
		if _, connected := redirects[profile.APIBase]; connected || u.source != "" {
			wanted = append(wanted, u)
		}
	}
	if len(wanted) == 0 {
		return all, nil
	}
	return wanted, nil
}

// redirectsOf are the redirect URIs that connections were made with, by the address
// of their API.
func redirectsOf(env *Env, kept *store.Store) (map[string]string, error) {
	connections, err := model.Read(kept, func(r model.Reader) ([]model.Connection, error) { return r.Connections("") })
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

// environments are the profiles there can be an app for: at the simulator if one
// is set.
func environments(env *Env) ([]provider.Profile, error) {
	var profiles []provider.Profile
	for _, p := range env.providers {
		wanted := p.Environments()
		if env.simulator() != "" {
			wanted = []provider.Environment{provider.Simulator}
		}
		for _, environment := range wanted {
			profile, err := env.providers.Profile(p.Name(), environment, env.simulator())
			if err != nil {
				return nil, err
			}
			profiles = append(profiles, profile)
		}
	}
	return profiles, nil
}

// useOf is what there is to know about a provider; back is the redirect URI that
// worked before, which counts where none is stored with the app.
func useOf(env *Env, kept *store.Store, profile provider.Profile, back string) (use, error) {
	u := use{profile: profile}
	_, err := kept.App(profile.Provider, string(profile.Environment))
	switch {
	case profile.Environment == provider.Simulator:
		u.source = "the simulator takes any keys"
	case env.getenv(profile.ClientIDVariable()) != "" && profile.Environment == provider.Production:
		u.source = "its keys are in " + profile.ClientIDVariable()
	case err == nil:
		u.source = "its keys are stored"
	case !errors.Is(err, model.ErrNotFound):
		return u, err
	}
	connector, err := newConnector(env, nil)
	if err != nil {
		return u, err
	}
	u.redirect, u.noRedirect = connector.Redirect(profile, connection.SignInOptions{})
	if u.noRedirect != nil && back != "" {
		u.redirect, u.noRedirect = connector.Redirect(profile, connection.SignInOptions{RedirectURL: back})
	}
	return u, nil
}

// doctorApps are the apps that the doctor checks.
func doctorApps(env *Env) ([]doctor.App, error) {
	uses, err := usesOf(env)
	if err != nil {
		return nil, err
	}
	connector, err := newConnector(env, nil)
	if err != nil {
		return nil, err
	}
	apps := make([]doctor.App, 0, len(uses))
	for _, u := range uses {
		app := doctor.App{
			Title: u.profile.Title(), APIBase: u.profile.APIBase, TokenURL: u.profile.TokenURL, Source: u.source,
			RedirectURI: u.redirect.URI, Port: u.redirect.Port, RedirectErr: u.noRedirect,
		}
		if u.profile.Environment != provider.Simulator {
			app.CheckKeys = func(ctx context.Context) (bool, error) { return connector.SignIn.CheckKeys(ctx, u.profile) }
		}
		apps = append(apps, app)
	}
	return apps, nil
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
			Key: s.Key, Organisation: s.Organisation.Name, Provider: s.Provider.Title(), APIBase: profile.APIBase,
			State: s.state, Problem: s.problem,
			Check: func(ctx context.Context) error { return connector.Check(ctx, s.Connection) },
		})
	}
	return checked, nil
}
