package cli

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// observer shows each exchange with a provider under --verbose and hands it on.
func observer(env *Env, next func(readonly.Call)) func(readonly.Call) {
	if !env.verbose {
		return next
	}
	return func(call readonly.Call) {
		showCall(env, call)
		if next != nil {
			next(call)
		}
	}
}

// showCall writes one line: what was asked, the answer, its id, how long it took.
func showCall(env *Env, call readonly.Call) {
	parts := []string{call.Method, address(call.URL)}
	if call.Status != 0 {
		parts = append(parts, "→", strconv.Itoa(call.Status))
	}
	parts = append(parts, call.Took.Round(time.Millisecond).String())
	if call.RequestID != "" {
		parts = append(parts, "request "+call.RequestID)
	}
	if call.Attempt > 1 {
		parts = append(parts, "attempt "+strconv.Itoa(call.Attempt))
	}
	if call.Err != nil && call.Status == 0 {
		parts = append(parts, call.Err.Error())
	}
	env.Print("  %s", strings.Join(parts, " "))
}

// address is a URL without anything that could be a secret: no user, and of the
// query only what reports are asked with.
func address(raw string) string {
	parsed, err := url.Parse(raw)
	if err != nil {
		return "(an address that cannot be read)"
	}
	parsed.User = nil
	query := parsed.Query()
	for name := range query {
		switch strings.ToLower(name) {
		case "code", "state", "token", "access_token", "refresh_token", "client_secret", "code_verifier", "code_challenge":
			query.Set(name, "…")
		}
	}
	parsed.RawQuery = ""
	if len(query) == 0 {
		return parsed.String()
	}
	readable, err := url.QueryUnescape(query.Encode())
	if err != nil {
		readable = query.Encode()
	}
	return parsed.String() + "?" + readable
}
