package cli

import (
	"context"
	"errors"

	"github.com/ledgerlink/ledgerlink/internal/doctor"
	"github.com/ledgerlink/ledgerlink/internal/link"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// use is a provider that this store has to do with, or may have.
type use struct {
	profile provider.Profile
	source  string // where the app's keys are from; empty: there is none

	redirectURI string
	port        int
	noRoute     error // why there is no way back from a sign-in
}

// uses are the providers with an app or a connection; the simulator's where one
// is named. Where there are none at all it is each of them.
func usesOf(env *Env) ([]use, error) {
	kept, err := env.store()
	if err != nil {
		return nil, err
	}
	back, err := waysBack(kept)
	if err != nil {
		return nil, err
	}
	worlds, err := worlds(env)
	if err != nil {
		return nil, err
	}
	var all, wanted []use
	for _, profile := range worlds {
		u, err := useOf(env, kept, profile, back[profile.APIBase])
		if err != nil {
			return nil, err
		}
		all = append(all, u)
		if _, connected := back[profile.APIBase]; connected || u.source != "" {
			wanted = append(wanted, u)
		}
	}
	if len(wanted) == 0 {
		return all, nil
	}
	return wanted, nil
}

// waysBack are the redirect URIs that connections were made with, by the address
// of their API.
func waysBack(kept *store.Store) (map[string]string, error) {
	connections, err := model.Read(kept, func(r model.Reader) ([]model.Connection, error) { return r.Connections("") })
	if err != nil {
		return nil, err
	}
	back := make(map[string]string)
	for _, connection := range connections {
		profile, err := placeOf(connection)
		if err != nil {
			return nil, err
		}
		back[profile.APIBase] = connection.RedirectURI
	}
	return back, nil
}

// placeOf is where a connection was made, whatever the environment says now.
func placeOf(c model.Connection) (provider.Profile, error) {
	return provider.Lookup(c.Provider, provider.Environment(c.Environment), c.BaseURL)
}

// worlds are the profiles there can be an app for.
func worlds(env *Env) ([]provider.Profile, error) {
	type world struct {
		from        ledger.Provider
		environment provider.Environment
	}
	wanted := []world{
		{ledger.Xero, provider.Production}, {ledger.QuickBooks, provider.Production}, {ledger.QuickBooks, provider.Sandbox},
	}
	if env.simulated() {
		wanted = []world{{ledger.Xero, provider.Simulator}, {ledger.QuickBooks, provider.Simulator}}
	}
	profiles := make([]provider.Profile, 0, len(wanted))
	for _, w := range wanted {
		profile, err := provider.Lookup(w.from, w.environment, env.getenv("LEDGERLINK_SIMULATOR"))
		if err != nil {
			return nil, err
		}
		profiles = append(profiles, profile)
	}
	return profiles, nil
}

// profile is where a provider is: at the simulator where one is named.
func profileAt(env *Env, from ledger.Provider) (provider.Profile, error) {
	if env.simulated() {
		return provider.Lookup(from, provider.Simulator, env.getenv("LEDGERLINK_SIMULATOR"))
	}
	return provider.Lookup(from, provider.Production, "")
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
	linker, err := newLinker(env, nil)
	if err != nil {
		return u, err
	}
	u.redirectURI, u.port, u.noRoute = linker.Route(profile, link.SignInOptions{})
	if u.noRoute != nil && back != "" {
		u.redirectURI, u.port, u.noRoute = linker.Route(profile, link.SignInOptions{RedirectURL: back})
	}
	return u, nil
}

// doctorApps are the apps that the doctor checks.
func doctorApps(env *Env) ([]doctor.App, error) {
	uses, err := usesOf(env)
	if err != nil {
		return nil, err
	}
	linker, err := newLinker(env, nil)
	if err != nil {
		return nil, err
	}
	apps := make([]doctor.App, 0, len(uses))
	for _, u := range uses {
		app := doctor.App{
			Title: u.profile.Title(), APIBase: u.profile.APIBase, TokenURL: u.profile.TokenURL, Source: u.source,
			RedirectURI: u.redirectURI, Port: u.port, RedirectErr: u.noRoute,
		}
		if u.profile.Environment != provider.Simulator {
			app.CheckKeys = func(ctx context.Context) (bool, error) { return linker.ProveKeys(ctx, u.profile) }
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
	linker, err := newLinker(env, nil)
	if err != nil {
		return nil, err
	}
	checked := make([]doctor.Connection, 0, len(statuses))
	for _, s := range statuses {
		profile, err := placeOf(s.Connection)
		if err != nil {
			return nil, err
		}
		checked = append(checked, doctor.Connection{
			Key: s.Key, Organisation: s.Organisation.Name, Provider: s.Provider.Title(), APIBase: profile.APIBase,
			State: s.state, Problem: s.problem,
			Check: func(ctx context.Context) error { return linker.Check(ctx, s.Connection) },
		})
	}
	return checked, nil
}
