package simulator

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/control"
	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// controls returns the handler of the control calls.
func (s *Server) controls() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /control/clock", control.Get(s.clockAnswer))
	mux.HandleFunc("POST /control/clock", control.Post(func(in struct{ Advance control.Duration }) (any, error) {
		s.Advance(time.Duration(in.Advance))
		return s.clockAnswer(), nil
	}))
	mux.HandleFunc("POST /control/latency", control.Post(func(in struct{ Latency control.Duration }) (any, error) {
		s.SetLatency(time.Duration(in.Latency))
		return control.OK(), nil
	}))
	mux.HandleFunc("POST /control/consent", control.Post(func(auto oauth.AutoConsent) (any, error) { s.SetAutoConsent(auto); return control.OK(), nil }))
	mux.HandleFunc("POST /control/apps", control.Post(s.controlApp))
	mux.HandleFunc("POST /control/expire", control.Post(func(struct{}) (any, error) { s.ExpireAccessTokens(); return control.OK(), nil }))
	mux.HandleFunc("POST /control/revoke", control.Post(s.controlRevoke))
	mux.HandleFunc("POST /control/disconnect", control.Post(func(in control.Organisation) (any, error) {
		return s.about(in, func(id string) { s.Disconnect(id) })
	}))
	mux.HandleFunc("POST /control/reports", control.Post(func(in struct {
		control.Organisation
		Denied bool
	},
	) (any, error) {
		return s.about(in.Organisation, func(id string) { s.DenyReports(id, in.Denied) })
	}))
	mux.HandleFunc("GET /control/faults", control.Get(func() any { return s.Faults() }))
	mux.HandleFunc("POST /control/faults", control.Post(s.controlFault))
	mux.HandleFunc("DELETE /control/faults", control.Get(func() any { s.ClearFaults(); return control.OK() }))
	mux.HandleFunc("GET /control/tokens", control.Get(func() any { return s.Issued() }))
	mux.HandleFunc("GET /control/requests", control.Get(func() any { return s.Requests() }))
	mux.HandleFunc("DELETE /control/requests", control.Get(func() any { s.ResetLog(); return control.OK() }))
	mux.HandleFunc("GET /control/organisations", control.Get(s.organisationAnswers))
	s.controlBooks(mux)
	for _, l := range s.ledgers {
		l.Control(mux)
	}
	return mux
}

func (s *Server) clockAnswer() any { return map[string]time.Time{"now": s.Now().UTC()} }

func (s *Server) controlApp(app oauth.App) (any, error) {
	if _, known := s.ledger(app.Provider); app.ID == "" || !known {
		return nil, errors.New("an app needs a client_id and the provider " + s.providerNames())
	}
	s.AddApp(app)
	return control.OK(), nil
}

func (s *Server) controlFault(in struct {
	faults.Fault
	Delay control.Duration `json:"delay"` // in place of the fault's own
},
) (any, error) {
	if err := in.Check(); err != nil {
		return nil, err
	}
	in.Fault.Delay = time.Duration(in.Delay)
	s.Inject(in.Fault)
	return control.OK(), nil
}

func (s *Server) controlRevoke(in struct{ Provider ledger.Provider }) (any, error) {
	if _, known := s.ledger(in.Provider); !known {
		return nil, errors.New("the provider is " + s.providerNames())
	}
	s.RevokeSignIns(in.Provider)
	return control.OK(), nil
}

// about does something to an organisation that exists.
func (s *Server) about(in control.Organisation, do func(id string)) (any, error) {
	book, ok := s.Books(in.Organisation)
	if !ok {
		return nil, fmt.Errorf("there is no organisation %q", in.Organisation)
	}
	do(book.Organisation().ID)
	return control.OK(), nil
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

// providerNames returns the names of all providers, e.g. "xero or quickbooks".
func (s *Server) providerNames() string {
	names := make([]string, len(s.ledgers))
	for i, l := range s.ledgers {
		names[i] = string(l.Provider())
	}
	return strings.Join(names, " or ")
}
