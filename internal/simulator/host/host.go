// Package host is what every simulated ledger runs on: the clock, the books, the
// shared part of the identity services, the request log and the roles that were
// taken away.
package host

import (
	"strings"
	"sync"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Host is set up before its first use. Its methods are safe for concurrent use.
type Host struct {
	Now      func() time.Time
	Books    []*books.Books
	Identity *oauth.Shared
	NoLimits bool // no limit on the number of calls
	Log      RequestLog

	mu            sync.Mutex
	reportsDenied map[string]bool // by organisation id
}

// GuideLine is a line of the index page: a call and what it does.
type GuideLine struct{ Call, Does string }

// Find returns the books of an organisation, by its id or name.
func (h *Host) Find(organisation string) (*books.Books, bool) {
	for _, book := range h.Books {
		if org := book.Organisation(); org.ID == organisation || strings.EqualFold(org.Name, organisation) {
			return book, true
		}
	}
	return nil, false
}

// BooksOf returns the books of a provider's organisation, by its id.
func (h *Host) BooksOf(provider ledger.Provider, id string) (*books.Books, bool) {
	for _, book := range h.Books {
		if org := book.Organisation(); org.Provider == provider && org.ID == id {
			return book, true
		}
	}
	return nil, false
}

// Organisations returns all organisations.
func (h *Host) Organisations() []ledger.Organisation {
	list := make([]ledger.Organisation, len(h.Books))
	for i, book := range h.Books {
		list[i] = book.Organisation()
	}
	return list
}

// OrganisationsOf returns the organisations of a provider.
func (h *Host) OrganisationsOf(provider ledger.Provider) []ledger.Organisation {
	var list []ledger.Organisation
	for _, org := range h.Organisations() {
		if org.Provider == provider {
			list = append(list, org)
		}
	}
	return list
}

// DenyReports takes away, or gives back, the role that the reports of an
// organisation need.
func (h *Host) DenyReports(organisationID string, denied bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.reportsDenied == nil {
		h.reportsDenied = map[string]bool{}
	}
	h.reportsDenied[organisationID] = denied
}

// ReportsDenied reports whether the role for an organisation's reports was taken
// away.
func (h *Host) ReportsDenied(organisationID string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.reportsDenied[organisationID]
}
