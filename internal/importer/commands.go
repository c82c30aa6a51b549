package importer

import (
	"cmp"
	"context"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// ImportCOA reads the charts of accounts and writes the COA file.
func (im *Importer) ImportCOA(ctx context.Context, o COAOptions) (*Result, error) {
	j := im.newJob(o.Model, "import the chart of accounts")
	j.keepGoing = o.KeepGoing
	p, err := j.coaPart(o)
	if err != nil {
		return nil, err
	}
	return im.runWith(ctx, j, p, nil)
}

// ImportActuals reads the actuals, proves them and writes the actuals file.
func (im *Importer) ImportActuals(ctx context.Context, o ActualsOptions) (*Result, error) {
	j := im.newJob(o.Model, "import the actuals")
	j.keepGoing, j.strict, j.failOnRestatement = o.KeepGoing, o.Strict, o.FailOnRestatement
	months, err := plan(o, j.today)
	if err != nil {
		return nil, err
	}
	p, err := j.actualsPart(o, months)
	if err != nil {
		return nil, err
	}
	return im.runWith(ctx, j, p, &ledger.Request{Range: months, Basis: p.Basis})
}

// runWith makes one file of all entities it covers, each asked for the same.
func (im *Importer) runWith(ctx context.Context, j *job, p *part, request *ledger.Request) (*Result, error) {
	j.parts = []*part{p}
	if err := im.Store.View(func(r model.Reader) error { return j.connected(r, p.Entity) }); err != nil {
		return nil, err
	}
	for _, c := range j.entities {
		j.readings = append(j.readings, &reading{Connection: c, request: request})
	}
	return im.run(ctx, j)
}

// coaPart is the COA file as asked for.
func (j *job) coaPart(o COAOptions) (*part, error) {
	t, err := o.File.resolve(j.model, model.COA)
	if err != nil {
		return nil, err
	}
	p := &part{target: t, ImportOptions: model.ImportOptions{
		Kind: model.COA, Entity: o.Entity, IncludeArchived: !o.OmitArchived,
		Format: string(t.format), File: t.absolute(),
	}}
	p.entry.ID = model.NewImportID(j.started)
	return p, nil
}

// actualsPart is the actuals file as asked for.
func (j *job) actualsPart(o ActualsOptions, months ledger.Range) (*part, error) {
	t, err := o.File.resolve(j.model, model.Actuals)
	if err != nil {
		return nil, err
	}
	layout, err := export.ParseLayout(string(o.Layout))
	if err != nil {
		return nil, fault.Wrap(fault.Usage, "cannot "+j.what, err)
	}
	basis := cmp.Or(o.Basis, ledger.Accrual)
	if basis != ledger.Accrual && basis != ledger.Cash {
		return nil, fault.New(fault.Usage, "cannot "+j.what, "\""+string(basis)+"\" is not a basis: use accrual or cash")
	}
	p := &part{target: t, ImportOptions: model.ImportOptions{
		Kind: model.Actuals, Entity: o.Entity, Range: months, ToCurrent: months.Contains(j.today.MonthOf()),
		Basis: basis, Layout: string(layout), Format: string(t.format), File: t.absolute(),
	}}
	p.entry.ID = model.NewImportID(j.started)
	return p, nil
}
