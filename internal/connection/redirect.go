package connection

import (
	"cmp"
	"fmt"
	"net/url"
	"strconv"

	"github.com/ledgerlink/ledgerlink/internal/provider"
)

// DefaultPort is where the browser comes back to unless the user says otherwise.
const DefaultPort = 8217

// Redirect is how the browser comes back from a sign-in: the redirect URI that
// the provider is told, and the port and path that are listened on. They differ
// where a registered page hands the answer on.
type Redirect struct {
	URI  string
	Port int
	Path string
}

// Redirect is how the browser would come back from a sign-in. Its errors are
// *RedirectError and *LoopbackError.
func (c *Connector) Redirect(p provider.Profile, o SignInOptions) (Redirect, error) {
	stored, err := c.SignIn.StoredApp(p)
	if err != nil {
		return Redirect{}, err
	}
	return redirectFor(p, o, stored.RedirectURI)
}

// CheckRedirectURL refuses a redirect URI that the provider would not take; an
// empty one stands for the default. Its errors are those of Connector.Redirect.
func CheckRedirectURL(p provider.Profile, address string) error {
	_, err := redirectFor(p, SignInOptions{RedirectURL: address})
	return err
}

// redirectFor is the way back for a sign-in. remembered are redirect URIs used or
// registered before, best first; they count where the user names none. A port of
// the user's own takes precedence over them, unless it can only be what a page
// hands on to.
func redirectFor(p provider.Profile, o SignInOptions, remembered ...string) (Redirect, error) {
	uri := o.RedirectURL
	if o.Port == 0 || !p.LoopbackURI {
		uri = cmp.Or(append([]string{uri}, remembered...)...)
	}
	port := cmp.Or(o.Port, DefaultPort)
	if uri == "" {
		uri = LoopbackURI(p, port)
	}
	u, err := url.Parse(uri)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return Redirect{}, &RedirectError{uri, "it is not a plain address like https://example.com/ledgerlink"}
	case u.Scheme == "https":
		return Redirect{uri, port, p.CallbackPath()}, nil
	case u.Scheme != "http" || u.Hostname() != "localhost":
		return Redirect{}, &RedirectError{uri, "providers only accept https, or http://localhost"}
	case !p.LoopbackURI:
		return Redirect{}, &LoopbackError{Profile: p}
	}
	if port, err = strconv.Atoi(u.Port()); err != nil || u.Path == "" {
		return Redirect{}, &RedirectError{uri, "it needs a port and a path"}
	}
	return Redirect{uri, port, u.Path}, nil
}

// LoopbackURI is the redirect URI of a listener on a port; 0 stands for DefaultPort.
func LoopbackURI(p provider.Profile, port int) string {
	return fmt.Sprintf("http://localhost:%d%s", cmp.Or(port, DefaultPort), p.CallbackPath())
}
