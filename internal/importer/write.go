package importer

import (
	"errors"
	"io"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/model"
)

// stage makes a part's file from the holdings, complete but not in its place.
func (j *job) stage(p *part) (err error) {
	table := j.table(p)
	head := headOf(p.entry)
	p.staged, err = p.target.stage(func(w io.Writer) (err error) {
		p.entry.Rows, err = table.Write(w, p.target.format, head)
		return err
	})
	if err == nil {
		p.entry.File, p.entry.SHA256 = p.target.path, p.staged.SHA256
	}
	return err
}

// table is a part's rows.
func (j *job) table(p *part) export.Table {
	if p.Kind == model.COA {
		var lines []export.COALine
		for _, h := range j.holdings {
			if p.has(h.Entity) {
				lines = append(lines, h.coaLines(!p.IncludeArchived)...)
			}
		}
		return export.COATable(lines)
	}
	actuals := export.Actuals{Range: p.Range, Basis: p.Basis, Several: j.several}
	for _, h := range j.holdings {
		if p.has(h.Entity) {
			actuals.Lines = append(actuals.Lines, h.actualsLines(p.Range)...)
		}
	}
	return actuals.Table(export.Layout(p.Layout))
}

// commit puts the staged files in their places. One that cannot be put there
// leaves the history again: what was read stays in memory, and `export` can
// write it.
func (j *job) commit(s Store) error {
	var problems []error
	for _, p := range j.parts {
		if p.staged == nil {
			continue
		}
		if err := p.staged.Commit(); err != nil {
			problems = append(problems, err, j.unlist(s, p))
			continue
		}
		p.done = true
	}
	return errors.Join(problems...)
}

func (j *job) unlist(s Store, p *part) error {
	p.entry.File, p.entry.SHA256 = "", ""
	return s.Update(func(w model.Writer) error { return w.AddImport(p.entry) })
}

// discard drops what was staged.
func (j *job) discard() {
	for _, p := range j.parts {
		if p.staged != nil {
			p.staged.Discard()
		}
	}
}
