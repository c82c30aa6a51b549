package importer

import (
	"github.com/ledgerlink/ledgerlink/internal/model"
)

// newEntry returns an output's entry in the history. Its file, rows and hash are
// known only when it is staged.
func newEntry(p *Plan, o *Output, u *Update, imports []model.Import) model.Import {
	entry := model.Import{
		ID: o.ImportID, Model: p.Model, Kind: o.Options.Kind, ToolVersion: p.Version,
		StartedAt: p.StartedAt, FinishedAt: u.FinishedAt, User: p.Recorder.User, Host: p.Recorder.Host,
		Basis: o.Options.Basis, Range: o.Options.Range, Layout: o.Options.Layout, Format: o.Options.Format, Ties: true,
	}
	for i := range u.Entities {
		e := &u.Entities[i]
		if !o.Covers(e.Key.Entity) {
			continue
		}
		share := shareOf(e, &o.Options, imports)
		entry.Entities = append(entry.Entities, share)
		if e.reading != nil {
			entry.Calls += share.Calls
		}
		entry.Ties = entry.Ties && share.Error == ""
		if o.Options.Kind == model.Actuals {
			entry.Changes += len(e.changes)
		}
	}
	return entry
}

// shareOf returns one entity's share in a file. One that was not asked keeps what
// the import says that read it last. Where the chart came with the actuals, the
// calls are counted with the actuals.
func shareOf(e *entityState, o *model.ImportOptions, imports []model.Import) model.ImportEntity {
	share := model.ShareOf(&e.Connection)
	if e.reading == nil {
		if last, ok := model.LastShare(imports, o.Kind, o.Basis, e.Key.Entity); ok {
			return last
		}
		return share
	}
	share.RequestIDs = e.reading.RequestIDs
	if o.Kind == model.Actuals || e.reading.Actuals == nil {
		share.Calls = e.reading.Calls
	}
	switch {
	case e.reading.Err != nil:
		share.Stale, share.Error = true, e.reading.Err.Error()
	case o.Kind == model.Actuals:
		share.Checks, share.Unwitnessed = e.reading.Checks, e.reading.Unwitnessed
	}
	return share
}
