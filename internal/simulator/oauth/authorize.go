package oauth

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
)

// AuthorizeRequest is what an app asks for at an authorize address.
type AuthorizeRequest struct {
	App         App
	RedirectURI string
	State       string
	Scopes      []string
}

// ReadAuthorize reads an authorize address, and reports whether its app is known.
func (i *Identity) ReadAuthorize(query url.Values) (AuthorizeRequest, bool) {
	app, known := i.FindApp(query.Get("client_id"))
	return AuthorizeRequest{
		App: app, RedirectURI: query.Get("redirect_uri"), State: query.Get("state"),
		Scopes: strings.Fields(query.Get("scope")),
	}, known
}

// Back returns the callback of the request with params and its state.
func (r AuthorizeRequest) Back(params url.Values) string {
	if r.State != "" {
		params.Set("state", r.State)
	}
	separator := "?"
	if strings.Contains(r.RedirectURI, "?") {
		separator = "&"
	}
	return r.RedirectURI + separator + params.Encode()
}

// BearerToken returns the access token that a request carries; "" if it has none.
func BearerToken(r *http.Request) string {
	scheme, value, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return value
}

// WriteJSON answers with JSON that nobody may store. Content type and cache
// control are in the provider's own words.
func WriteJSON(w http.ResponseWriter, status int, contentType, cacheControl string, body any) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Cache-Control", cacheControl)
	w.Header().Set("Pragma", "no-cache")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
