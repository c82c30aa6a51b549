package importer

import (
	"errors"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// recentMonths is how many months Recent reads.
const recentMonths = 12

func (im *Importer) planRefresh(o RefreshOptions) (*Plan, error) {
	plan, err := im.newPlan("refresh the numbers", o.Model)
	if err != nil {
		return nil, err
	}
	if len(plan.Entities) == 0 {
		return nil, model.NotConnected(o.Model, "")
	}
	plan.KeepGoing, plan.Strict, plan.FailOnRestatement = o.KeepGoing, o.Strict, o.FailOnRestatement
	for _, kind := range []model.ImportKind{model.COA, model.Actuals} {
		last, err := model.Read(im.Store, func(r model.Reader) (model.ImportOptions, error) { return r.ImportOptions(o.Model, kind) })
		if errors.Is(err, model.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		plan.Outputs = append(plan.Outputs, plan.repeat(last, o))
	}
	if err := plan.checkOutputs(); err != nil {
		return nil, err
	}
	return plan, im.requestCovered(plan, o)
}

// repeat returns an output as the last import asked for it, rolled on to today.
func (p *Plan) repeat(last model.ImportOptions, o RefreshOptions) Output {
	file := export.Target{Path: last.File, Format: export.Format(last.Format), Stdout: o.Stdout}
	if last.Kind == model.COA {
		return p.coaOutput(last.Entity, last.IncludeArchived, file)
	}
	months := ledger.Range{From: last.Range.From, To: p.Today.MonthOf() - 1}
	if last.ToCurrent {
		months.To++
	}
	return p.actualsOutput(last.Entity, months, last.Basis, export.Layout(last.Layout), file)
}

// checkOutputs refuses a refresh of nothing, and two files with one name.
func (p *Plan) checkOutputs() error {
	switch {
	case len(p.Outputs) == 0:
		return &NothingImportedError{Model: p.Model}
	case len(p.Outputs) == 2 && p.Outputs[0].Options.File == p.Outputs[1].Options.File:
		return &SameFileError{Model: p.Model, File: p.Outputs[0].Options.File}
	}
	return nil
}

// requestCovered asks every entity of the files once, or only the one named.
func (im *Importer) requestCovered(p *Plan, o RefreshOptions) error {
	coa, actuals := p.output(model.COA), p.output(model.Actuals)
	connections := p.Entities
	p.Entities = nil
	for _, c := range connections {
		inActuals := actuals != nil && actuals.Covers(c.Entity)
		if !inActuals && (coa == nil || !coa.Covers(c.Entity)) {
			continue
		}
		p.Entities = append(p.Entities, c)
		if o.Entity != "" && o.Entity != c.Entity {
			continue
		}
		request := Request{Connection: c}
		if inActuals {
			months, err := im.monthsToRead(c.Key, actuals, o.Recent)
			if err != nil {
				return err
			}
			request.Actuals = &ledger.Request{Range: months, Basis: actuals.Options.Basis, Verify: o.Verify}
		}
		p.Requests = append(p.Requests, request)
	}
	if len(p.Requests) == 0 {
		return &NotRepeatedError{Model: p.Model, Entity: o.Entity}
	}
	return nil
}

// monthsToRead returns the months to ask an entity for: all of the file's, or
// the recent ones and everything since the first month that was not read after
// its end.
func (im *Importer) monthsToRead(key model.Key, actuals *Output, recent bool) (ledger.Range, error) {
	months := actuals.Options.Range
	if !recent || months.Len() <= recentMonths {
		return months, nil
	}
	last, err := model.Read(im.Store, func(r model.Reader) (*model.Snapshot, error) {
		return model.ReadSnapshot(r, key.Model, actuals.Options.Basis, key)
	})
	if err != nil || len(last.Entities) == 0 {
		return months, err
	}
	for months.From = months.To - recentMonths + 1; months.From > actuals.Options.Range.From; months.From-- {
		if last.Entities[0].Series.Complete(ledger.Range{From: actuals.Options.Range.From, To: months.From - 1}) {
			break
		}
	}
	return months, nil
}
