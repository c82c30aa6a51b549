package importer

import (
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// entryOf is a part's entry in the history; File, SHA256 and Rows come when it
// is staged.
func (j *job) entryOf(p *part, imports []model.Import) model.Import {
	entry := model.Import{
		ID: p.entry.ID, Model: j.model, Kind: p.Kind, ToolVersion: j.version,
		StartedAt: j.started, FinishedAt: j.finished, User: j.by.User, Host: j.by.Host,
		Basis: p.Basis, Range: p.Range, Layout: p.Layout, Format: string(p.target.format), Ties: true,
	}
	for _, h := range j.holdings {
		if !p.has(h.Entity) {
			continue
		}
		block := j.blockOf(h, p, imports)
		entry.Entities = append(entry.Entities, block)
		if h.reading != nil {
			entry.Calls += block.Calls
		}
		entry.Ties = entry.Ties && block.Error == ""
		if p.Kind == model.Actuals {
			entry.Changes += len(h.changes)
		}
	}
	return entry
}

// blockOf is one entity's share in a file. One that was not asked keeps what the
// import says that read it last. Where the chart came with the actuals, the
// calls are counted with the actuals.
func (j *job) blockOf(h *holding, p *part, imports []model.Import) model.ImportEntity {
	block := describe(h)
	if h.reading == nil {
		if last, ok := lastBlock(imports, p, h.Entity); ok {
			return last
		}
		return block
	}
	block.RequestIDs = h.reading.requestIDs
	if p.Kind == model.Actuals || h.reading.request == nil {
		block.Calls = h.reading.calls
	}
	if p.Kind == model.Actuals {
		block.Checks = h.reading.checks
	}
	if h.reading.err != nil {
		block.Stale, block.Error, block.Checks = true, h.reading.err.Error(), nil
	}
	return block
}

func describe(h *holding) model.ImportEntity {
	return model.ImportEntity{
		Entity: h.Entity, Provider: h.Provider, Environment: h.Environment,
		OrganisationID: h.Organisation.ID, Organisation: h.Organisation.Name,
		Currency: h.Organisation.Currency, Demo: h.Organisation.Demo,
	}
}

// lastBlock is what the last import of the part's kind and basis that read the
// entity says about it.
func lastBlock(imports []model.Import, p *part, entity string) (model.ImportEntity, bool) {
	for _, entry := range slices.Backward(imports) {
		if entry.Kind != p.Kind || entry.Basis != p.Basis {
			continue
		}
		for _, block := range entry.Entities {
			if block.Entity == entity && block.Error == "" {
				return block, true
			}
		}
	}
	return model.ImportEntity{}, false
}

// headOf is the import block of a JSON file.
func headOf(entry model.Import) export.Import {
	head := export.Import{
		ID: entry.ID, ToolVersion: entry.ToolVersion, StartedAt: entry.StartedAt, FinishedAt: entry.FinishedAt,
		Model: entry.Model, Basis: entry.Basis, From: entry.Range.From, To: entry.Range.To,
		Entities: make([]export.ImportEntity, 0, len(entry.Entities)),
	}
	for _, block := range entry.Entities {
		head.Entities = append(head.Entities, export.ImportEntity{
			Entity: block.Entity, Provider: block.Provider, Environment: block.Environment,
			OrganisationID: block.OrganisationID, Organisation: block.Organisation, Currency: block.Currency,
			Calls: block.Calls, RequestIDs: append([]string{}, block.RequestIDs...),
			Checks: append([]ledger.Check{}, block.Checks...), Stale: block.Stale, Error: block.Error,
		})
	}
	return head
}
