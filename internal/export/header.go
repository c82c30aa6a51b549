package export

import (
	"cmp"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// header is the block "import" of a JSON file: which import its rows come from.
// Basis, From and To belong to actuals only.
type header struct {
	ID          string         `json:"id"`
	ToolVersion string         `json:"tool_version"`
	StartedAt   time.Time      `json:"started_at"`
	FinishedAt  time.Time      `json:"finished_at"`
	Model       string         `json:"model"`
	Basis       ledger.Basis   `json:"basis,omitzero"`
	From        ledger.Month   `json:"from,omitzero"`
	To          ledger.Month   `json:"to,omitzero"`
	Entities    []headerEntity `json:"entities"`
}

// proved says how many figures of actuals were compared within the reports that
// they stand in, how many with a second report, and for which months the profit
// and loss has none.
type proved struct {
	Within      int            `json:"proved_within"`
	Second      int            `json:"proved_second"`
	Unwitnessed []ledger.Month `json:"unwitnessed"`
}

func provedOf(i *model.Import, e *model.ImportEntity) *proved {
	if i.Basis == "" { // of the chart of accounts
		return nil
	}
	within, second := ledger.Proved(e.Checks)
	return &proved{within, second, append([]ledger.Month{}, e.Unwitnessed...)}
}

// checksOf returns the checks of an entity. Those of older versions do not say
// what they compared with: they count as the least.
func checksOf(e *model.ImportEntity) []ledger.Check {
	checks := append([]ledger.Check{}, e.Checks...) // never null
	for i := range checks {
		checks[i].Against = cmp.Or(checks[i].Against, ledger.SameReport)
	}
	return checks
}

// headerEntity is one entity's share in an import. Stale marks one that could not
// be read; its rows are the last imported values, and Error says why.
type headerEntity struct {
	Entity         string          `json:"entity"`
	Provider       ledger.Provider `json:"provider"`
	Environment    string          `json:"environment"`
	OrganisationID string          `json:"organisation_id"`
	Organisation   string          `json:"organisation"`
	Currency       string          `json:"currency"`
	Calls          int             `json:"calls"`
	RequestIDs     []string        `json:"request_ids"`
	Checks         []ledger.Check  `json:"checks"`
	*proved
	Stale bool   `json:"stale,omitzero"`
	Error string `json:"error,omitzero"`
}

func headerOf(i model.Import) header {
	h := header{
		ID: i.ID, ToolVersion: i.ToolVersion, StartedAt: i.StartedAt, FinishedAt: i.FinishedAt,
		Model: i.Model, Basis: i.Basis, From: i.Range.From, To: i.Range.To,
		Entities: make([]headerEntity, 0, len(i.Entities)),
	}
	for _, e := range i.Entities {
		h.Entities = append(h.Entities, headerEntity{
			Entity: e.Entity, Provider: e.Provider, Environment: e.Environment,
			OrganisationID: e.OrganisationID, Organisation: e.Organisation, Currency: e.Currency,
			Calls: e.Calls, RequestIDs: append([]string{}, e.RequestIDs...), // never null
			Checks: checksOf(&e), proved: provedOf(&i, &e), Stale: e.Stale, Error: e.Error,
		})
	}
	return h
}
