package xeroid

import (
	"net/http"
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
)

// Connection is one organisation a person has connected to an app, as
// /connections lists it.
type Connection struct {
	ID          string `json:"id"`
	AuthEventID string `json:"authEventId"`
	TenantID    string `json:"tenantId"`
	TenantType  string `json:"tenantType"`
	TenantName  string `json:"tenantName"`
	Created     string `json:"createdDateUtc"`
	Updated     string `json:"updatedDateUtc"`
}

// timeLayout is how /connections writes times: no zone, seven decimals (observed).
const timeLayout = "2006-01-02T15:04:05.0000000"

// connect links an organisation. One that is linked already keeps its
// connection and the old authEventId, so that asking for the new event lists
// nothing (observed; XeroAPI/xero-php-oauth2 issue 18).
func (s *Service) connect(g *grant, organisationID string) {
	now := s.Now().UTC().Format(timeLayout)
	if old := s.link(g.holder, organisationID); old != nil {
		old.Updated = now
		return
	}
	name := ""
	for _, org := range s.Organisations(s.Provider) {
		if org.ID == organisationID {
			name = org.Name
		}
	}
	s.links[g.holder] = append(s.links[g.holder], &Connection{
		ID: oauth.GUID(), AuthEventID: g.event, TenantID: organisationID, TenantType: "ORGANISATION",
		TenantName: name, Created: now, Updated: now,
	})
}

// link returns the holder's connection to an organisation, or nil.
func (s *Service) link(who holder, organisationID string) *Connection {
	for _, c := range s.links[who] {
		if c.TenantID == organisationID {
			return c
		}
	}
	return nil
}

// connected reports whether the holder has a connection to the organisation.
func (s *Service) connected(who holder, organisationID string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.link(who, organisationID) != nil
}

// list answers with all connections of the person and app, whichever sign-in
// asks; authEventId narrows them down.
func (s *Service) list(w http.ResponseWriter, r *http.Request) {
	caller, err := s.Bearer(r)
	if err != nil {
		Unauthorised(w, err)
		return
	}
	event := r.URL.Query().Get("authEventId")
	s.mu.Lock()
	defer s.mu.Unlock()
	found := []Connection{}
	for _, c := range s.links[holder{caller.ClientID, caller.PersonID}] {
		if event == "" || c.AuthEventID == event {
			found = append(found, *c)
		}
	}
	writeJSON(w, http.StatusOK, found)
}

// remove ends one connection, named by its own id and not the tenant's.
func (s *Service) remove(w http.ResponseWriter, r *http.Request, id string) {
	caller, err := s.Bearer(r)
	if err != nil {
		Unauthorised(w, err)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	who := holder{caller.ClientID, caller.PersonID}
	before := len(s.links[who])
	s.links[who] = slices.DeleteFunc(s.links[who], func(c *Connection) bool { return c.ID == id })
	if len(s.links[who]) == before {
		writeProblem(w, http.StatusNotFound, problem{Title: "Not Found", Status: http.StatusNotFound, Detail: "Connection not found"})
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
