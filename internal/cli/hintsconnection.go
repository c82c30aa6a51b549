package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/connection"
	"github.com/ledgerlink/ledgerlink/internal/oauthflow"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/signin"
)

// connectionRules is the part of the table about making, using and ending
// connections.
func connectionRules() []rule {
	return []rule{
		// connection
		onIn(adviseOnConnected),
		onIn(func(_ *connection.KeptError, whole error) advice {
			return advice{exitUnavailable, hints(
				"Nothing was removed here; run the command again later,",
				"or remove it here only: ledgerlink disconnect"+flagsIn(whole)+" --local-only")}
		}),
		as[*connection.DemoError](exitUsage, "If that is what you want, add --allow-demo."),
		as[*connection.RedirectError](exitUsage, "With --redirect-url, give exactly the redirect URI that is registered with your app."),
		on(adviseOnLoopback),
		on(adviseOnConsentRefused),
		on(func(e *connection.ExchangeError) advice {
			return advice{exitOK, hints("Run the command again: a consent can be used once only.")}
		}),
		as[*connection.ScopesError](exitSignIn, "Run the command again and allow all of them; if they are not asked for, check the app's own scopes."),
		on(func(e *connection.NoOrganisationError) advice {
			return advice{exitSignIn, hints("Run the command again and pick an organisation at " + e.Provider.Title() + "'s consent page.")}
		}),
		on(adviseOnChoice),
		on(func(e *connection.NotGrantedError) advice {
			return advice{exitWrongOrganisation, append(hints("Granted:"), listOrganisations(e.Granted)...)}
		}),
		onIn(adviseOnWrongOrganisation),
		on(func(e *connection.OtherEnvironmentError) advice {
			return advice{exitSignIn, hints("Add --environment " + string(e.Environment) + ", or use the app's other pair of keys and pick another company.")}
		}),

		// signin
		onIn(func(_ *signin.NeededError, whole error) advice {
			return advice{exitSignIn, hints("Sign in again: ledgerlink reconnect" + flagsIn(whole))}
		}),
		as[*signin.UnavailableError](exitUnavailable, "The connection is kept; try again later."),
		on(adviseOnApp),
		on(func(e *signin.KeysError) advice {
			return advice{exitSignIn, hints(
				"Check the app "+e.ClientID+": "+appVariables(e.Profile)+",",
				"or what `ledgerlink setup "+string(e.Profile.Provider)+"` stored. "+e.Profile.KeysHint)}
		}),

		// oauthflow
		on(func(e *oauthflow.PortError) advice {
			return advice{exitUsage, hints(
				fmt.Sprintf("End the program that uses port %d (another sign-in, perhaps), or choose another with --port N", e.Port),
				"and register its redirect URI with your app first: http://localhost:N"+e.CallbackPath,
				"(for now the registered one is "+e.RedirectURI+"). Or add --paste: then no port is needed.")}
		}),
		on(adviseOnPaste),
		on(func(e *oauthflow.TimeoutError) advice {
			return advice{exitSignIn, hints(
				"If the browser was closed, run the command again and finish the sign-in there.",
				"If it showed an error page, check that this redirect URI is registered with your app: "+e.RedirectURI)}
		}),

		// provider
		as[*provider.UnknownError](exitUsage),
		on(adviseOnEnvironment),
		as[*provider.SimulatorError](exitUsage, "Start one with `ledgerlink simulator` and set LEDGERLINK_SIMULATOR=http://127.0.0.1:PORT, or unset it."),
		on(func(e *provider.AnswerError) advice {
			return advice{exitSignIn, hints("Run the command again; if you paste the address, paste all of it, " + e.Missing + " included.")}
		}),
	}
}

func adviseOnConnected(_ *connection.ConnectedError, whole error) advice {
	return advice{exitUsage, hints(
		"To sign in again: ledgerlink reconnect"+flagsIn(whole),
		"To read another organisation, disconnect it first: ledgerlink disconnect"+flagsIn(whole))}
}

func adviseOnLoopback(e *connection.LoopbackError) advice {
	return advice{exitUsage, hints(
		"Register an https page of yours with the app and add --redirect-url https://… (any page will do with --paste;",
		"`ledgerlink setup "+string(e.Profile.Provider)+" --print-page` prints one that hands the answer on by itself),",
		"or add --environment sandbox for a sandbox company.")}
}

func adviseOnConsentRefused(e *connection.ConsentRefusedError) advice {
	switch e.Err.Code {
	case "access_denied":
		return advice{exitSignIn, hints("Run the command again and allow access; nothing was changed.")}
	case "invalid_scope":
		return advice{exitSignIn, hints("Check that the app may ask for: " + strings.Join(e.Profile.Scopes, " "))}
	}
	return advice{code: exitSignIn}
}

func adviseOnChoice(e *connection.ChoiceError) advice {
	say := "Say it with --org and a name or id:"
	if e.Asked != "" {
		say = "Say which with --org and an id:"
	}
	return advice{exitUsage, append(hints(say), listOrganisations(e.Among)...)}
}

func adviseOnWrongOrganisation(e *connection.WrongOrganisationError, whole error) advice {
	return advice{exitWrongOrganisation, hints(
		"Nothing was changed. Run the command again and pick "+e.Connection.Organisation.Name+".",
		"To read another organisation, disconnect this one first: ledgerlink disconnect"+flagsIn(whole))}
}

func adviseOnApp(e *signin.AppError) advice {
	setup := "Run `ledgerlink setup " + string(e.Profile.Provider) + "`"
	if e.ClientID != "" {
		setup += " for this app"
	}
	return advice{exitUsage, hints(setup + ", or set " + appVariables(e.Profile) + ".")}
}

func adviseOnPaste(e *oauthflow.PasteError) advice {
	if errors.Is(e.Err, io.EOF) {
		return advice{exitUsage, hints("Paste the address the browser landed on as one line of standard input.")}
	}
	return advice{exitUsage, hints("Paste the whole address the browser landed on, which begins with " + e.RedirectURI)}
}

func adviseOnEnvironment(e *provider.EnvironmentError) advice {
	if e.Instead == "" {
		return advice{code: exitUsage}
	}
	return advice{exitUsage, hints(e.Instead + " Leave --environment out.")}
}

// appVariables names the variables an app can be set with.
func appVariables(p provider.Profile) string {
	if p.SecretRequired {
		return p.ClientIDVariable() + " and " + p.SecretVariable()
	}
	return p.ClientIDVariable() + " (and " + p.SecretVariable() + " if the app has a secret)"
}

// listOrganisations names organisations a line each, the first few of them.
func listOrganisations(organisations []provider.Organisation) []string {
	const few = 10
	var lines []string
	for i, organisation := range organisations {
		if i == few {
			return append(lines, fmt.Sprintf("  and %d more", len(organisations)-few))
		}
		lines = append(lines, fmt.Sprintf("  %s  %s", organisation.ID, organisation.Name))
	}
	return lines
}
