package doctor

import (
	"context"
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// checkApps checks whether there are apps, whether their keys are right if that
// can be known without a person, and how a sign-in comes back.
func (c Config) checkApps(ctx context.Context, apps []App) []Finding {
	var findings []Finding
	for _, app := range apps {
		if app.Source != "" {
			findings = append(findings, c.checkKeys(ctx, app), checkRedirect(app))
		}
	}
	if len(findings) == 0 {
		return []Finding{failed("apps", &NoAppError{providersOf(apps)})}
	}
	return findings
}

// providersOf are the providers of apps, each once.
func providersOf(apps []App) []ledger.Provider {
	var providers []ledger.Provider
	for _, app := range apps {
		if !slices.Contains(providers, app.Provider) {
			providers = append(providers, app.Provider)
		}
	}
	return providers
}

func (c Config) checkKeys(ctx context.Context, app App) Finding {
	check := app.Title() + " app"
	if c.Offline || app.CheckKeys == nil {
		return passed(check, app.Source)
	}
	known, err := app.CheckKeys(ctx)
	switch {
	case err == nil && known:
		return passed(check, app.Source+", and they are right")
	case err == nil:
		return passed(check, app.Source+"; a sign-in tells whether they are right")
	case c.Unreachable(err):
		return passed(check, app.Source+"; they could not be tried") // the network's own finding says why
	}
	return failed(check, err)
}

func checkRedirect(app App) Finding {
	check := app.Title() + " redirect"
	if app.RedirectErr != nil {
		return failed(check, app.RedirectErr)
	}
	return passed(check, app.Redirect.URI+", which has to be registered with the app exactly as it stands here")
}

// ports are those a sign-in listens on, or the one that is to be checked.
func (c Config) ports(apps []App) []int {
	if c.Port != 0 {
		return []int{c.Port}
	}
	var ports []int
	for _, app := range apps {
		if app.RedirectErr == nil && !slices.Contains(ports, app.Redirect.Port) {
			ports = append(ports, app.Redirect.Port)
		}
	}
	if len(ports) == 0 {
		return []int{c.DefaultPort}
	}
	return ports
}
