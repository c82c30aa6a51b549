package cli

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/provider"
)

const (
	// allowedSkew is how far this clock may be from the provider's before tokens
	// seem to expire at the wrong time.
	allowedSkew = time.Minute
	// reachTimeout is how long an answer is waited for.
	reachTimeout = 10 * time.Second
)

// examineProxy says which proxy is used. Its name and password stay out.
func examineProxy() finding {
	const check = "proxy"
	request := &http.Request{URL: &url.URL{Scheme: "https", Host: "api.xero.com"}}
	proxy, err := http.ProxyFromEnvironment(request)
	switch {
	case err != nil:
		return broken(check, exitUsage, "HTTPS_PROXY is no address", "Set it to one like http://proxy.example:3128, or unset it.")
	case proxy == nil:
		return fine(check, "none (HTTPS_PROXY is not set)")
	}
	return fine(check, "%s, as HTTPS_PROXY says", proxy.Host)
}

// examineNetwork reaches the hosts of a provider and compares the clocks.
func examineNetwork(ctx context.Context, env *Env, profile provider.Profile) finding {
	check := profile.Title() + " answers"
	var names []string
	for _, address := range addresses(profile) {
		theirs, err := knock(ctx, env, address)
		host := hostOf(address)
		if err != nil {
			return broken(check, exitUnavailable, host+" cannot be reached: "+terminal.Line(reason(err)), cure(err))
		}
		if skew := env.now().Sub(theirs).Round(time.Second); !theirs.IsZero() && skew.Abs() > allowedSkew {
			return broken(check, exitFailure, fmt.Sprintf("this computer's clock is %s %s that of %s", skew.Abs(), side(skew), host),
				"Set the clock: by a wrong one sign-ins seem to end too early or too late.")
		}
		names = append(names, host)
	}
	return fine(check, "%s, and the clocks agree", strings.Join(names, " and "))
}

// addresses are those of the API and, where it is another host, of the sign-in.
func addresses(profile provider.Profile) []string {
	if hostOf(profile.TokenURL) == hostOf(profile.APIBase) {
		return []string{profile.APIBase + "/"}
	}
	return []string{profile.APIBase + "/", "https://" + hostOf(profile.TokenURL) + "/"}
}

func hostOf(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return address
	}
	return parsed.Host
}

// knock asks for nothing in particular and gives the time of the answer, zero
// where it has none.
func knock(ctx context.Context, env *Env, address string) (theirs time.Time, err error) {
	ctx, cancel := context.WithTimeout(ctx, reachTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, address, nil)
	if err != nil {
		return theirs, err
	}
	client := *cmp.Or(env.http, &http.Client{})
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	answer, err := client.Do(request)
	if err != nil {
		return theirs, err
	}
	_ = answer.Body.Close()
	if answer.StatusCode >= http.StatusInternalServerError {
		return theirs, fmt.Errorf("it answers HTTP %d", answer.StatusCode)
	}
	theirs, err = http.ParseTime(answer.Header.Get("Date"))
	if err != nil {
		return time.Time{}, nil // its clock is its own affair
	}
	return theirs, nil
}

// reason is an error of the network without the address that was asked.
func reason(err error) string {
	if asked, ok := errors.AsType[*url.Error](err); ok {
		err = asked.Err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Sprintf("no answer within %s", reachTimeout)
	}
	return err.Error()
}

func cure(err error) string {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return "Something in between answers in its place, a proxy perhaps: have this computer trust its certificate (SSL_CERT_FILE)."
	}
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return "Check that this computer is online; behind a proxy set HTTPS_PROXY."
	}
	return "Check the network and the firewall; behind a proxy set HTTPS_PROXY. If it is theirs, try again later."
}

func side(skew time.Duration) string {
	if skew < 0 {
		return "behind"
	}
	return "ahead of"
}
