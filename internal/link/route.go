package link

import (
	"cmp"
	"fmt"
	"net/url"
	"strconv"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/provider"
)

// route is how the browser comes back: what the provider is told, and where we
// listen. They differ where a registered page hands the answer on.
type route struct {
	redirectURI string
	port        int
	path        string
}

// routeFor is the way back for a sign-in. remembered are redirect URIs used or
// registered before, best first; they count where the user names none. A port of
// the user's own goes before them, unless it can only be what a page hands on to.
func routeFor(p provider.Profile, o SignInOptions, remembered ...string) (route, error) {
	back := o.RedirectURL
	if o.Port == 0 || !p.LoopbackURI {
		back = cmp.Or(append([]string{back}, remembered...)...)
	}
	port := cmp.Or(o.Port, DefaultPort)
	if back == "" {
		back = fmt.Sprintf("http://localhost:%d%s", port, p.CallbackPath)
	}
	u, err := url.Parse(back)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return route{}, badRedirect(back, "it is not a plain address like https://example.com/ledgerlink")
	case u.Scheme == "https":
		return route{back, port, p.CallbackPath}, nil
	case u.Scheme != "http" || u.Hostname() != "localhost":
		return route{}, badRedirect(back, "providers only accept https, or http://localhost")
	case !p.LoopbackURI:
		return route{}, noLoopback(p)
	}
	if port, err = strconv.Atoi(u.Port()); err != nil || u.Path == "" {
		return route{}, badRedirect(back, "it needs a port and a path")
	}
	return route{back, port, u.Path}, nil
}

// Route is how the browser would come back from a sign-in: the redirect URI that
// has to be registered with the app, and the port that is listened on. Its faults
// have exit code 2.
func (l *Linker) Route(p provider.Profile, o SignInOptions) (redirectURI string, port int, err error) {
	registered, err := l.app(p)
	if err != nil {
		return "", 0, err
	}
	back, err := routeFor(p, o, registered.RedirectURI)
	return back.redirectURI, back.port, err
}

// CheckRedirectURL refuses a redirect URI that the provider would not take; an
// empty one stands for the default. Its faults have exit code 2.
func CheckRedirectURL(p provider.Profile, address string) error {
	_, err := routeFor(p, SignInOptions{RedirectURL: address})
	return err
}

func badRedirect(address, why string) error {
	return fault.New(fault.Usage, fmt.Sprintf("--redirect-url %q cannot be used", address), why,
		"Name exactly the redirect URI that is registered with your app.")
}

// noLoopback spares the user Intuit's error page, which does not say what is wrong.
func noLoopback(p provider.Profile) error {
	name := p.Provider.Title()
	return fault.New(fault.Usage, "cannot sign in to "+name+" through http://localhost",
		name+" accepts it for sandbox companies only, and demands a registered https address for real ones",
		"Register an https page of yours with the app and add --redirect-url https://… (any page will do with --paste;",
		"`ledgerlink setup quickbooks --print-page` prints one that hands the answer on by itself),",
		"or add --environment sandbox for a sandbox company.")
}
