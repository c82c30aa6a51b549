// Package control holds what every control call of the simulator needs: JSON in
// and out, and a guard that lets only this machine in.
package control

import (
	"encoding/json"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"
)

// OK returns the answer of calls that have nothing else to say.
func OK() any { return map[string]bool{"ok": true} }

// Organisation names an organisation in a request, by its id or name.
type Organisation struct{ Organisation string }

// Duration is a duration written like 90s or 24h in JSON.
type Duration time.Duration

// UnmarshalText reads a duration as time.ParseDuration does.
func (d *Duration) UnmarshalText(text []byte) error {
	parsed, err := time.ParseDuration(string(text))
	*d = Duration(parsed)
	return err
}

// Get answers with what get returns.
func Get(get func() any) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { Answer(w, http.StatusOK, get()) }
}

// Post reads a JSON object and answers with what do returns for it, an error with
// status 400. An empty body is an empty object; an unknown key is an error.
func Post[T any](do func(T) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var in T
		decoder := json.NewDecoder(r.Body)
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&in); err != nil && r.ContentLength != 0 {
			Error(w, http.StatusBadRequest, err.Error())
			return
		}
		out, err := do(in)
		if err != nil {
			Error(w, http.StatusBadRequest, err.Error())
			return
		}
		Answer(w, http.StatusOK, out)
	}
}

// Answer writes the body as JSON.
func Answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

// Error writes {"error": text}.
func Error(w http.ResponseWriter, status int, text string) {
	Answer(w, status, map[string]string{"error": text})
}

// LoopbackOnly refuses calls from other machines, and from web pages: by the Host
// a page elsewhere would send, and by the Origin a browser adds.
func LoopbackOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin, err := url.Parse(r.Header.Get("Origin"))
		if err != nil || !isLoopback(r.RemoteAddr) || !isLoopback(r.Host) || origin.Host != "" && origin.Host != r.Host ||
			r.Header.Get("Origin") == "null" {
			Error(w, http.StatusForbidden, "control calls are for this machine only")
			return
		}
		next.ServeHTTP(w, r)
	})
}

func isLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}
