package xeroid

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// request is an authorize request that passed every check.
type request struct {
	oauth.AuthorizeRequest
	challenge string
}

// code is an authorisation code on its way to the token endpoint.
type code struct {
	*grant
	redirect  string
	challenge string
	until     time.Time
}

func (s *Service) authorize(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	req, detail := s.read(query)
	if detail != "" {
		s.Brand.Refuse(w, http.StatusInternalServerError, "Sorry, something went wrong",
			"The app that sent you here is not set up correctly. Please contact its developer.", "Error code: 500 – "+detail)
		return
	}
	if problem := req.problem(query, &s.Apps); problem != nil {
		http.Redirect(w, r, req.Back(problem), http.StatusFound) //nolint:gosec // read has checked the redirect URI
		return
	}
	s.Ask(w, r, oauth.ConsentRequest{
		App: req.App, RedirectURI: req.RedirectURI, Permissions: inWords(req.Scopes),
		Connected: func(who oauth.Person, id string) bool { return s.connected(holder{req.App.ID, who.ID}, id) },
		Answer:    func(who oauth.Person, id string) string { return s.answer(req, who, id) },
	})
}

// read checks what Xero answers with a page of its own (words observed; the one
// for an unknown client is a guess).
func (s *Service) read(query url.Values) (request, string) {
	asked, known := s.ReadAuthorize(query)
	req := request{asked, query.Get("code_challenge")}
	switch {
	case !known:
		return req, "unauthorized_client : Unknown client or client not enabled"
	case !s.AllowsRedirect(req.App, req.RedirectURI):
		return req, "unauthorized_client : Invalid redirect_uri"
	case query.Get("response_type") != "code":
		return req, "unsupported_response_type : Response type not supported"
	case len(req.Scopes) == 0 || hasRefusedScope(req.Scopes, req.App.Legacy):
		return req, "invalid_scope : Invalid scope for client"
	}
	return req, ""
}

// problem is what Xero reports on the callback: the scope for other grants
// (observed), a missing or plain challenge (a guess).
func (req request) problem(query url.Values, register *oauth.Apps) url.Values {
	method := query.Get("code_challenge_method")
	switch {
	case slices.Contains(req.Scopes, clientCredentialsOnly):
		return url.Values{"error": {"access_denied"}, "error_description": {"Requested wrong apps scopes"}}
	case req.challenge == "" && register.IsPublic(ledger.Xero, req.App.ID):
		return url.Values{"error": {"invalid_request"}, "error_description": {"code challenge required"}}
	case req.challenge != "" && method != "S256":
		return url.Values{"error": {"invalid_request"}, "error_description": {"Transform algorithm not supported"}}
	}
	return nil
}

// answer carries out what the person decided and returns the callback.
func (s *Service) answer(req request, who oauth.Person, organisationID string) string {
	if organisationID == "" {
		return req.Back(url.Values{"error": {"access_denied"}})
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	g := &grant{
		holder: holder{req.App.ID, who.ID}, who: who,
		event: oauth.GUID(), session: strings.ToLower(oauth.Hex(16)), at: s.Now(),
	}
	if !s.KeepOlder {
		s.endRefreshes(g.holder)
	}
	g.scopes = union(s.granted[g.holder], req.Scopes)
	s.granted[g.holder] = g.scopes
	s.connect(g, organisationID)
	value := s.Issue(oauth.Code, req.App.ID, oauth.Opaque(32))
	s.codes[value] = &code{grant: g, redirect: req.RedirectURI, challenge: req.challenge, until: s.Now().Add(CodeLife)}
	return req.Back(url.Values{
		"code": {value}, "scope": {strings.Join(g.scopes, " ")}, "session_state": {oauth.Opaque(32) + "." + oauth.Hex(16)},
	})
}
