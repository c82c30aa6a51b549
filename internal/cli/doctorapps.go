package cli

import (
	"context"
	"errors"
	"slices"

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

// examineApps sees whether there are apps, whether their keys are right where
// that can be known without a person, and how a sign-in comes back.
func examineApps(ctx context.Context, env *Env, uses []use, o doctorOptions) []finding {
	var findings []finding
	for _, u := range uses {
		if u.source == "" {
			continue
		}
		findings = append(findings, examineKeys(ctx, env, u, o), examineRoute(u))
	}
	if len(findings) == 0 {
		return []finding{broken("apps", exitSignIn, "you have not set up an app of Xero or QuickBooks yet",
			"ledgerlink setup xero", "ledgerlink setup quickbooks", "To look around first: ledgerlink demo")}
	}
	return findings
}

func examineKeys(ctx context.Context, env *Env, u use, o doctorOptions) finding {
	check := u.profile.Title() + " app"
	if o.offline || u.profile.Environment == provider.Simulator {
		return fine(check, "%s", u.source)
	}
	linker, err := newLinker(env, nil)
	if err != nil {
		return wrong(check, err)
	}
	proven, err := linker.ProveKeys(ctx, u.profile)
	switch {
	case err == nil && proven:
		return fine(check, "%s, and they are right", u.source)
	case err == nil:
		return fine(check, "%s; a sign-in tells whether they are right", u.source)
	case codeOf(err) == exitUnavailable:
		return fine(check, "%s; they could not be tried", u.source) // the network's own finding says why
	}
	return wrong(check, err)
}

func examineRoute(u use) finding {
	check := u.profile.Title() + " redirect"
	if u.noRoute != nil {
		return wrong(check, u.noRoute)
	}
	return fine(check, "%s, which has to be registered with the app, to the letter", u.redirectURI)
}

// ports are those a sign-in waits on, or the one that was asked about.
func ports(uses []use, asked int) []int {
	if asked != 0 {
		return []int{asked}
	}
	var all []int
	for _, u := range uses {
		if u.noRoute == nil && !slices.Contains(all, u.port) {
			all = append(all, u.port)
		}
	}
	if len(all) == 0 {
		return []int{link.DefaultPort}
	}
	return all
}
