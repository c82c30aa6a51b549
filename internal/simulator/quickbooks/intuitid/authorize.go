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

func (s *Service) authorize(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	req, detail := s.read(query)
	if detail != "" {
		s.Brand.Refuse(w, http.StatusBadRequest, "Sorry, but undefined didn’t connect",
			"Please try again later, or contact the developer of the app.", detail)
		return
	}
	if hasBadScope(req.Scopes) {
		http.Redirect(w, r, req.Back(url.Values{"error": {"invalid_scope"}}), http.StatusFound) //nolint:gosec // read has checked the redirect URI
		return
	}
	s.Ask(w, r, oauth.ConsentRequest{
		App: req.App, RedirectURI: req.RedirectURI, Permissions: inWords(req.Scopes),
		Connected: func(_ oauth.Person, realm string) bool { return s.connected(req.App.ID, realm) },
		Answer:    func(who oauth.Person, realm string) string { return s.answer(req, who, realm) },
	})
}

// read checks what Intuit answers with a page of its own, the same for an
// unknown client and a wrong redirect URI (observed 2026). A missing state
// counts among them: the documentation calls it required.
func (s *Service) read(query url.Values) (oauth.AuthorizeRequest, string) {
	req, known := s.ReadAuthorize(query)
	switch {
	case !known, !s.AllowsRedirect(req.App, req.RedirectURI),
		req.App.Production && !fitsProduction(req.RedirectURI):
		return req, "The redirect_uri query parameter value is invalid. Make sure it is listed in the Redirect URIs " +
			"section on your app's keys tab and matches it exactly."
	case query.Get("response_type") != "code":
		return req, "The response_type query parameter value is invalid."
	case req.State == "":
		return req, "The state query parameter value is missing."
	}
	return req, ""
}

// fitsProduction reports whether Intuit allows the redirect URI for production
// keys: https, and neither an IP address nor localhost.
func fitsProduction(redirect string) bool {
	uri, err := url.Parse(redirect)
	if err != nil || uri.Scheme != "https" || uri.Hostname() == "localhost" {
		return false
	}
	_, err = netip.ParseAddr(uri.Hostname())
	return err != nil
}

// hasBadScope reports whether a scope is unknown or none was asked for.
func hasBadScope(asked []string) bool {
	return len(asked) == 0 || slices.ContainsFunc(asked, func(scope string) bool { _, known := scopes[scope]; return !known })
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

// connected reports whether the company is connected to the app.
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
func (s *Service) answer(req oauth.AuthorizeRequest, who oauth.Person, realm string) string {
	if realm == "" {
		return req.Back(url.Values{"error": {"access_denied"}})
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &chain{
		client: req.App.ID, realm: realm, who: who, begun: s.Now(), openid: slices.Contains(req.Scopes, "openid"),
	}
	value := s.Issue(oauth.Code, req.App.ID, "XAB1"+oauth.Opaque(32))
	s.codes[value] = &code{chain: c, redirect: req.RedirectURI, until: s.Now().Add(CodeLife)}
	params := url.Values{"code": {value}}
	if slices.ContainsFunc(req.Scopes, func(scope string) bool { return strings.HasPrefix(scope, "com.intuit.") }) {
		params.Set("realmId", realm)
	}
	return req.Back(params)
}
