package connection

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/signin"
	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/simulator/servertest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// wantError returns the error of type E in err. It fails unless there is one and
// err says each of the words.
func wantError[E error](t *testing.T, err error, words ...string) E {
	t.Helper()
	found, ok := errors.AsType[E](err)
	if !ok {
		t.Fatalf("the error is %T: %v", err, err)
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("it does not say %q: %v", word, err)
		}
	}
	return found
}

func TestConnectLinksTheOrganisationThatWasPicked(t *testing.T) {
	servertest.EachProvider(t, func(t *testing.T, p ledger.Provider) {
		h := newHarness(t)
		want := h.organisations(p)[1]
		result, err := h.tryConnect("acme", p, 1, "")
		if err != nil {
			t.Fatal(err)
		}
		stored, err := h.stored(key("acme"))
		if err != nil {
			t.Fatal(err)
		}
		if stored.Organisation.ID != want.ID || stored.Environment != "simulator" || stored.BaseURL != h.URL {
			t.Errorf("stored is %+v", stored)
		}
		if p == ledger.Xero && stored.ConnectionID == "" {
			t.Error("the id of the connection is missing")
		}
		got := result.Connection.Organisation
		if got.Name != want.Name || got.Currency != want.Currency || got.Country != want.Country || result.Renewed {
			t.Errorf("the result is %+v", result)
		}
		if err := h.Check(t.Context(), stored); err != nil {
			t.Errorf("the connection does not work: %v", err)
		}
	})
}

func TestConnectRefusesAConnectedModel(t *testing.T) {
	h := newHarness(t)
	h.connect("acme", ledger.Xero, 0)
	h.Server.ResetLog()
	_, err := h.tryConnect("acme", ledger.QuickBooks, 0, "")
	if taken := wantError[*ConnectedError](t, err, "acme is connected already"); taken.ConnectionKey() != key("acme") {
		t.Errorf("it is about %s", taken.ConnectionKey())
	}
	if asked := len(h.Server.Requests()); asked != 0 {
		t.Errorf("the provider was asked %d times", asked)
	}
}

func TestNeverTheFirstOfSeveralOrganisations(t *testing.T) {
	h := newHarness(t)
	h.connect("first", ledger.Xero, 0)
	h.connect("second", ledger.Xero, 1)
	// Both are connected now, so another consent connects nothing new.
	_, err := h.tryConnect("third", ledger.Xero, 1, "")
	among := wantError[*ChoiceError](t, err).Among
	for _, organisation := range h.organisations(ledger.Xero)[:2] {
		if !slices.ContainsFunc(among, func(o provider.Organisation) bool { return o.ID == organisation.ID && o.Name == organisation.Name }) {
			t.Errorf("%s is not among %+v", organisation.Name, among)
		}
	}
	if _, err := h.stored(key("third")); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("something was linked: %v", err)
	}
	for _, flag := range []string{h.organisations(ledger.Xero)[1].ID, strings.ToUpper(h.organisations(ledger.Xero)[1].Name)} {
		linked, err := h.tryConnect("third", ledger.Xero, 1, flag)
		if err != nil {
			t.Fatal(err)
		}
		if linked.Connection.Organisation.ID != h.organisations(ledger.Xero)[1].ID {
			t.Errorf("--org %s linked %s", flag, linked.Connection.Organisation.Name)
		}
		if _, err := h.Disconnect(t.Context(), DisconnectOptions{Key: key("third"), LocalOnly: true}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPersonIsAskedWhichOrganisation(t *testing.T) {
	h := newHarness(t)
	h.connect("first", ledger.Xero, 0)
	h.connect("second", ledger.Xero, 1)
	options := h.signIn(org(h.organisations(ledger.Xero)[1].ID))
	options.Choose = func(_ context.Context, among []Candidate) (int, error) {
		for i, candidate := range among {
			if candidate.ID == h.organisations(ledger.Xero)[1].ID {
				if len(candidate.UsedBy) != 1 || candidate.UsedBy[0] != key("second") {
					t.Errorf("used by %v", candidate.UsedBy)
				}
				return i, nil
			}
		}
		return -1, nil
	}
	linked, err := h.Connect(t.Context(), ConnectOptions{Key: key("third"), Provider: ledger.Xero, SignInOptions: options})
	if err != nil || linked.Connection.Organisation.ID != h.organisations(ledger.Xero)[1].ID {
		t.Errorf("%+v, %v", linked, err)
	}
}

func TestOrganisationThatWasNotGrantedIsRefused(t *testing.T) {
	servertest.EachProvider(t, func(t *testing.T, p ledger.Provider) {
		h := newHarness(t)
		_, err := h.tryConnect("acme", p, 0, h.organisations(p)[1].Name)
		refused := wantError[*NotGrantedError](t, err, h.organisations(p)[1].Name)
		if len(refused.Granted) != 1 || refused.Granted[0].Name != h.organisations(p)[0].Name {
			t.Errorf("granted is %+v", refused.Granted)
		}
		if _, err := h.stored(key("acme")); !errors.Is(err, model.ErrNotFound) {
			t.Errorf("something was linked: %v", err)
		}
	})
}

func TestConsentThatIsRefused(t *testing.T) {
	servertest.EachProvider(t, func(t *testing.T, p ledger.Provider) {
		h := newHarness(t)
		_, err := h.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: p, SignInOptions: h.signIn("&simulate=deny")})
		wantError[*ConsentRefusedError](t, err, "permission was not given")
	})
}

func TestSecondConsentServesTheFirstModelToo(t *testing.T) {
	h := newHarness(t)
	first := h.connect("first", ledger.Xero, 0)
	second := h.connect("second", ledger.Xero, 1)
	if first.SignInID != second.SignInID {
		t.Error("one person with one app has two sign-ins")
	}
	h.Server.ExpireAccessTokens()
	h.Advance(hour)
	for _, conn := range []model.Connection{first, second} {
		if err := h.Check(t.Context(), conn); err != nil {
			t.Errorf("%s: %v", conn.Key, err)
		}
	}
}

func TestTokensOfAFailedConsentAreKeptForOtherModels(t *testing.T) {
	h := newHarness(t)
	first := h.connect("first", ledger.Xero, 0)
	// The simulator ends the older chain of tokens at the second consent.
	_, err := h.tryConnect("second", ledger.Xero, 1, "Nobody Ltd")
	wantError[*NotGrantedError](t, err)
	h.Server.ExpireAccessTokens()
	h.Advance(hour)
	if err := h.Check(t.Context(), first); err != nil {
		t.Errorf("the first model lost its sign-in: %v", err)
	}
}

func TestReconnectToAnotherOrganisationIsRefused(t *testing.T) {
	servertest.EachProvider(t, func(t *testing.T, p ledger.Provider) {
		h := newHarness(t)
		before := h.connect("acme", p, 0)
		_, err := h.Reconnect(t.Context(), ReconnectOptions{Key: key("acme"), SignInOptions: h.signIn(org(h.organisations(p)[1].ID))})
		refused := wantError[*WrongOrganisationError](t, err, before.Organisation.Name)
		if refused.Connection.Key != key("acme") {
			t.Errorf("it is about %s", refused.Connection.Key)
		}
		after, err := h.stored(key("acme"))
		if err != nil || after.Organisation.ID != before.Organisation.ID || after.SignInID != before.SignInID || !after.ConnectedAt.Equal(before.ConnectedAt) {
			t.Errorf("the connection was touched: %+v, %v", after, err)
		}
		if err := h.Check(t.Context(), after); err != nil {
			t.Errorf("the connection does not work any more: %v", err)
		}
	})
}

func TestReconnectRenewsARevokedSignIn(t *testing.T) {
	servertest.EachProvider(t, func(t *testing.T, p ledger.Provider) {
		h := newHarness(t)
		conn := h.connect("acme", p, 0)
		h.Server.RevokeSignIns(p)
		wantError[*signin.NeededError](t, h.Check(t.Context(), conn))
		linked, err := h.Reconnect(t.Context(), ReconnectOptions{Key: key("acme"), SignInOptions: h.signIn(org(conn.Organisation.ID))})
		if err != nil {
			t.Fatal(err)
		}
		if linked.State != model.Connected || !linked.Renewed {
			t.Errorf("linked is %+v", linked)
		}
		if err := h.Check(t.Context(), linked.Connection); err != nil {
			t.Error(err)
		}
	})
}

func TestReconnectOfNothing(t *testing.T) {
	h := newHarness(t)
	_, err := h.Reconnect(t.Context(), ReconnectOptions{Key: key("acme"), SignInOptions: h.signIn("")})
	if missing := wantError[*model.NotConnectedError](t, err, "not connected"); missing.Key != key("acme") {
		t.Errorf("it is about %s", missing.Key)
	}
}

func TestXeroConsentCarriesS256Challenge(t *testing.T) {
	for _, secret := range []string{"", "web-app-secret"} {
		h := newHarness(t)
		h.env["LEDGERLINK_XERO_CLIENT_SECRET"] = secret
		var announced Announcement
		options := h.signIn(org(h.organisations(ledger.Xero)[0].ID))
		options.Announce = func(a Announcement) { announced = a }
		if _, err := h.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: ledger.Xero, SignInOptions: options}); err != nil {
			t.Fatal(err)
		}
		query := parsed(t, announced.URL)
		if query.Get("code_challenge_method") != "S256" || len(query.Get("code_challenge")) != 43 {
			t.Errorf("with the secret %q the address is %s", secret, announced.URL)
		}
	}
}

func TestXeroPKCEIsKeptBesideASecret(t *testing.T) {
	h := newHarness(t)
	h.env["LEDGERLINK_XERO_CLIENT_SECRET"] = "web-app-secret"
	bodies := h.watchBodies()
	h.connect("acme", ledger.Xero, 0)
	form := bodies.form(t, servertest.TokenPath(ledger.Xero))
	if len(form.Get("code_verifier")) < 43 || form.Get("client_secret") != "" {
		t.Error("the verifier was dropped, or the secret is in the body")
	}
	want := "Basic " + base64.StdEncoding.EncodeToString([]byte("simulator:web-app-secret"))
	if bodies.authorization != want {
		t.Errorf("the secret was not sent with Basic: %q", bodies.authorization)
	}
}

func TestQuickBooksGetsNoChallenge(t *testing.T) {
	h := newHarness(t)
	var announced Announcement
	options := h.signIn("")
	options.Announce = func(a Announcement) { announced = a }
	if _, err := h.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: ledger.QuickBooks, SignInOptions: options}); err != nil {
		t.Fatal(err)
	}
	if query := parsed(t, announced.URL); query.Has("code_challenge") || query.Has("code_challenge_method") {
		t.Errorf("the address is %s", announced.URL)
	}
}

func TestCodeIsSentOnce(t *testing.T) {
	servertest.EachProvider(t, func(t *testing.T, p ledger.Provider) {
		h := newHarness(t)
		h.Server.Inject(faults.Fault{Match: servertest.TokenPath(p), Kind: faults.Status, Status: http.StatusBadGateway})
		_, err := h.tryConnect("acme", p, 0, "")
		if failed := wantError[*ledger.Error](t, wantError[*ExchangeError](t, err)); failed.Kind != ledger.Unavailable {
			t.Errorf("its kind is %d", failed.Kind)
		}
		if sent := h.Asked(http.MethodPost, servertest.TokenPath(p)); sent != 1 {
			t.Errorf("the code was sent %d times", sent)
		}
	})
}

func TestRedirectURIIsTheOneAnnounced(t *testing.T) {
	servertest.EachProvider(t, func(t *testing.T, p ledger.Provider) {
		h := newHarness(t)
		bodies := h.watchBodies()
		var announced Announcement
		options := h.signIn(org(h.organisations(p)[0].ID))
		options.Announce = func(a Announcement) { announced = a }
		linked, err := h.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: p, SignInOptions: options})
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
		if form := bodies.form(t, servertest.TokenPath(p)); form.Get("redirect_uri") != uri {
			t.Errorf("exchanged with %s", form.Get("redirect_uri"))
		}
		if linked.Connection.RedirectURI != uri {
			t.Errorf("remembered %s", linked.Connection.RedirectURI)
		}
	})
}

func TestMissingCompanyIDFails(t *testing.T) {
	h := newHarness(t)
	options := h.signIn("")
	options.Open = func(address string) error {
		query := parsed(t, address)
		return h.browser("")(query.Get("redirect_uri") + "?code=c&state=" + url.QueryEscape(query.Get("state")))
	}
	_, err := h.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: ledger.QuickBooks, SignInOptions: options})
	if missing := wantError[*provider.AnswerError](t, err, "which company"); missing.Missing != "realmId" {
		t.Errorf("missing is %s", missing.Missing)
	}
	if sent := h.Asked(http.MethodPost, servertest.TokenPath(ledger.QuickBooks)); sent != 0 {
		t.Errorf("the code was sent %d times", sent)
	}
}

func TestMissingScopeIsNamed(t *testing.T) {
	h := newHarness(t)
	options := h.signIn("")
	open := options.Open
	options.Open = func(address string) error {
		return open(strings.Replace(address, "accounting.reports.trialbalance.read", "openid", 1))
	}
	_, err := h.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: ledger.Xero, SignInOptions: options})
	wantError[*ScopesError](t, err, "accounting.reports.trialbalance.read")
}

func TestWrongSecretIsTold(t *testing.T) {
	h := newHarness(t, oauth.App{Provider: ledger.QuickBooks, ID: "mine", Secret: "right"})
	h.env["LEDGERLINK_QUICKBOOKS_CLIENT_ID"], h.env["LEDGERLINK_QUICKBOOKS_CLIENT_SECRET"] = "mine", "very-wrong"
	_, err := h.tryConnect("acme", ledger.QuickBooks, 0, "")
	if refused := wantError[*signin.KeysError](t, err); refused.ClientID != "mine" || refused.Profile.Provider != ledger.QuickBooks {
		t.Errorf("it is about %s at %s", refused.ClientID, refused.Profile.Provider)
	}
	if strings.Contains(err.Error(), "very-wrong") {
		t.Error("the error holds the secret")
	}
}

func TestNoAppNamesTheVariables(t *testing.T) {
	h := newHarness(t)
	h.Simulator = ""
	_, err := h.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: ledger.Xero, SignInOptions: h.signIn("")})
	wantError[*signin.AppError](t, err, "LEDGERLINK_XERO_CLIENT_ID")
	h.env["LEDGERLINK_QUICKBOOKS_CLIENT_ID"] = "mine"
	_, err = h.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: ledger.QuickBooks, SignInOptions: h.signIn("")})
	wantError[*signin.AppError](t, err, "mine", "LEDGERLINK_QUICKBOOKS_CLIENT_SECRET")
}

func TestQuickBooksProductionNeedsAnHTTPSPage(t *testing.T) {
	h := newHarness(t)
	h.Simulator = ""
	h.env = map[string]string{"LEDGERLINK_QUICKBOOKS_CLIENT_ID": "mine", "LEDGERLINK_QUICKBOOKS_CLIENT_SECRET": "s"}
	_, err := h.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: ledger.QuickBooks, SignInOptions: h.signIn("")})
	wantError[*LoopbackError](t, err, "https")
}

func TestSimulatorElsewhereIsRefused(t *testing.T) {
	for _, address := range []string{"http://example.com:8799", "http://10.0.0.1", "ftp://127.0.0.1", "127.0.0.1:8799", "http://127.0.0.1@evil.example"} {
		h := newHarness(t)
		h.Simulator = address
		_, err := h.Connect(t.Context(), ConnectOptions{Key: key("acme"), Provider: ledger.Xero, SignInOptions: h.signIn("")})
		wantError[*provider.SimulatorError](t, err)
	}
}

func TestDemoBesideRealHistoryNeedsAllowDemo(t *testing.T) {
	h := newHarness(t)
	var demo ledger.Organisation
	for _, organisation := range h.Server.Organisations() {
		if organisation.Demo && organisation.Provider == ledger.Xero {
			demo = organisation
		}
	}
	if demo.ID == "" {
		t.Fatal("the simulator has no demo company")
	}
	err := h.store.Update(func(tx model.Writer) error {
		return tx.AddImport(model.Import{ID: "one", Model: "acme", Kind: model.COA, File: "x", Entities: []model.ImportEntity{{
			Entity: "main", Provider: ledger.Xero, Environment: "production", OrganisationID: "o",
		}}})
	})
	if err != nil {
		t.Fatal(err)
	}
	options := ConnectOptions{Key: key("acme"), Provider: ledger.Xero, SignInOptions: h.signIn(org(demo.ID))}
	_, err = h.Connect(t.Context(), options)
	wantError[*DemoError](t, err, demo.Name)
	options.AllowDemo, options.SignInOptions, options.Organisation = true, h.signIn(org(demo.ID)), demo.ID
	linked, err := h.Connect(t.Context(), options)
	if err != nil || !linked.Connection.Organisation.Demo {
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
