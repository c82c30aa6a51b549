package intuitid

import (
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
)

// accounting is the one scope that opens the Accounting API. There is no
// read-only one.
const accounting = "com.intuit.quickbooks.accounting"

// scopes are those an app may ask for.
var scopes = map[string]string{
	accounting:                      "See and change your accounting data",
	"com.intuit.quickbooks.payment": "Take payments for you",
	"openid":                        "",
	"profile":                       "See your name",
	"email":                         "See your email address",
	"phone":                         "See your phone number",
	"address":                       "See your address",
}

// request is an authorize request that passed every check.
type request struct {
	app      oauth.App
	redirect string
	state    string
	scopes   []string
}

func (s *Service) authorize(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	req, detail := s.read(query)
	if detail != "" {
		s.Brand.Refuse(w, http.StatusBadRequest, "Sorry, but undefined didn’t connect",
			"Please try again later, or contact the developer of the app.", detail)
		return
	}
	if req.hasBadScope() {
		http.Redirect(w, r, req.back(url.Values{"error": {"invalid_scope"}}), http.StatusFound) //nolint:gosec // read has checked the redirect URI
		return
	}
	s.Ask(w, r, oauth.ConsentRequest{
		App: req.app, RedirectURI: req.redirect, Permissions: inWords(req.scopes),
		Connected: func(_ oauth.Person, realm string) bool { return s.connected(req.app.ID, realm) },
		Answer:    func(who oauth.Person, realm string) string { return s.answer(req, who, realm) },
	})
}

// read checks what Intuit answers with a page of its own, the same for an
// unknown client and a wrong redirect URI (observed 2026). A missing state
// counts among them: the documentation calls it required.
func (s *Service) read(query url.Values) (request, string) {
	app, ok := s.FindApp(query.Get("client_id"))
	req := request{
		app: app, redirect: query.Get("redirect_uri"), state: query.Get("state"), scopes: strings.Fields(query.Get("scope")),
	}
	switch {
	case !ok, !s.AllowsRedirect(app, req.redirect),
		app.Production && !fitsProduction(req.redirect):
		return request{}, "The redirect_uri query parameter value is invalid. Make sure it is listed in the Redirect URIs " +
			"section on your app's keys tab and matches it exactly."
	case query.Get("response_type") != "code":
		return request{}, "The response_type query parameter value is invalid."
	case req.state == "":
		return request{}, "The state query parameter value is missing."
	}
	return req, ""
}

// fitsProduction is Intuit's rule for production keys: https, and neither an IP
// address nor localhost.
func fitsProduction(redirect string) bool {
	uri, err := url.Parse(redirect)
	if err != nil || uri.Scheme != "https" || uri.Hostname() == "localhost" {
		return false
	}
	_, err = netip.ParseAddr(uri.Hostname())
	return err != nil
}

func (req request) hasBadScope() bool {
	for _, scope := range req.scopes {
		if _, known := scopes[scope]; !known {
			return true
		}
	}
	return len(req.scopes) == 0
}

func inWords(asked []string) []string {
	var words []string
	for _, scope := range asked {
		if scopes[scope] != "" {
			words = append(words, scopes[scope])
		}
	}
	return words
}

// back is the callback with params and the request's state.
func (req request) back(params url.Values) string {
	params.Set("state", req.state)
	return oauth.Callback(req.redirect, params)
}

// connected is true where the company is connected to the app.
func (s *Service) connected(client, realm string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.chains {
		if c.client == client && c.realm == realm && !c.ended && !c.disconnected {
			return true
		}
	}
	return false
}

// answer carries out what the person decided and returns the callback. The
// company's id is there only where a scope for its data was asked. That a
// refusal looks like this is what Intuit's own command line expects.
func (s *Service) answer(req request, who oauth.Person, realm string) string {
	if realm == "" {
		return req.back(url.Values{"error": {"access_denied"}})
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &chain{
		client: req.app.ID, realm: realm, who: who, begun: s.Now(), openid: slices.Contains(req.scopes, "openid"),
	}
	value := s.Issue(oauth.Code, req.app.ID, "XAB1"+oauth.Opaque(32))
	s.codes[value] = &code{chain: c, redirect: req.redirect, until: s.Now().Add(CodeLife)}
	params := url.Values{"code": {value}}
	if slices.ContainsFunc(req.scopes, func(scope string) bool { return strings.HasPrefix(scope, "com.intuit.") }) {
		params.Set("realmId", realm)
	}
	return req.back(params)
}
