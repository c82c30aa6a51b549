package simulator_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"go.uber.org/goleak"
	"golang.org/x/oauth2"

	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/simulator/servertest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var noon = servertest.Today()

// harness is a simulator with a client that speaks to it in HTTP.
type harness struct {
	*servertest.Server
	t      *testing.T
	client *http.Client // follows no redirect
}

const (
	joinery = "Harbourline Joinery Pty Ltd"
	demoNZ  = "Demo Company (NZ)"
	dental  = "Cedar Street Dental Supply"
	garden  = "Maplewood Landscaping Ltd."
)

func start(t *testing.T, options simulator.Options) *harness {
	t.Helper()
	if options.Books == nil {
		options.Books = servertest.Companies(t, joinery, demoNZ, dental, garden)
	}
	client := &http.Client{
		Transport:     &http.Transport{},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	h := &harness{servertest.New(t, options), t, client}
	t.Cleanup(client.CloseIdleConnections)
	return h
}

// id is the id of an organisation named by its name.
func (w *harness) id(name string) string { return w.IDOf(name) }

// answer is an HTTP answer read to its end.
type answer struct {
	*http.Response
	body []byte
}

func (a answer) text() string { return string(a.body) }

// json reads the body into out.
func (a answer) json(t *testing.T, out any) {
	t.Helper()
	if err := json.Unmarshal(a.body, out); err != nil {
		t.Fatalf("%v in %s", err, a.body)
	}
}

// send makes a request; headers are pairs.
func (w *harness) send(method, path string, body io.Reader, headers ...string) (answer, error) {
	req, err := http.NewRequestWithContext(w.t.Context(), method, w.URL+path, body)
	if err != nil {
		return answer{}, err
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := w.client.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = resp.Body.Close() }()
	content, err := io.ReadAll(resp.Body)
	return answer{resp, content}, err
}

func (w *harness) must(method, path string, body io.Reader, headers ...string) answer {
	w.t.Helper()
	a, err := w.send(method, path, body, headers...)
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

func (w *harness) get(path string, headers ...string) answer {
	w.t.Helper()
	return w.must(http.MethodGet, path, nil, headers...)
}

func (w *harness) post(path string, form url.Values, headers ...string) answer {
	w.t.Helper()
	headers = append([]string{"Content-Type", "application/x-www-form-urlencoded"}, headers...)
	return w.must(http.MethodPost, path, strings.NewReader(form.Encode()), headers...)
}

func (w *harness) call(method, path, body string) answer {
	w.t.Helper()
	return w.must(method, "/control/"+path, bytes.NewReader([]byte(body)))
}

// callback is the query of the address the browser is sent to.
func (a answer) callback(t *testing.T) url.Values {
	t.Helper()
	at, err := a.Location()
	if err != nil {
		t.Fatalf("status %d, no redirect: %s", a.StatusCode, a.body)
	}
	return at.Query()
}

const (
	xeroCallback   = "http://localhost:8217/callback/xero"
	intuitCallback = "http://localhost:8217/callback/quickbooks"
)

var xeroScopes = []string{
	"openid", "profile", "email", "offline_access", "accounting.settings.read",
	"accounting.reports.profitandloss.read", "accounting.reports.balancesheet.read", "accounting.reports.trialbalance.read",
}

func (w *harness) xero() *oauth2.Config {
	return &oauth2.Config{
		ClientID: "desk", RedirectURL: xeroCallback, Scopes: xeroScopes,
		Endpoint: oauth2.Endpoint{
			AuthURL: w.URL + "/xero/identity/connect/authorize", TokenURL: w.URL + "/xero/connect/token",
			AuthStyle: oauth2.AuthStyleInParams,
		},
	}
}

func (w *harness) intuit() *oauth2.Config {
	return &oauth2.Config{
		ClientID: "desk", ClientSecret: "s3cret", RedirectURL: intuitCallback, Scopes: []string{"com.intuit.quickbooks.accounting"},
		Endpoint: oauth2.Endpoint{
			AuthURL: w.URL + "/quickbooks/connect/oauth2", TokenURL: w.URL + "/quickbooks/oauth2/v1/tokens/bearer",
			AuthStyle: oauth2.AuthStyleInHeader,
		},
	}
}

// visit opens an authorisation address as a browser would.
func (w *harness) visit(address string) answer {
	w.t.Helper()
	return w.get(strings.TrimPrefix(address, w.URL))
}

// signIn goes through consent and code exchange and returns the tokens, with the
// parameters of the callback.
func (w *harness) signIn(config *oauth2.Config, organisation string, extra ...oauth2.AuthCodeOption) (*oauth2.Token, url.Values) {
	w.t.Helper()
	w.SetAutoConsent(oauth.AutoConsent{Approve: true, Organisation: organisation})
	verifier := oauth2.GenerateVerifier()
	var prove []oauth2.AuthCodeOption
	if config.ClientSecret == "" {
		extra = append(extra, oauth2.S256ChallengeOption(verifier))
		prove = append(prove, oauth2.VerifierOption(verifier))
	}
	params := w.visit(config.AuthCodeURL("st4te", extra...)).callback(w.t)
	token, err := config.Exchange(w.t.Context(), params.Get("code"), prove...)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(http.DefaultClient.CloseIdleConnections)
	return token, params
}

func (w *harness) refresh(tokenPath, refresh string, headers ...string) answer {
	w.t.Helper()
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refresh}}
	if strings.HasPrefix(tokenPath, "/xero") {
		form.Set("client_id", "desk")
	}
	return w.post(tokenPath, form, headers...)
}
