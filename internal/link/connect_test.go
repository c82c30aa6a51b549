package link

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// wantFault fails unless err has the code and says each of the words.
func wantFault(t *testing.T, err error, code fault.Code, words ...string) {
	t.Helper()
	stuck, ok := errors.AsType[*fault.Error](err)
	if !ok || stuck.Code != code {
		t.Fatalf("the error is %v, not one with exit code %d", err, code)
	}
	told := stuck.Error() + "\n" + strings.Join(stuck.Do, "\n")
	for _, word := range words {
		if !strings.Contains(told, word) {
			t.Errorf("it does not say %q:\n%s", word, told)
		}
	}
}

func TestConnectLinksTheOrganisationThatWasPicked(t *testing.T) {
	both(t, func(t *testing.T, p ledger.Provider) {
		w := newWorld(t, nil)
		want := w.organisations(p)[1]
		linked, err := w.tryConnect("acme", p, 1, "")
		if err != nil {
			t.Fatal(err)
		}
		stored, err := model.Read(w.Store, func(r model.Reader) (model.Connection, error) { return r.Connection(key("acme")) })
		if err != nil {
			t.Fatal(err)
		}
		if stored.Organisation.ID != want.ID || stored.Environment != "simulator" || stored.BaseURL != w.server.URL {
			t.Errorf("stored is %+v", stored)
		}
		if p == ledger.Xero && stored.ConnectionID == "" {
			t.Error("the id of the connection is missing")
		}
		text := linked.Text()
		for _, needed := range []string{"acme", want.Name, want.Currency, want.Country, "simulator", "Demo company"} {
			if !strings.Contains(text, needed) {
				t.Errorf("the confirmation does not name %q:\n%s", needed, text)
			}
		}
		if err := w.Check(t.Context(), stored); err != nil {
			t.Errorf("the connection does not work: %v", err)
		}
	})
}

func TestConnectOfALinkedModelNamesReconnect(t *testing.T) {
	w := newWorld(t, nil)
	w.connect("acme", ledger.Xero, 0)
	w.sim.ResetLog()
	_, err := w.tryConnect("acme", ledger.QuickBooks, 0, "")
	wantFault(t, err, fault.Usage, "ledgerlink reconnect --model acme")
	if asked := len(w.sim.Requests()); asked != 0 {
		t.Errorf("the provider was asked %d times", asked)
	}
}

func TestNeverTheFirstOfSeveralOrganisations(t *testing.T) {
	w := newWorld(t, nil)
	w.connect("first", ledger.Xero, 0)
	w.connect("second", ledger.Xero, 1)
	// Both are connected now, so another consent connects nothing new.
	_, err := w.tryConnect("third", ledger.Xero, 1, "")
	wantFault(t, err, fault.Usage, "--org", w.organisations(ledger.Xero)[0].ID, w.organisations(ledger.Xero)[1].Name)
	if _, err := model.Read(w.Store, func(r model.Reader) (model.Connection, error) { return r.Connection(key("third")) }); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("something was linked: %v", err)
	}
	for _, flag := range []string{w.organisations(ledger.Xero)[1].ID, strings.ToUpper(w.organisations(ledger.Xero)[1].Name)} {
		linked, err := w.tryConnect("third", ledger.Xero, 1, flag)
		if err != nil {
			t.Fatal(err)
		}
		if linked.Connection.Organisation.ID != w.organisations(ledger.Xero)[1].ID {
			t.Errorf("--org %s linked %s", flag, linked.Connection.Organisation.Name)
		}
		if _, err := w.Disconnect(t.Context(), DisconnectOptions{Key: key("third"), LocalOnly: true}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPersonIsAskedWhichOrganisation(t *testing.T) {
	w := newWorld(t, nil)
	w.connect("first", ledger.Xero, 0)
	w.connect("second", ledger.Xero, 1)
	options := w.signIn(org(w.organisations(ledger.Xero)[1].ID))
	options.Choose = func(_ context.Context, among []Candidate) (int, error) {
		for i, candidate := range among {
			if candidate.ID == w.organisations(ledger.Xero)[1].ID {
				if len(candidate.UsedBy) != 1 || candidate.UsedBy[0] != key("second") {
					t.Errorf("used by %v", candidate.UsedBy)
				}
				return i, nil
			}
		}
		return -1, nil
	}
	linked, err := w.Connect(t.Context(), ConnectOptions{Key: key("third"), Provider: ledger.Xero, SignInOptions: options})
	if err != nil || linked.Connection.Organisation.ID != w.organisations(ledger.Xero)[1].ID {
		t.Errorf("%+v, %v", linked, err)
	}
}

func TestOrganisationThatWasNotGrantedHasExitCode4(t *testing.T) {
	both(t, func(t *testing.T, p ledger.Provider) {
		w := newWorld(t, nil)
		_, err := w.tryConnect("acme", p, 0, w.organisations(p)[1].Name)
		wantFault(t, err, fault.WrongOrganisation, w.organisations(p)[1].Name, w.organisations(p)[0].Name)
		if _, err := model.Read(w.Store, func(r model.Reader) (model.Connection, error) { return r.Connection(key("acme")) }); !errors.Is(err, model.ErrNotFound) {
			t.Errorf("something was linked: %v", err)
		}
	})
}

func TestCancelHasExitCode3(t *testing.T) {
	both(t, func(t *testing.T, p ledger.Provider) {
		w := newWorld(t, nil)
		_, err := w.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: p, SignInOptions: w.signIn("&simulate=deny")})
		wantFault(t, err, fault.SignIn, "permission was not given")
	})
}

func TestSecondConsentServesTheFirstModelToo(t *testing.T) {
	w := newWorld(t, nil)
	first := w.connect("first", ledger.Xero, 0)
	second := w.connect("second", ledger.Xero, 1)
	if first.SignInID != second.SignInID {
		t.Error("one person with one app has two sign-ins")
	}
	w.sim.ExpireAccessTokens()
	w.pass(Hour)
	for _, conn := range []model.Connection{first, second} {
		if err := w.Check(t.Context(), conn); err != nil {
			t.Errorf("%s: %v", conn.Key, err)
		}
	}
}

func TestTokensOfAFailedConsentAreKeptForOtherModels(t *testing.T) {
	w := newWorld(t, nil)
	first := w.connect("first", ledger.Xero, 0)
	// The simulator ends the older chain of tokens at the second consent.
	_, err := w.tryConnect("second", ledger.Xero, 1, "Nobody Ltd")
	wantFault(t, err, fault.WrongOrganisation)
	w.sim.ExpireAccessTokens()
	w.pass(Hour)
	if err := w.Check(t.Context(), first); err != nil {
		t.Errorf("the first model lost its sign-in: %v", err)
	}
}

func TestReconnectToAnotherOrganisationIsRefused(t *testing.T) {
	both(t, func(t *testing.T, p ledger.Provider) {
		w := newWorld(t, nil)
		before := w.connect("acme", p, 0)
		_, err := w.Reconnect(t.Context(), ReconnectOptions{Key: key("acme"), SignInOptions: w.signIn(org(w.organisations(p)[1].ID))})
		wantFault(t, err, fault.WrongOrganisation, before.Organisation.Name, "disconnect --model acme")
		after, err := model.Read(w.Store, func(r model.Reader) (model.Connection, error) { return r.Connection(key("acme")) })
		if err != nil || after.Organisation.ID != before.Organisation.ID || after.SignInID != before.SignInID || !after.ConnectedAt.Equal(before.ConnectedAt) {
			t.Errorf("the connection was touched: %+v, %v", after, err)
		}
		if err := w.Check(t.Context(), after); err != nil {
			t.Errorf("the connection does not work any more: %v", err)
		}
	})
}

func TestReconnectMendsARevokedSignIn(t *testing.T) {
	both(t, func(t *testing.T, p ledger.Provider) {
		w := newWorld(t, nil)
		conn := w.connect("acme", p, 0)
		w.sim.RevokeSignIns(p)
		wantSignInNeeded(t, w.Check(t.Context(), conn))
		linked, err := w.Reconnect(t.Context(), ReconnectOptions{Key: key("acme"), SignInOptions: w.signIn(org(conn.Organisation.ID))})
		if err != nil {
			t.Fatal(err)
		}
		if linked.State != model.Connected || !linked.Renewed {
			t.Errorf("linked is %+v", linked)
		}
		if err := w.Check(t.Context(), linked.Connection); err != nil {
			t.Error(err)
		}
	})
}

func TestReconnectOfNothingNamesConnect(t *testing.T) {
	w := newWorld(t, nil)
	_, err := w.Reconnect(t.Context(), ReconnectOptions{Key: key("acme"), SignInOptions: w.signIn("")})
	wantFault(t, err, fault.SignIn, "not connected", "ledgerlink connect xero --model acme")
}

func TestXeroConsentCarriesS256Challenge(t *testing.T) {
	for _, secret := range []string{"", "web-app-secret"} {
		w := newWorld(t, nil)
		w.env["LEDGERLINK_XERO_CLIENT_SECRET"] = secret
		var announced Announcement
		options := w.signIn(org(w.organisations(ledger.Xero)[0].ID))
		options.Announce = func(a Announcement) { announced = a }
		if _, err := w.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: ledger.Xero, SignInOptions: options}); err != nil {
			t.Fatal(err)
		}
		query := parsed(t, announced.URL)
		if query.Get("code_challenge_method") != "S256" || len(query.Get("code_challenge")) != 43 {
			t.Errorf("with the secret %q the address is %s", secret, announced.URL)
		}
	}
}

func TestXeroPKCEIsKeptBesideASecret(t *testing.T) {
	w := newWorld(t, nil)
	w.env["LEDGERLINK_XERO_CLIENT_SECRET"] = "web-app-secret"
	bodies := w.watchBodies()
	w.connect("acme", ledger.Xero, 0)
	form := bodies.form(t, tokenPath(ledger.Xero))
	if len(form.Get("code_verifier")) < 43 || form.Get("client_secret") != "" {
		t.Error("the verifier was dropped, or the secret is in the body")
	}
	want := "Basic " + base64.StdEncoding.EncodeToString([]byte("simulator:web-app-secret"))
	if bodies.authorization != want {
		t.Errorf("the secret was not sent with Basic: %q", bodies.authorization)
	}
}

func TestQuickBooksGetsNoChallenge(t *testing.T) {
	w := newWorld(t, nil)
	var announced Announcement
	options := w.signIn("")
	options.Announce = func(a Announcement) { announced = a }
	if _, err := w.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: ledger.QuickBooks, SignInOptions: options}); err != nil {
		t.Fatal(err)
	}
	if query := parsed(t, announced.URL); query.Has("code_challenge") || query.Has("code_challenge_method") {
		t.Errorf("the address is %s", announced.URL)
	}
}

func TestCodeIsSentOnce(t *testing.T) {
	both(t, func(t *testing.T, p ledger.Provider) {
		w := newWorld(t, nil)
		w.sim.Inject(faults.Fault{Match: tokenPath(p), Kind: faults.Status, Status: http.StatusBadGateway})
		_, err := w.tryConnect("acme", p, 0, "")
		wantFault(t, err, fault.Unavailable, "Run the command again")
		if sent := w.asked(http.MethodPost, tokenPath(p)); sent != 1 {
			t.Errorf("the code was sent %d times", sent)
		}
	})
}

func TestRedirectURIIsTheOneAnnounced(t *testing.T) {
	both(t, func(t *testing.T, p ledger.Provider) {
		w := newWorld(t, nil)
		bodies := w.watchBodies()
		var announced Announcement
		options := w.signIn(org(w.organisations(p)[0].ID))
		options.Announce = func(a Announcement) { announced = a }
		linked, err := w.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: p, SignInOptions: options})
		if err != nil {
			t.Fatal(err)
		}
		uri := announced.RedirectURI
		if !strings.HasPrefix(uri, "http://localhost:") || !strings.HasSuffix(uri, "/callback/"+string(p)) {
			t.Errorf("the redirect URI is %s", uri)
		}
		if query := parsed(t, announced.URL); query.Get("redirect_uri") != uri {
			t.Errorf("asked for %s", query.Get("redirect_uri"))
		}
		if form := bodies.form(t, tokenPath(p)); form.Get("redirect_uri") != uri {
			t.Errorf("exchanged with %s", form.Get("redirect_uri"))
		}
		if linked.Connection.RedirectURI != uri {
			t.Errorf("remembered %s", linked.Connection.RedirectURI)
		}
	})
}

func TestAnnouncementHoldsTheURLAloneOnALine(t *testing.T) {
	w := newWorld(t, nil)
	var announced Announcement
	options := w.signIn("")
	options.Announce = func(a Announcement) { announced = a }
	if _, err := w.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: ledger.Xero, SignInOptions: options}); err != nil {
		t.Fatal(err)
	}
	text := announced.Text()
	if !strings.Contains(text, "\n"+announced.URL+"\n") {
		t.Errorf("the address is not alone on a line:\n%s", text)
	}
	for _, needed := range append(announced.Provider.Scopes, announced.RedirectURI, "error page") {
		if !strings.Contains(text, needed) {
			t.Errorf("it does not name %q:\n%s", needed, text)
		}
	}
}

func TestMissingCompanyIDFails(t *testing.T) {
	w := newWorld(t, nil)
	options := w.signIn("")
	options.Open = func(address string) error {
		query := parsed(t, address)
		return w.browser("")(query.Get("redirect_uri") + "?code=c&state=" + url.QueryEscape(query.Get("state")))
	}
	_, err := w.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: ledger.QuickBooks, SignInOptions: options})
	wantFault(t, err, fault.SignIn, "which company")
	if sent := w.asked(http.MethodPost, tokenPath(ledger.QuickBooks)); sent != 0 {
		t.Errorf("the code was sent %d times", sent)
	}
}

func TestMissingScopeIsNamed(t *testing.T) {
	w := newWorld(t, nil)
	options := w.signIn("")
	open := options.Open
	options.Open = func(address string) error {
		return open(strings.Replace(address, "accounting.reports.trialbalance.read", "openid", 1))
	}
	_, err := w.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: ledger.Xero, SignInOptions: options})
	wantFault(t, err, fault.SignIn, "accounting.reports.trialbalance.read")
}

func TestWrongSecretNamesTheVariables(t *testing.T) {
	w := newWorld(t, func(o *simulator.Options) {
		o.Apps = []oauth.App{{Provider: ledger.QuickBooks, ID: "mine", Secret: "right"}}
	})
	w.env["LEDGERLINK_QUICKBOOKS_CLIENT_ID"], w.env["LEDGERLINK_QUICKBOOKS_CLIENT_SECRET"] = "mine", "very-wrong"
	_, err := w.tryConnect("acme", ledger.QuickBooks, 0, "")
	wantFault(t, err, fault.SignIn, "LEDGERLINK_QUICKBOOKS_CLIENT_ID", "LEDGERLINK_QUICKBOOKS_CLIENT_SECRET")
	if strings.Contains(err.Error(), "very-wrong") {
		t.Error("the error holds the secret")
	}
}

func TestNoAppNamesSetupAndVariables(t *testing.T) {
	w := newWorld(t, nil)
	w.env = map[string]string{}
	_, err := w.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: ledger.Xero, SignInOptions: w.signIn("")})
	wantFault(t, err, fault.Usage, "ledgerlink setup xero", "LEDGERLINK_XERO_CLIENT_ID")
	w.env["LEDGERLINK_QUICKBOOKS_CLIENT_ID"] = "mine"
	_, err = w.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: ledger.QuickBooks, SignInOptions: w.signIn("")})
	wantFault(t, err, fault.Usage, "ledgerlink setup quickbooks", "LEDGERLINK_QUICKBOOKS_CLIENT_SECRET")
}

func TestQuickBooksProductionNeedsAnHTTPSPage(t *testing.T) {
	w := newWorld(t, nil)
	w.env = map[string]string{"LEDGERLINK_QUICKBOOKS_CLIENT_ID": "mine", "LEDGERLINK_QUICKBOOKS_CLIENT_SECRET": "s"}
	_, err := w.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: ledger.QuickBooks, SignInOptions: w.signIn("")})
	wantFault(t, err, fault.Usage, "--redirect-url", "--environment sandbox")
}

func TestSimulatorElsewhereIsRefused(t *testing.T) {
	for _, address := range []string{"http://example.com:8799", "http://10.0.0.1", "ftp://127.0.0.1", "127.0.0.1:8799", "http://127.0.0.1@evil.example"} {
		w := newWorld(t, nil)
		w.env["LEDGERLINK_SIMULATOR"] = address
		_, err := w.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: ledger.Xero, SignInOptions: w.signIn("")})
		wantFault(t, err, fault.Usage, "LEDGERLINK_SIMULATOR")
	}
}

func TestDemoBesideRealHistoryNeedsAllowDemo(t *testing.T) {
	w := newWorld(t, nil)
	var demo ledger.Organisation
	for _, organisation := range w.sim.Organisations() {
		if organisation.Demo && organisation.Provider == ledger.Xero {
			demo = organisation
		}
	}
	if demo.ID == "" {
		t.Fatal("the simulator has no demo company")
	}
	err := w.Store.(*store.Store).Update(func(tx model.Writer) error {
		return tx.AddImport(model.Import{ID: "one", Model: "acme", Kind: model.COA, File: "x", Entities: []model.ImportEntity{{
			Entity: "main", Provider: ledger.Xero, Environment: "production", OrganisationID: "o",
		}}})
	})
	if err != nil {
		t.Fatal(err)
	}
	options := ConnectOptions{Key: key("acme"), Provider: ledger.Xero, SignInOptions: w.signIn(org(demo.ID))}
	_, err = w.Connect(t.Context(), options)
	wantFault(t, err, fault.Usage, "--allow-demo", demo.Name)
	options.AllowDemo, options.SignInOptions, options.Org = true, w.signIn(org(demo.ID)), demo.ID
	linked, err := w.Connect(t.Context(), options)
	if err != nil || !linked.Connection.Organisation.Demo || !strings.Contains(linked.Text(), "made up") {
		t.Errorf("%+v, %v", linked, err)
	}
}

func parsed(t *testing.T, address string) url.Values {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query()
}
