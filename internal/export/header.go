package export

import (
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
	Stale          bool            `json:"stale,omitzero"`
	Error          string          `json:"error,omitzero"`
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
			Checks: append([]ledger.Check{}, e.Checks...), Stale: e.Stale, Error: e.Error,
		})
	}
	return h
}
