package importer

import (
	"context"
	"fmt"
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// ExportCOA writes the COA file from memory, as an import wrote it, with the
// mapping as it is now.
func (im *Importer) ExportCOA(ctx context.Context, o COAOptions) (*Result, error) {
	j := im.newJob(o.Model, "export the chart of accounts")
	err := im.Store.View(func(r model.Reader) error {
		if err := j.connected(r, o.Entity); err != nil {
			return err
		}
		p, err := j.coaPart(o)
		if err != nil {
			return err
		}
		j.parts = []*part{p}
		return j.prepareExport(r)
	})
	return j.finishExport(ctx, err)
}

// ExportActuals writes an actuals file from memory, as an import wrote it, with
// the mapping as it is now. Without From and To it takes the months of the last
// import on that basis. Months that are not in memory are a fault with exit
// code 2.
func (im *Importer) ExportActuals(ctx context.Context, o ActualsOptions) (*Result, error) {
	j := im.newJob(o.Model, "export the actuals")
	j.strict = o.Strict
	err := im.Store.View(func(r model.Reader) error {
		if err := j.connected(r, o.Entity); err != nil {
			return err
		}
		p, err := j.actualsPart(o, ledger.Range{})
		if err != nil {
			return err
		}
		j.parts = []*part{p}
		if p.Range, err = j.remembered(r, o, p.Basis); err != nil {
			return err
		}
		return j.prepareExport(r)
	})
	return j.finishExport(ctx, err)
}

// remembered is the months to export: those asked for, else those of the last
// import on the basis.
func (j *job) remembered(r model.Reader, o ActualsOptions, basis ledger.Basis) (ledger.Range, error) {
	if o.From != 0 || o.To != 0 || o.ToCurrent {
		return plan(o, j.today)
	}
	imports, err := recorded(r, j.model)
	if err != nil {
		return ledger.Range{}, err
	}
	for _, entry := range slices.Backward(imports) {
		covers := slices.ContainsFunc(entry.Entities, func(e model.ImportEntity) bool { return o.Entity == "" || e.Entity == o.Entity })
		if entry.Kind == model.Actuals && entry.Basis == basis && covers {
			return entry.Range, nil
		}
	}
	return ledger.Range{}, fault.New(fault.Usage, "cannot "+j.what+" of "+j.model, "no "+string(basis)+" actuals are in memory",
		"Import them first: ledgerlink import actuals --model "+j.model+" --basis "+string(basis))
}

// prepareExport holds the entities, refuses what is not in memory and stages.
func (j *job) prepareExport(r model.Reader) error {
	if err := j.load(r); err != nil {
		return err
	}
	for _, h := range j.holdings {
		if err := j.inMemory(h); err != nil {
			return err
		}
	}
	if err := j.refuse(); err != nil {
		return err
	}
	imports, err := recorded(r, j.model)
	if err != nil {
		return err
	}
	p := j.parts[0]
	p.entry = j.entryOf(p, imports)
	j.adopt(p, imports)
	return j.stage(p)
}

// inMemory refuses an entity whose chart or months were never read.
func (j *job) inMemory(h *holding) error {
	p := j.parts[0]
	what := "cannot " + j.what + " of " + h.Key.String()
	if h.chart == nil {
		return fault.New(fault.Usage, what, "its chart of accounts is not in memory", "Import it first: ledgerlink import coa "+flags(h.Key))
	}
	if p.Kind == model.COA {
		return nil
	}
	missing := h.missing(p.Range)
	if len(missing) == 0 {
		return nil
	}
	why := missing[0].String() + " is not in memory"
	if len(missing) > 1 {
		why = fmt.Sprintf("%d months are not in memory, the first is %s", len(missing), missing[0])
	}
	return fault.New(fault.Usage, what, why, fmt.Sprintf("Import them first: ledgerlink import actuals %s --from %s --to %s --basis %s",
		flags(h.Key), p.Range.From, p.Range.To, p.Basis))
}

// adopt heads an export with the import its rows come from: the last one that
// read any of its entities.
func (j *job) adopt(p *part, imports []model.Import) {
	for _, entry := range slices.Backward(imports) {
		if j.cameFrom(p, entry) {
			p.entry.ID, p.entry.ToolVersion = entry.ID, entry.ToolVersion
			p.entry.StartedAt, p.entry.FinishedAt = entry.StartedAt, entry.FinishedAt
			return
		}
	}
}

func (j *job) cameFrom(p *part, entry model.Import) bool {
	if p.Kind == model.COA {
		return slices.ContainsFunc(j.holdings, func(h *holding) bool { return h.chart.ImportID == entry.ID })
	}
	return entry.Kind == model.Actuals && entry.Basis == p.Basis &&
		slices.ContainsFunc(entry.Entities, func(e model.ImportEntity) bool {
			return e.Error == "" && slices.ContainsFunc(j.holdings, func(h *holding) bool { return h.Entity == e.Entity })
		})
}

// finishExport puts the staged file in its place. The history does not list
// exports: they bring nothing new.
func (j *job) finishExport(ctx context.Context, err error) (*Result, error) {
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		j.discard()
		return nil, err
	}
	p := j.parts[0]
	if err := p.staged.Commit(); err != nil {
		return nil, err
	}
	p.done = true
	return j.result(), nil
}
