package export

import (
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Import is the block that heads a JSON file: which import the rows come from.
// Times are UTC. Basis, From and To belong to actuals only.
type Import struct {
	ID          string         `json:"id"`
	ToolVersion string         `json:"tool_version"`
	StartedAt   time.Time      `json:"started_at"`
	FinishedAt  time.Time      `json:"finished_at"`
	Model       string         `json:"model"`
	Basis       ledger.Basis   `json:"basis,omitzero"`
	From        ledger.Month   `json:"from,omitzero"`
	To          ledger.Month   `json:"to,omitzero"`
	Entities    []ImportEntity `json:"entities"`
}

// ImportEntity is one entity's share in an import: where its numbers come from,
// what was asked of the provider and which proofs held. Stale marks an entity
// that could not be read now; its rows are the last good ones, and Error says why.
type ImportEntity struct {
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
