package link

import (
	"fmt"
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/oauthflow"
	"github.com/ledgerlink/ledgerlink/internal/provider"
)

// Announcement is what a person has to know while a sign-in waits.
type Announcement struct {
	oauthflow.Announcement
	Provider provider.Profile
	Opening  bool // a browser is being opened
	Timeout  time.Duration
}

// Text is the whole announcement for standard error, the URL alone on a line.
func (a Announcement) Text() string {
	name := a.Provider.Provider.Title()
	var b strings.Builder
	switch {
	case a.Opening:
		fmt.Fprintf(&b, "Sign in to %s in the browser that opens now, or open this address yourself:\n", a.Provider.Title())
	default:
		fmt.Fprintf(&b, "Open this address in a browser to sign in to %s:\n", a.Provider.Title())
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
	fmt.Fprintf(&b, "If %s shows an error page instead of asking for permission, check your app:\n", name)
	fmt.Fprintf(&b, "  redirect URI  %s\n", a.RedirectURI)
	fmt.Fprintf(&b, "  scopes        %s\n", strings.Join(a.Provider.Scopes, " "))
	fmt.Fprintf(&b, "  client id     the one %s names, or `ledgerlink setup %s` stored\n",
		a.Provider.ClientIDVariable(), a.Provider.Provider)
	return b.String()
}
