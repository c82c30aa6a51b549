package simulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/apps"
	"github.com/ledgerlink/ledgerlink/internal/simulator/consent"
	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/internal/simulator/quickbooksapi"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// controls is the handler of the control calls.
func (s *Server) controls() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /control/clock", show(s.clockAnswer))
	mux.HandleFunc("POST /control/clock", take(func(in struct{ Advance duration }) (any, error) {
		s.Advance(time.Duration(in.Advance))
		return s.clockAnswer(), nil
	}))
	mux.HandleFunc("POST /control/latency", take(func(in struct{ Latency duration }) (any, error) {
		s.SetLatency(time.Duration(in.Latency))
		return done, nil
	}))
	mux.HandleFunc("POST /control/consent", take(func(plan consent.Plan) (any, error) { s.SetConsent(plan); return done, nil }))
	mux.HandleFunc("POST /control/apps", take(s.controlApp))
	mux.HandleFunc("POST /control/style", take(func(style quickbooksapi.Style) (any, error) { s.SetStyle(style); return done, nil }))
	mux.HandleFunc("POST /control/expire", take(func(struct{}) (any, error) { s.ExpireAccessTokens(); return done, nil }))
	mux.HandleFunc("POST /control/revoke", take(s.controlRevoke))
	mux.HandleFunc("POST /control/disconnect", take(func(in organisation) (any, error) {
		return s.about(in, func(id string) { s.Disconnect(id) })
	}))
	mux.HandleFunc("POST /control/reports", take(func(in struct {
		organisation
		Denied bool
	},
	) (any, error) {
		return s.about(in.organisation, func(id string) { s.DenyReports(id, in.Denied) })
	}))
	mux.HandleFunc("GET /control/faults", show(func() any { return s.Faults() }))
	mux.HandleFunc("POST /control/faults", take(s.controlFault))
	mux.HandleFunc("DELETE /control/faults", show(func() any { s.ClearFaults(); return done }))
	mux.HandleFunc("GET /control/tokens", show(func() any { return s.Issued() }))
	mux.HandleFunc("GET /control/requests", show(func() any { return s.Requests() }))
	mux.HandleFunc("DELETE /control/requests", show(func() any { s.ResetLog(); return done }))
	mux.HandleFunc("GET /control/organisations", show(s.organisationAnswers))
	s.controlBooks(mux)
	return loopbackOnly(mux)
}

// done is the answer of calls that have nothing else to say.
var done = map[string]bool{"ok": true}

func (s *Server) clockAnswer() any { return map[string]time.Time{"now": s.Now().UTC()} }

func (s *Server) controlApp(app apps.App) (any, error) {
	if app.ID == "" || app.Provider != ledger.Xero && app.Provider != ledger.QuickBooks {
		return nil, errors.New("an app needs a client_id and the provider xero or quickbooks")
	}
	s.AddApp(app)
	return done, nil
}

func (s *Server) controlFault(in struct {
	faults.Fault
	Delay duration `json:"delay"` // in place of the fault's own
},
) (any, error) {
	if err := in.Check(); err != nil {
		return nil, err
	}
	in.Fault.Delay = time.Duration(in.Delay)
	s.Inject(in.Fault)
	return done, nil
}

func (s *Server) controlRevoke(in struct{ Provider ledger.Provider }) (any, error) {
	if in.Provider != ledger.Xero && in.Provider != ledger.QuickBooks {
		return nil, errors.New("the provider is xero or quickbooks")
	}
	s.RevokeSignIns(in.Provider)
	return done, nil
}

// organisation names one, by id or name.
type organisation struct{ Organisation string }

// about does something to an organisation that exists.
func (s *Server) about(in organisation, do func(id string)) (any, error) {
	book, ok := s.Books(in.Organisation)
	if !ok {
		return nil, fmt.Errorf("there is no organisation %q", in.Organisation)
	}
	do(book.Organisation().ID)
	return done, nil
}

type organisationAnswer struct {
	Provider ledger.Provider `json:"provider"`
	ID       string          `json:"id"`
	Name     string          `json:"name"`
	Currency string          `json:"currency"`
	Country  string          `json:"country"`
	Demo     bool            `json:"demo"`
	Calls    int             `json:"calls"`
}

func (s *Server) organisationAnswers() any {
	answers := []organisationAnswer{}
	for _, org := range s.Organisations() {
		answers = append(answers, organisationAnswer{
			org.Provider, org.ID, org.Name, org.Currency, org.Country, org.Demo, s.Calls(org.ID),
		})
	}
	return answers
}

// duration is written like 90s or 24h in JSON.
type duration time.Duration

// UnmarshalText reads a duration as time.ParseDuration does.
func (d *duration) UnmarshalText(text []byte) error {
	parsed, err := time.ParseDuration(string(text))
	*d = duration(parsed)
	return err
}

// show answers with what get returns.
func show(get func() any) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, get()) }
}

// take reads a JSON object and answers with what do makes of it. An empty body
// is an empty object; an unknown key is refused.
func take[T any](do func(T) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var in T
		decoder := json.NewDecoder(r.Body)
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&in); err != nil && r.ContentLength != 0 {
			answer(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
			return
		}
		out, err := do(in)
		if err != nil {
			answer(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
			return
		}
		answer(w, http.StatusOK, out)
	}
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

// loopbackOnly refuses control calls from other machines, and from web pages: by
// the Host a page elsewhere would send, and by the Origin a browser adds.
func loopbackOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin, err := url.Parse(r.Header.Get("Origin"))
		if err != nil || !isLoopback(r.RemoteAddr) || !isLoopback(r.Host) || origin.Host != "" && origin.Host != r.Host ||
			r.Header.Get("Origin") == "null" {
			answer(w, http.StatusForbidden, map[string]string{"error": "control calls are for this machine only"})
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
