package cli

import (
	"fmt"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// instructions say what to click on the provider's developer site.
func instructions(profile provider.Profile, o setupOptions) string {
	redirect := o.redirectURL
	if redirect == "" && profile.LoopbackURI {
		redirect = loopback(o.port, profile)
	}
	if profile.Provider == ledger.QuickBooks {
		return quickBooksInstructions(profile, redirect)
	}
	return fmt.Sprintf(`Register an app of your own at Xero, once:

  1. Open https://developer.xero.com/app/manage and press "New app". Give it any
     name, and choose the type "Mobile or desktop app": it has no secret.
  2. Enter this redirect URI, to the letter:  %s
  3. Create the app, open its "Configuration" and copy the client id.

There are no scopes to tick. When you sign in ledgerlink asks for these, all to read:
  %s
`, redirect, strings.Join(profile.Scopes, "\n  "))
}

// keySet is what Intuit calls an app's keys for an environment.
func keySet(profile provider.Profile) string {
	if profile.Environment == provider.Sandbox {
		return "Development"
	}
	return "Production"
}

func quickBooksInstructions(profile provider.Profile, redirect string) string {
	keys, first := keySet(profile), ""
	if profile.Environment == provider.Production {
		first = `
     Intuit shows these keys after you have filled in the app's details and its
     assessment questionnaire.`
	}
	uri := "this, to the letter:  " + redirect
	if redirect == "" {
		uri = `an https address of yours.
     Intuit refuses http://localhost for real companies. Any page will do if you
     paste the address you land on (connect --paste); ledgerlink setup quickbooks
     --print-page prints one to host there that hands the answer on by itself.`
	}
	return fmt.Sprintf(`Register an app of your own at Intuit, once:

  1. Open https://developer.intuit.com/dashboard and create an app for QuickBooks
     Online with the scope  %s
  2. Open its "Keys and credentials", %s.%s
  3. As a redirect URI for %s enter %s
  4. Copy the client id and the client secret of the %s keys.
`, strings.Join(profile.Scopes, " "), keys, first, keys, uri, keys)
}
