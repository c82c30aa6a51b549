package cli

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/connection"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/oauthflow"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/provider/providers"
	"github.com/ledgerlink/ledgerlink/internal/signin"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestAdviceOnConnections(t *testing.T) {
	t.Parallel()
	xero, err := providers.All().Profile(ledger.Xero, provider.Production, "")
	if err != nil {
		t.Fatal(err)
	}
	real, err := providers.All().Profile(ledger.QuickBooks, provider.Production, "")
	if err != nil {
		t.Fatal(err)
	}
	key := model.Key{Model: "acme", Entity: model.MainEntity}
	conn := model.Connection{Key: key, Organisation: ledger.Organisation{Name: "Blue Gum"}}
	granted := []provider.Organisation{{ID: "o-1", Name: "Red Gum"}}
	unavailable := &ledger.Error{Kind: ledger.Unavailable, Provider: ledger.Xero, Op: "ask", Message: "it is down"}
	wrong := &ledger.Error{Kind: ledger.BadCredentials, Provider: ledger.QuickBooks, Op: "ask", Message: "wrong keys"}
	about := func(err error) error { return &connection.Error{Op: "connect acme to Xero", Key: key, Err: err} }

	for _, test := range []struct {
		err   error
		code  exitCode
		words []string
	}{
		{&model.NotConnectedError{Key: key}, exitSignIn, []string{"ledgerlink connect", "--model acme"}},
		{&connection.ConnectedError{Connection: conn}, exitUsage, []string{"ledgerlink reconnect --model acme", "ledgerlink disconnect --model acme"}},
		{&connection.KeptError{Err: about(unavailable)}, exitUnavailable, []string{"--model acme --local-only", "later"}},
		{about(&connection.DemoError{Model: "acme", Organisation: "Demo Company"}), exitUsage, []string{"--allow-demo"}},
		{&connection.RedirectError{Address: "x"}, exitUsage, []string{"--redirect-url"}},
		{&connection.LoopbackError{Profile: real}, exitUsage, []string{"--redirect-url", "--paste", "setup quickbooks --print-page", "--environment sandbox"}},
		{about(&connection.ConsentRefusedError{Profile: xero, Err: &oauthflow.RefusedError{Code: "access_denied"}}), exitSignIn, []string{"allow access"}},
		{about(&connection.ConsentRefusedError{Profile: xero, Err: &oauthflow.RefusedError{Code: "invalid_scope"}}), exitSignIn, []string{"offline_access accounting.settings.read"}},
		{about(&connection.ConsentRefusedError{Profile: xero, Err: &oauthflow.RefusedError{Code: "server_error"}}), exitSignIn, nil},
		{about(&connection.ExchangeError{Err: unavailable}), exitUnavailable, []string{"Run the command again"}},
		{about(&connection.ScopesError{Missing: []string{"x"}}), exitSignIn, []string{"allow all of them"}},
		{about(&connection.NoOrganisationError{Provider: ledger.Xero}), exitSignIn, []string{"Xero's consent page"}},
		{about(&connection.ChoiceError{Provider: ledger.Xero, Among: granted}), exitUsage, []string{"--org and a name or id", "o-1  Red Gum"}},
		{about(&connection.ChoiceError{Provider: ledger.Xero, Asked: "Red Gum", Among: granted}), exitUsage, []string{"--org and an id", "o-1"}},
		{about(&connection.NotGrantedError{Asked: "Blue Gum", Granted: granted}), exitWrongOrganisation, []string{"Granted:", "o-1  Red Gum"}},
		{about(&connection.WrongOrganisationError{Connection: conn, Granted: granted}), exitWrongOrganisation, []string{"pick Blue Gum", "disconnect --model acme"}},
		{about(&connection.OtherEnvironmentError{Environment: provider.Sandbox}), exitSignIn, []string{"--environment sandbox"}},
		{&signin.NeededError{Key: key, Err: errors.New("it was revoked")}, exitSignIn, []string{"ledgerlink reconnect --model acme"}},
		{&signin.UnavailableError{Key: key, Err: unavailable}, exitUnavailable, []string{"kept"}},
		{&signin.AppError{Profile: xero}, exitUsage, []string{"ledgerlink setup xero", "LEDGERLINK_XERO_CLIENT_ID"}},
		{&signin.AppError{Profile: real, ClientID: "mine"}, exitUsage, []string{"ledgerlink setup quickbooks", "LEDGERLINK_QUICKBOOKS_CLIENT_SECRET"}},
		{about(&signin.KeysError{Profile: real, ClientID: "mine", Err: wrong}), exitSignIn, []string{
			"mine", "LEDGERLINK_QUICKBOOKS_CLIENT_ID and LEDGERLINK_QUICKBOOKS_CLIENT_SECRET", "Development keys",
		}},
		{&oauthflow.PortError{Port: 8217, CallbackPath: "/callback/xero", RedirectURI: "http://localhost:8217/callback/xero", Err: io.EOF}, exitUsage, []string{
			"--port", "http://localhost:N/callback/xero", "http://localhost:8217/callback/xero", "--paste",
		}},
		{&oauthflow.PasteError{RedirectURI: "https://a.example/x", Err: errors.New("no code")}, exitUsage, []string{"https://a.example/x"}},
		{&oauthflow.PasteError{RedirectURI: "https://a.example/x", Err: io.EOF}, exitUsage, []string{"standard input"}},
		{&oauthflow.TimeoutError{RedirectURI: "https://a.example/x"}, exitSignIn, []string{"browser was closed", "https://a.example/x"}},
		{&provider.UnknownError{Provider: "sage"}, exitUsage, nil},
		{&provider.EnvironmentError{Provider: ledger.Xero, Environment: provider.Sandbox, Instead: "Connect Xero's demo company instead."}, exitUsage, []string{"demo company", "--environment"}},
		{&provider.SimulatorError{Address: "x"}, exitUsage, []string{"LEDGERLINK_SIMULATOR", "ledgerlink simulator"}},
		{about(&provider.AnswerError{Missing: "realmId"}), exitSignIn, []string{"realmId"}},
	} {
		got := advise(test.err)
		if got.code != test.code {
			t.Errorf("%T: exit code %d, want %d", test.err, got.code, test.code)
		}
		text := strings.Join(got.hints, "\n")
		for _, word := range test.words {
			if !strings.Contains(text, word) {
				t.Errorf("%v: the hints do not say %q:\n%s", test.err, word, text)
			}
		}
	}
}

func TestAnnouncementHasTheURLAloneOnALine(t *testing.T) {
	t.Parallel()
	profile, err := providers.All().Profile(ledger.Xero, provider.Production, "")
	if err != nil {
		t.Fatal(err)
	}
	a := connection.Announcement{Profile: profile, Announcement: oauthflow.Announcement{
		URL: "https://login.example/?state=s", RedirectURI: "http://localhost:8217/callback/xero", Pasting: true,
	}}
	text := announcement(a)
	if !strings.Contains(text, "\n"+a.URL+"\n") {
		t.Errorf("the URL is not alone on a line:\n%s", text)
	}
	for _, needed := range append(profile.Scopes, a.RedirectURI, "error page") {
		if !strings.Contains(text, needed) {
			t.Errorf("it does not name %q:\n%s", needed, text)
		}
	}
}

func TestConfirmationNamesTheOrganisation(t *testing.T) {
	t.Parallel()
	result := &connection.ConnectResult{Connection: model.Connection{
		Key: model.Key{Model: "acme", Entity: model.MainEntity}, Provider: ledger.Xero, Environment: "simulator",
		Organisation: ledger.Organisation{Name: "Blue Gum", Currency: "AUD", Country: "AU"},
	}}
	words := []string{connectedTitle(result)}
	for _, detail := range connectedDetails(result) {
		words = append(words, detail.Label, detail.Value)
	}
	text := strings.Join(words, "\n")
	for _, needed := range []string{"acme is linked to Blue Gum", "Xero", "AUD", "AU", "Data", "simulated"} {
		if !strings.Contains(text, needed) {
			t.Errorf("the confirmation does not say %q:\n%s", needed, text)
		}
	}
	result.Connection.Organisation.Demo, result.Renewed = true, true
	if !strings.Contains(dataOf(result.Connection), "made up") || !strings.Contains(connectedTitle(result), "signed in again") {
		t.Errorf("%s, %s", connectedTitle(result), dataOf(result.Connection))
	}
}
