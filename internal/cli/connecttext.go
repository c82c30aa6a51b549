package cli

import (
	"fmt"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/connection"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/oauthflow"
	"github.com/ledgerlink/ledgerlink/internal/provider"
)

// announce shows what a person has to know while a sign-in waits, the URL alone on
// a line.
func announce(env *Env, a connection.Announcement) {
	env.Print("%s", env.Multiline(strings.TrimRight(announcement(a), "\n")))
}

func announcement(a connection.Announcement) string {
	var b strings.Builder
	if a.Opening {
		fmt.Fprintf(&b, "Sign in to %s in the browser that opens now, or open this address yourself:\n", a.Profile.Title())
	} else {
		fmt.Fprintf(&b, "Open this address in a browser to sign in to %s:\n", a.Profile.Title())
	}
	fmt.Fprintf(&b, "\n%s\n\n", a.URL)
	if a.Listening {
		fmt.Fprintf(&b, "Waiting up to %d minutes for the browser to come back.\n", int(a.Timeout.Minutes()))
	}
	switch {
	case a.Listening && a.Pasting:
		fmt.Fprintf(&b, "If it cannot (it runs on another computer, or shows that it cannot open the page), paste the\n"+
			"address it landed on here and press Enter. It begins with %s\n", a.RedirectURI)
	case a.Pasting:
		fmt.Fprintf(&b, "Then paste the address the browser landed on here and press Enter, whatever its page shows.\n"+
			"It begins with %s\n", a.RedirectURI)
	}
	fmt.Fprintf(&b, "If %s shows an error page instead of asking for permission, check your app:\n", a.Profile.Provider.Title())
	fmt.Fprintf(&b, "  redirect URI  %s\n", a.RedirectURI)
	fmt.Fprintf(&b, "  scopes        %s\n", strings.Join(a.Profile.Scopes, " "))
	fmt.Fprintf(&b, "  client id     the one %s names, or `ledgerlink setup %s` stored\n",
		a.Profile.ClientIDVariable(), a.Profile.Provider)
	return b.String()
}

// printConnected confirms a connection that was just made or renewed.
func printConnected(env *Env, result *connection.ConnectResult) {
	env.Info("%s", connectedTitle(result))
	for _, detail := range connectedDetails(result) {
		env.Info("  %-16s %s", detail.Label, detail.Value)
	}
}

func connectedTitle(result *connection.ConnectResult) string {
	verb := "is linked to"
	if result.Renewed {
		verb = "is signed in again to"
	}
	return fmt.Sprintf("%s %s %s", result.Connection.Key, verb, result.Connection.Organisation.Name)
}

// connectedDetails are what a person checks to be sure that it is the right
// organisation.
func connectedDetails(result *connection.ConnectResult) []oauthflow.Detail {
	conn, organisation := result.Connection, result.Connection.Organisation
	details := []oauthflow.Detail{
		{Label: "Organisation", Value: organisation.Name},
		{Label: "Provider", Value: conn.Provider.Title()},
		{Label: "Currency", Value: organisation.Currency},
		{Label: "Country", Value: organisation.Country},
		{Label: "Environment", Value: conn.Environment},
		{Label: "Data", Value: dataOf(conn)},
	}
	if !result.Expires.IsZero() {
		details = append(details, oauthflow.Detail{
			Label: "Sign-in", Value: "valid until " + result.Expires.UTC().Format("2 January 2006") + "; each use extends it",
		})
	}
	return details
}

// dataOf says how real an organisation's figures are.
func dataOf(conn model.Connection) string {
	switch {
	case conn.Organisation.Demo:
		return "demo: made up, and reset from time to time"
	case conn.Environment == string(provider.Sandbox):
		return "sandbox: made up"
	case conn.Environment == string(provider.Simulator):
		return "simulated"
	}
	return "live"
}
