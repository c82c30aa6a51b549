package provider

import (
	"net"
	"net/url"
	"slices"
	"strings"
)

// SimulatorBase checks the base address of a simulator and returns it without a
// trailing slash. Consent and tokens travel to it unencrypted, so only an address
// on this machine is accepted. Its error is a *SimulatorError.
func SimulatorBase(address string) (string, error) {
	u, err := url.Parse(address)
	var reason string
	switch {
	case err != nil || u.Host == "" || !slices.Contains([]string{"http", "https"}, u.Scheme):
		reason = "it is not an address like http://127.0.0.1:8799"
	case u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "":
		reason = "it has more to it than scheme, host and port"
	case !loopback(u.Hostname()):
		reason = "it is not on this machine"
	default:
		return u.Scheme + "://" + u.Host, nil
	}
	return "", &SimulatorError{Address: address, Reason: reason}
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// simulated is the profile at a simulator: it serves a provider's own paths
// below BASE/NAME.
func (p Profile) simulated(base string) Profile {
	for _, address := range []*string{&p.AuthURL, &p.TokenURL, &p.RevokeURL, &p.APIBase} {
		*address = base + "/" + string(p.Provider) + path(*address)
	}
	p.Environment, p.Base = Simulator, base
	p.Issuer, p.LoopbackURI = "", true
	return p
}

// path is the path of an address, empty for a host alone.
func path(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(u.Path, "/")
}
