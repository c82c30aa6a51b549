package quickbooks

import (
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/provider"
)

// SetupGuide follows https://developer.intuit.com/dashboard.
func (q Provider) SetupGuide(environment provider.Environment) provider.SetupGuide {
	keys := "Production"
	if environment == provider.Sandbox {
		keys = "Development"
	}
	open, noLoopback := `Open its "Keys and credentials", `+keys+".", ""
	if environment == provider.Production {
		open += `
Intuit shows these keys after you have filled in the app's details and its
assessment questionnaire.`
		noLoopback = "Intuit refuses http://localhost for real companies."
	}
	return provider.SetupGuide{
		Site: "Intuit",
		Before: []string{
			`Open https://developer.intuit.com/dashboard and create an app for QuickBooks
Online with the scope  ` + strings.Join(q.Profile(environment).Scopes, " "),
			open,
		},
		Redirect:   "As a redirect URI for " + keys + " enter",
		NoLoopback: noLoopback,
		After:      []string{"Copy the client id and the client secret of the " + keys + " keys."},
		Environments: map[provider.Environment]string{
			provider.Production: "Real companies (the app's Production keys)",
			provider.Sandbox:    "Sandbox companies, to try it (the app's Development keys)",
		},
	}
}
