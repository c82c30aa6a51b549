package history

import (
	"context"
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// COAOptions asks for a chart-of-accounts file. An empty Entity means all of the
// model's.
type COAOptions struct {
	Model, Entity   string
	IncludeArchived bool
	Types           mapping.TypesOf // what the words of a provider for an account mean
	File            export.Target
}

// ActualsOptions asks for an actuals file. An empty Entity means all of the
// model's. Without Months it has those of the last import on the basis.
type ActualsOptions struct {
	Model, Entity string
	Months        model.Months
	Today         ledger.Date // decides which month is running
	Basis         ledger.Basis
	Layout        export.Layout
	Types         mapping.TypesOf // what the words of a provider for an account mean
	File          export.Target
}

// Exported is a file that was written, and what it has of each entity. The
// history does not list it: it brings nothing new.
type Exported struct {
	File     export.File
	Range    ledger.Range // of actuals
	Entities []export.Summary
}

// ExportCOA writes a COA file of the last imported charts, with the mapping as it
// is now. If the chart of an entity was never imported, the error is a
// *NotImportedError.
func ExportCOA(ctx context.Context, s Store, o COAOptions) (*Exported, error) {
	values, err := read(s, o.Model, o.Entity, "", o.Types)
	if err != nil {
		return nil, err
	}
	if err := values.checkCharts(model.COA); err != nil {
		return nil, err
	}
	from := values.header(model.ImportOptions{Kind: model.COA})
	return values.write(ctx, o.File.Resolve(o.Model, model.COA), export.COATable(values.entities, o.IncludeArchived), from)
}

// ExportActuals writes a file of the last imported actuals, with the mapping as
// it is now. If months of an entity were never imported, the error is a
// *NotImportedError.
func ExportActuals(ctx context.Context, s Store, o ActualsOptions) (*Exported, error) {
	values, err := read(s, o.Model, o.Entity, o.Basis, o.Types)
	if err != nil {
		return nil, err
	}
	months, err := values.months(o)
	if err != nil {
		return nil, err
	}
	if err := values.checkMonths(months, o.Basis); err != nil {
		return nil, err
	}
	from := values.header(model.ImportOptions{Kind: model.Actuals, Range: months, Basis: o.Basis})
	actuals := export.Actuals{Entities: values.entities, Range: months, Basis: o.Basis, Several: values.several}
	return values.write(ctx, o.File.Resolve(o.Model, model.Actuals), actuals.Table(o.Layout), from)
}

// lastValues are the last imported values of a model, as of one moment.
type lastValues struct {
	model    string
	several  bool // the model has several entities
	entities []export.Entity
	imports  []model.Import
}

// read reads the last imported values of an entity, of all if it has no name. If
// there is none, the error is a *model.NotConnectedError.
func read(s Store, name, entity string, basis ledger.Basis, types mapping.TypesOf) (*lastValues, error) {
	values := &lastValues{model: name}
	err := s.View(func(r model.Reader) error {
		connections, err := r.Connections(name)
		if err != nil {
			return err
		}
		var keys []model.Key
		for i := range connections {
			if entity == "" || entity == connections[i].Entity {
				keys = append(keys, connections[i].Key)
			}
		}
		if len(keys) == 0 {
			return model.NotConnected(name, entity)
		}
		last, err := model.ReadSnapshot(r, name, basis, keys...)
		if err != nil {
			return err
		}
		values.several, values.imports = len(connections) > 1, last.Imports
		for _, state := range last.Entities {
			values.entities = append(values.entities, export.Entity{EntityState: state, Mappings: mapping.OfEntity(types, state)})
		}
		return nil
	})
	return values, err
}

// months returns the months to export: those asked for, else those of the last
// import on the basis.
func (v *lastValues) months(o ActualsOptions) (ledger.Range, error) {
	if o.Months != (model.Months{}) {
		return o.Months.Range(o.Today)
	}
	for _, i := range slices.Backward(v.imports) {
		if i.Kind == model.Actuals && i.Basis == o.Basis && (o.Entity == "" || has(i, o.Entity)) {
			return i.Range, nil
		}
	}
	return ledger.Range{}, &NotImportedError{Key: v.entities[0].Key, For: model.Actuals, Kind: model.Actuals, Basis: o.Basis}
}

// checkCharts refuses an entity whose chart was never imported.
func (v *lastValues) checkCharts(kind model.ImportKind) error {
	for i := range v.entities {
		if v.entities[i].Chart == nil {
			return &NotImportedError{Key: v.entities[i].Key, Kind: model.COA, For: kind}
		}
	}
	return nil
}

// checkMonths refuses an entity whose chart or months were never imported.
func (v *lastValues) checkMonths(months ledger.Range, basis ledger.Basis) error {
	if err := v.checkCharts(model.Actuals); err != nil {
		return err
	}
	for i := range v.entities {
		if missing := v.entities[i].Series.Missing(months); len(missing) > 0 {
			return &NotImportedError{
				Key: v.entities[i].Key, For: model.Actuals, Kind: model.Actuals, Basis: basis, Range: months, Missing: missing,
			}
		}
	}
	return nil
}

// header returns the import that heads the file: what is asked for, with the
// shares of the last imports that read each entity.
func (v *lastValues) header(o model.ImportOptions) model.Import {
	h := model.Import{Model: v.model, Kind: o.Kind, Basis: o.Basis, Range: o.Range}
	for i := range v.entities {
		e := &v.entities[i]
		share, ok := model.LastShare(v.imports, o.Kind, o.Basis, e.Key.Entity)
		if !ok {
			share = model.ShareOf(&e.Connection)
		}
		h.Entities = append(h.Entities, share)
	}
	v.inheritHeader(&h)
	return h
}

// inheritHeader takes over id, version and times of the import the rows come
// from: the last one that read any of the entities.
func (v *lastValues) inheritHeader(h *model.Import) {
	for _, i := range slices.Backward(v.imports) {
		if v.comesFrom(h, i) {
			h.ID, h.ToolVersion, h.StartedAt, h.FinishedAt = i.ID, i.ToolVersion, i.StartedAt, i.FinishedAt
			return
		}
	}
}

func (v *lastValues) comesFrom(h *model.Import, i model.Import) bool {
	if h.Kind == model.COA {
		return slices.ContainsFunc(v.entities, func(e export.Entity) bool { return e.Chart.ImportID == i.ID })
	}
	return i.Kind == model.Actuals && i.Basis == h.Basis &&
		slices.ContainsFunc(i.Entities, func(share model.ImportEntity) bool {
			return share.Error == "" && slices.ContainsFunc(v.entities, func(e export.Entity) bool { return e.Key.Entity == share.Entity })
		})
}

func (v *lastValues) write(ctx context.Context, target export.Target, table export.Table, from model.Import) (*Exported, error) {
	staged, err := target.Stage(table, from)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		staged.Discard()
		return nil, err
	}
	if err := staged.Commit(); err != nil {
		return nil, err
	}
	x := &Exported{Range: from.Range, File: export.File{
		Kind: from.Kind, Import: from.ID, Path: target.Path, Format: target.Format, Rows: staged.Rows, SHA256: staged.SHA256,
	}}
	for i := range v.entities {
		x.Entities = append(x.Entities, v.entities[i].Summary(from.Range))
	}
	return x, nil
}
