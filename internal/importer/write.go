package importer

import (
	"errors"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/model"
)

// errOutdated says that the last imported values are no longer those an update
// was made from.
var errOutdated = errors.New("the model was changed meanwhile")

// written is what became of the files of a saved update.
type written struct {
	Files []export.File // that are in their places
	Err   error         // why others are not
}

// write stages the files, saves the update and puts the files in their places.
// An error leaves store and files as they were; errOutdated asks for another
// merge.
func (im *Importer) write(p *Plan, u *Update) (*written, error) {
	staged, err := stage(p, u)
	if err == nil {
		err = im.save(p, u, staged)
	}
	if err != nil {
		for _, file := range staged {
			file.Discard()
		}
		return nil, err
	}
	return im.commit(staged), nil
}

// stagedFile is an output that is complete but not yet in its place.
type stagedFile struct {
	export.StagedFile
	entry  model.Import
	output *Output
}

// stage makes the files. It holds no lock on the store: a folder that takes its
// time delays nobody else.
func stage(p *Plan, u *Update) ([]stagedFile, error) {
	var staged []stagedFile
	for i := range p.Outputs {
		if !u.WritesFiles {
			break
		}
		output, entry := &p.Outputs[i], u.Imports[i]
		file, err := output.Target.Stage(table(p, output, u), entry)
		if err != nil {
			return staged, err
		}
		entry.File, entry.SHA256, entry.Rows = output.Target.Path, file.SHA256, file.Rows
		staged = append(staged, stagedFile{file, entry, output})
	}
	return staged, nil
}

// table returns the rows of an output.
func table(p *Plan, o *Output, u *Update) export.Table {
	var entities []export.Entity
	for i := range u.Entities {
		if o.Covers(u.Entities[i].Key.Entity) {
			entities = append(entities, u.Entities[i].Entity)
		}
	}
	if o.Options.Kind == model.COA {
		return export.COATable(entities, o.Options.IncludeArchived)
	}
	actuals := export.Actuals{Entities: entities, Range: o.Options.Range, Basis: o.Options.Basis, Several: p.Several}
	return actuals.Table(export.Layout(o.Options.Layout))
}

// save saves the entities that were read, the history and, for the files that
// are written, how they were asked for: everything or nothing.
func (im *Importer) save(p *Plan, u *Update, staged []stagedFile) error {
	return im.Store.Update(func(w model.Writer) error {
		current, err := u.Last.IsCurrent(w)
		if err == nil && !current {
			err = errOutdated
		}
		if err != nil {
			return err
		}
		for i := range u.Entities {
			if u.Entities[i].fresh() {
				if err := saveEntity(w, p, u, &u.Entities[i]); err != nil {
					return err
				}
			}
		}
		return saveHistory(w, p, u, staged)
	})
}

func saveEntity(w model.Writer, p *Plan, u *Update, e *entityState) error {
	if err := w.SetChart(e.Key, e.Chart); err != nil {
		return err
	}
	if e.reading.Answer != nil {
		if err := w.SetSeries(e.Key, e.Series); err != nil {
			return err
		}
	}
	return w.UpdateConnection(e.Key, func(c *model.Connection) error {
		c.Organisation = e.Organisation
		for i := range p.Outputs {
			o := &p.Outputs[i]
			summary := &model.ImportSummary{ID: o.ImportID, At: u.FinishedAt, Range: o.Options.Range, Basis: o.Options.Basis, Ties: true}
			switch {
			case !o.Covers(e.Key.Entity):
			case o.Options.Kind == model.COA:
				c.LastCOA = summary
			default:
				c.LastActuals = summary
			}
		}
		return nil
	})
}

func saveHistory(w model.Writer, p *Plan, u *Update, staged []stagedFile) error {
	for i, entry := range u.Imports {
		if len(staged) > 0 {
			entry = staged[i].entry
			if err := w.SetImportOptions(p.Model, p.Outputs[i].Options); err != nil {
				return err
			}
		}
		if err := w.AddImport(entry); err != nil {
			return err
		}
	}
	if actuals := p.output(model.Actuals); actuals != nil {
		return w.AddChanges(p.Model, actuals.ImportID, u.Changes)
	}
	return nil
}

// commit puts the staged files in their places. One that cannot be put there
// leaves the history again; what was read stays in the store.
func (im *Importer) commit(staged []stagedFile) *written {
	result := &written{}
	for _, file := range staged {
		if err := file.Commit(); err != nil {
			file.entry.File, file.entry.SHA256 = "", ""
			again := im.Store.Update(func(w model.Writer) error { return w.AddImport(file.entry) })
			result.Err = errors.Join(result.Err, err, again)
			continue
		}
		result.Files = append(result.Files, export.File{
			Kind: file.entry.Kind, Import: file.entry.ID, Path: file.entry.File, Format: file.output.Target.Format,
			Rows: file.entry.Rows, SHA256: file.entry.SHA256,
		})
	}
	return result
}
