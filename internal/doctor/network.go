package doctor

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	// allowedSkew is how far this clock may be from the provider's before tokens
	// seem to expire at the wrong time.
	allowedSkew = time.Minute
	// reachTimeout is how long an answer may take.
	reachTimeout = 10 * time.Second
)

// checkProxy says which proxy is used, without its name and password.
func checkProxy() Finding {
	const check = "proxy"
	proxy, err := http.ProxyFromEnvironment(&http.Request{URL: &url.URL{Scheme: "https", Host: "example.com"}})
	switch {
	case err != nil:
		return failed(check, &ProxyError{})
	case proxy == nil:
		return passed(check, "none (HTTPS_PROXY is not set)")
	}
	return passed(check, proxy.Host+", as HTTPS_PROXY says")
}

// checkNetwork asks the hosts of a provider for an answer and compares the
// clocks. It reports whether the provider answers.
func (c Config) checkNetwork(ctx context.Context, app App) (found Finding, answers bool) {
	check := app.Title() + " answers"
	var hosts []string
	for _, address := range app.addresses() {
		host := hostOf(address)
		theirs, err := c.probeHost(ctx, address)
		if err != nil {
			return failed(check, &UnreachableError{host, err}), false
		}
		if skew := c.Now().Sub(theirs).Round(time.Second); !theirs.IsZero() && skew.Abs() > allowedSkew {
			return failed(check, &ClockError{host, skew}), true
		}
		hosts = append(hosts, host)
	}
	return passed(check, strings.Join(hosts, " and ")+", and the clocks agree"), true
}

// addresses are those of the API and, if it is another host, of the sign-in.
func (a App) addresses() []string {
	if hostOf(a.TokenURL) == hostOf(a.APIBase) {
		return []string{a.APIBase + "/"}
	}
	return []string{a.APIBase + "/", "https://" + hostOf(a.TokenURL) + "/"}
}

func hostOf(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return address
	}
	return parsed.Host
}

// probeHost asks a host for nothing in particular. It returns the time of the
// answer, zero if the answer has none.
func (c Config) probeHost(ctx context.Context, address string) (theirs time.Time, err error) {
	ctx, cancel := context.WithTimeout(ctx, reachTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, address, nil)
	if err != nil {
		return theirs, err
	}
	client := *cmp.Or(c.HTTP, &http.Client{})
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
		return time.Time{}, nil // an answer without a Date is an answer
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
