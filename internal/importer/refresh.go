package importer

import (
	"context"
	"errors"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Refresh repeats the model's last import of the chart and of the actuals, in
// one reading of each ledger: from the first month of that import to the last
// completed one, or to the running one where that import included it.
func (im *Importer) Refresh(ctx context.Context, o RefreshOptions) (*Result, error) {
	j := im.newJob(o.Model, "refresh the numbers")
	j.keepGoing, j.strict, j.failOnRestatement = o.KeepGoing, o.Strict, o.FailOnRestatement
	if err := im.Store.View(func(r model.Reader) error { return j.planRefresh(r, o) }); err != nil {
		return nil, err
	}
	return im.run(ctx, j)
}

func (j *job) planRefresh(r model.Reader, o RefreshOptions) error {
	if err := j.connected(r, ""); err != nil {
		return err
	}
	for _, kind := range []model.ImportKind{model.COA, model.Actuals} {
		last, err := r.ImportOptions(j.model, kind)
		if errors.Is(err, model.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		p, err := j.again(last, o)
		if err != nil {
			return err
		}
		j.parts = append(j.parts, p)
	}
	if err := j.checkParts(); err != nil {
		return err
	}
	return j.planReadings(r, o)
}

// checkParts refuses a refresh of nothing, and two files on one stream.
func (j *job) checkParts() error {
	switch {
	case len(j.parts) == 0:
		return fault.New(fault.Usage, "cannot refresh "+j.model, "nothing was imported yet",
			"Import once: ledgerlink import coa --model "+j.model+", ledgerlink import actuals --model "+j.model)
	case len(j.parts) == 2 && j.parts[0].File == j.parts[1].File:
		return fault.New(fault.Usage, "cannot refresh "+j.model, "the last imports of the chart and of the actuals both went to "+j.parts[0].File,
			"Import one of them to another place with -o FILE.")
	}
	return nil
}

// again is a part as the last import asked for it, rolled on to today.
func (j *job) again(last model.ImportOptions, o RefreshOptions) (*part, error) {
	out := Output{Path: last.File, Format: export.Format(last.Format), Stdout: o.Stdout}
	if last.Kind == model.COA {
		return j.coaPart(COAOptions{Entity: last.Entity, OmitArchived: !last.IncludeArchived, File: out})
	}
	months := ledger.Range{From: last.Range.From, To: j.today.MonthOf() - 1}
	if last.ToCurrent {
		months.To++
	}
	return j.actualsPart(ActualsOptions{
		Entity: last.Entity, Basis: last.Basis, Layout: export.Layout(last.Layout), File: out,
	}, months)
}

// planReadings asks every entity of the files once, or only the one named: the
// others then come from memory.
func (j *job) planReadings(r model.Reader, o RefreshOptions) error {
	var covered []model.Connection
	for _, c := range j.entities {
		coa, actuals := j.of(model.COA), j.of(model.Actuals)
		inActuals := actuals != nil && actuals.has(c.Entity)
		if !inActuals && (coa == nil || !coa.has(c.Entity)) {
			continue
		}
		covered = append(covered, c)
		if o.Entity != "" && o.Entity != c.Entity {
			continue
		}
		asked := &reading{Connection: c}
		if inActuals {
			months, err := j.toRead(r, c, o.Recent)
			if err != nil {
				return err
			}
			asked.request = &ledger.Request{Range: months, Basis: actuals.Basis}
		}
		j.readings = append(j.readings, asked)
	}
	j.entities = covered
	if len(j.readings) == 0 {
		return fault.New(fault.Usage, "cannot refresh "+o.Entity+" of "+j.model, "it is not part of the model's last imports",
			"Import it: ledgerlink import actuals --model "+j.model+" --entity "+o.Entity)
	}
	return nil
}

// toRead is the months to ask an entity for: all of the file's, or the recent
// ones and everything since the first month that memory does not have complete.
func (j *job) toRead(r model.Reader, c model.Connection, recent bool) (ledger.Range, error) {
	actuals := j.of(model.Actuals)
	months := actuals.Range
	if !recent || months.Len() <= recentMonths {
		return months, nil
	}
	h, err := hold(r, c, actuals.Basis)
	if err != nil {
		return months, err
	}
	for months.From = months.To - recentMonths + 1; months.From > actuals.Range.From; months.From-- {
		older := ledger.Range{From: actuals.Range.From, To: months.From - 1}
		if h.complete(older) {
			break
		}
	}
	return months, nil
}

// complete is true where all months are in memory as they were once they were over.
func (h *holding) complete(months ledger.Range) bool {
	for _, month := range months.Months() {
		if at := h.position(month); at < 0 || h.series.Months[at].Partial {
			return false
		}
	}
	return true
}
