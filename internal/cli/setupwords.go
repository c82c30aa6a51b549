package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/connection"
	"github.com/ledgerlink/ledgerlink/internal/provider"
)

// instructions say what to do on the provider's developer site.
func instructions(from provider.Provider, profile provider.Profile, o setupOptions) string {
	guide := from.SetupGuide(profile.Environment)
	steps := append(slices.Clone(guide.Before), redirectStep(guide, profile, o))
	steps = append(steps, guide.After...)
	var b strings.Builder
	fmt.Fprintf(&b, "Register an app of your own at %s, once:\n\n", guide.Site)
	for i, step := range steps {
		fmt.Fprintf(&b, "  %d. %s\n", i+1, strings.ReplaceAll(step, "\n", "\n     "))
	}
	if guide.Notes != "" {
		fmt.Fprintf(&b, "\n%s\n", guide.Notes)
	}
	return b.String()
}

// redirectStep is the step in which the redirect URI is entered.
func redirectStep(guide provider.SetupGuide, profile provider.Profile, o setupOptions) string {
	uri := o.redirectURL
	if uri == "" && profile.LoopbackURI {
		uri = connection.LoopbackURI(profile, o.port)
	}
	if uri != "" {
		return guide.Redirect + " this, to the letter:  " + uri
	}
	return guide.Redirect + ` an https address of yours.
` + guide.NoLoopback + ` Any page will do if you
paste the address you land on (connect --paste); ledgerlink setup ` + string(profile.Provider) + `
--print-page prints one to host there that hands the answer on by itself.`
}

// secretVariables names the environment variables with client secrets.
func secretVariables(env *Env) string {
	variables := make([]string, len(env.providers))
	for i, p := range env.providers {
		variables[i] = p.Profile(provider.Production).SecretVariable()
	}
	return strings.Join(variables, "\nor ")
}

// provableKeys are the providers whose keys can be tried without a sign-in.
func provableKeys(env *Env) provider.Set {
	return slices.DeleteFunc(slices.Clone(env.providers), func(p provider.Provider) bool {
		return !p.Profile(provider.Production).ProvableKeys
	})
}

// publicApps names the kinds of apps that have no secret.
func publicApps(env *Env) string {
	var kinds []string
	for _, p := range env.providers {
		if kind := p.SetupGuide(provider.Production).PublicApp; kind != "" {
			kinds = append(kinds, fmt.Sprintf("%s's %q", p.Name().Title(), kind))
		}
	}
	if len(kinds) == 0 {
		return ""
	}
	return " (" + strings.Join(kinds, ", ") + ")"
}
