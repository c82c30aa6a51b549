package importer

import (
	"context"
	"errors"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// job is one run: which entities are read, and which files are made of what was
// read and what is in memory.
type job struct {
	model    string
	what     string // "import the actuals", for errors
	several  bool   // the model has several entities
	entities []model.Connection
	readings []*reading // of these, the ones that are asked now
	parts    []*part

	keepGoing         bool
	strict            bool
	failOnRestatement bool

	version  string
	by       By
	today    ledger.Date
	started  time.Time
	finished time.Time

	holdings []*holding // one per entity, once the job is settled
}

// part is one file of a job and how it was asked for.
type part struct {
	model.ImportOptions
	target target
	entry  model.Import // in the history
	staged *export.Staged
	done   bool // the file is in its place
}

// newJob is a job that starts now.
func (im *Importer) newJob(model, what string) *job {
	now := im.Now()
	return &job{model: model, what: what, version: im.Version, by: im.By, today: ledger.DateOf(now), started: stamp(now)}
}

// stamp is a moment as files and history show it: UTC, whole seconds.
func stamp(t time.Time) time.Time { return t.UTC().Truncate(time.Second) }

// run reads, settles and writes. Faults of the target come before any call.
func (im *Importer) run(ctx context.Context, j *job) (*Result, error) {
	for _, p := range j.parts {
		if err := p.target.check(); err != nil {
			return nil, err
		}
	}
	im.readAll(ctx, j.readings)
	if ctx.Err() != nil {
		return nil, fault.Wrap(fault.Interrupted, "cannot "+j.what+" of "+j.model, context.Cause(ctx))
	}
	problem := failed(j.what, j.readings)
	if j.succeeded() == 0 {
		return j.result(), problem
	}
	err := im.Store.Update(func(w model.Writer) error { return j.settle(w, im.Now()) })
	if err != nil {
		j.discard()
		return nil, errors.Join(err, problem)
	}
	err = errors.Join(j.commit(im.Store), problem)
	return j.result(), err
}

func (j *job) succeeded() int {
	n := 0
	for _, r := range j.readings {
		if r.err == nil {
			n++
		}
	}
	return n
}

// writes is true where the files are to be written: all entities were read, or
// the last good values of those that were not will do.
func (j *job) writes() bool { return j.keepGoing || j.succeeded() == len(j.readings) }

// of is the job's part of a kind, nil where there is none.
func (j *job) of(kind model.ImportKind) *part {
	for _, p := range j.parts {
		if p.Kind == kind {
			return p
		}
	}
	return nil
}

// has is true where the part's file covers the entity.
func (p *part) has(entity string) bool { return p.Entity == "" || p.Entity == entity }

// settle does everything an import changes in one transaction: takes what was
// read into memory, refuses what may not be written, stages the files, and
// remembers. An error leaves memory and files as they were.
func (j *job) settle(w model.Writer, now time.Time) error {
	j.finished = stamp(now)
	if err := j.load(w); err != nil {
		return err
	}
	for _, h := range j.holdings {
		if h.fresh() {
			j.take(h)
		}
	}
	if err := j.refuse(); err != nil {
		return err
	}
	imports, err := recorded(w, j.model)
	if err != nil {
		return err
	}
	for _, p := range j.parts {
		p.entry = j.entryOf(p, imports)
		if j.writes() {
			if err := j.stage(p); err != nil {
				return err
			}
		}
	}
	return j.keep(w)
}

// load holds every entity of the job as memory has it.
func (j *job) load(r model.Reader) error {
	var basis ledger.Basis
	if p := j.of(model.Actuals); p != nil {
		basis = p.Basis
	}
	j.holdings = j.holdings[:0]
	for _, c := range j.entities {
		h, err := hold(r, c, basis)
		if err != nil {
			return err
		}
		for _, reading := range j.readings {
			if reading.Key == c.Key {
				h.reading = reading
			}
		}
		j.holdings = append(j.holdings, h)
	}
	return nil
}

// take takes what was read of one entity into what is in memory.
func (j *job) take(h *holding) {
	coa, actuals := j.of(model.COA), j.of(model.Actuals)
	switch {
	case coa != nil && coa.has(h.Entity):
		h.takeChart(coa.entry.ID, j.finished)
	default:
		h.takeChart(actuals.entry.ID, j.finished)
	}
	if h.reading.actuals != nil {
		h.takeActuals(actuals.entry.ID, partial(j.today))
	}
}
