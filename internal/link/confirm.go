package link

import (
	"fmt"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/oauthflow"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// Title says what is linked now.
func (l *Linked) Title() string {
	verb := "is linked to"
	if l.Renewed {
		verb = "is signed in again to"
	}
	return fmt.Sprintf("%s %s %s", l.Connection.Key, verb, l.Connection.Organisation.Name)
}

// Details are what a person checks to be sure it is the right organisation.
func (l *Linked) Details() []oauthflow.Detail {
	conn, organisation := l.Connection, l.Connection.Organisation
	details := []oauthflow.Detail{
		{Label: "Organisation", Value: organisation.Name},
		{Label: "Provider", Value: conn.Provider.Title()},
		{Label: "Currency", Value: organisation.Currency},
		{Label: "Country", Value: organisation.Country},
		{Label: "Environment", Value: conn.Environment},
		{Label: "Demo company", Value: demo(organisation.Demo, provider.Environment(conn.Environment))},
	}
	if !l.Expires.IsZero() {
		details = append(details, oauthflow.Detail{
			Label: "Signed in until", Value: l.Expires.UTC().Format("2 January 2006") + ", longer with every use",
		})
	}
	return details
}

func demo(demo bool, env provider.Environment) string {
	switch {
	case demo:
		return "yes: its data is made up and reset at will"
	case env == provider.Sandbox:
		return "yes: a sandbox company, its data is made up"
	case env == provider.Simulator:
		return "no, but served by a simulator: its data is made up"
	}
	return "no"
}

// Text is the confirmation for standard error.
func (l *Linked) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", sanitize.Line(l.Title()))
	for _, detail := range l.Details() {
		fmt.Fprintf(&b, "  %-16s %s\n", detail.Label, sanitize.Line(detail.Value))
	}
	return b.String()
}

func (l *Linked) page() oauthflow.Page {
	return oauthflow.Page{
		Title:   l.Title(),
		Lead:    "ledgerlink can now read its chart of accounts and its reports. It never writes.",
		Details: l.Details(),
	}
}
