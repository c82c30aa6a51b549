package importer

import (
	"github.com/ledgerlink/ledgerlink/internal/model"
)

// keep remembers the entities that were read, the history and, where the files
// are written, how they were asked for.
func (j *job) keep(w model.Writer) error {
	for _, h := range j.holdings {
		if h.fresh() {
			if err := j.keepEntity(w, h); err != nil {
				return err
			}
		}
	}
	for _, p := range j.parts {
		if err := w.AddImport(p.entry); err != nil {
			return err
		}
		if p.Kind == model.Actuals {
			if err := w.AddChanges(j.model, p.entry.ID, j.changes()); err != nil {
				return err
			}
		}
		if j.writes() {
			if err := w.SetImportOptions(j.model, p.ImportOptions); err != nil {
				return err
			}
		}
	}
	return nil
}

func (j *job) keepEntity(w model.Writer, h *holding) error {
	if err := w.SetChart(h.Key, h.chart); err != nil {
		return err
	}
	if h.reading.actuals != nil {
		if err := w.SetSeries(h.Key, h.series); err != nil {
			return err
		}
	}
	return w.UpdateConnection(h.Key, func(c *model.Connection) error {
		c.Organisation = h.Organisation
		for _, p := range j.parts {
			summary := &model.ImportSummary{ID: p.entry.ID, At: j.finished, Range: p.Range, Basis: p.Basis, Ties: true}
			switch {
			case !p.has(h.Entity):
			case p.Kind == model.COA:
				c.LastCOA = summary
			default:
				c.LastActuals = summary
			}
		}
		return nil
	})
}

// changes is what all entities' ledgers now say otherwise.
func (j *job) changes() []model.Change {
	var all []model.Change
	for _, h := range j.holdings {
		all = append(all, h.changes...)
	}
	return all
}
