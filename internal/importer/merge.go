package importer

import (
	"errors"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Update is what a run makes of the last imported values.
type Update struct {
	Last        *model.Snapshot // the last imported values it was made from
	FinishedAt  time.Time
	Entities    []entityState  // of the outputs, by name
	Changes     []model.Change // amounts of earlier imports that are now others
	Imports     []model.Import // the entries of the history, one per output, still without a file
	WritesFiles bool           // all entities were read, or their last imported values will do
}

// entityState is one entity of an update: its last imported values, with what
// was read now in them.
type entityState struct {
	export.Entity
	reading *Reading // nil where the ledger was not asked
	changes []model.Change
}

// fresh reports whether the entity was read now.
func (e *entityState) fresh() bool { return e.reading != nil && e.reading.Err == nil }

// merge puts the readings into the last imported values and refuses what may not
// be written.
func merge(p *Plan, readings []Reading, last *model.Snapshot, now time.Time, types mapping.TypesOf) (*Update, error) {
	u := &Update{
		Last: last, FinishedAt: truncateSeconds(now),
		WritesFiles: p.KeepGoing || succeeded(readings) == len(readings),
	}
	for i := range p.Entities {
		e, err := load(&p.Entities[i], readings, last)
		if err != nil {
			return nil, err
		}
		if e.fresh() {
			e.merge(p, u.FinishedAt)
			u.Changes = append(u.Changes, e.changes...)
		}
		e.Mappings = mapping.OfEntity(types, e.EntityState)
		u.Entities = append(u.Entities, e)
	}
	if err := validate(p, u); err != nil {
		return nil, err
	}
	for i := range p.Outputs {
		u.Imports = append(u.Imports, newEntry(p, &p.Outputs[i], u, last.Imports))
	}
	return u, nil
}

// load returns the last imported values of an entity and its reading. An entity
// that was connected to another organisation while it was read is refused.
func load(c *model.Connection, readings []Reading, last *model.Snapshot) (entityState, error) {
	state := last.Entity(c.Key)
	switch {
	case state == nil:
		return entityState{}, model.NotConnected(c.Model, c.Entity)
	case state.Organisation.ID != c.Organisation.ID:
		return entityState{}, &OtherOrganisationError{Asked: c.Organisation.Name, Answered: state.Organisation.Name}
	}
	e := entityState{Entity: export.Entity{EntityState: state}}
	for i := range readings {
		if readings[i].Key == c.Key {
			e.reading = &readings[i]
		}
	}
	return e, nil
}

// merge puts the reading into the entity's last imported values.
func (e *entityState) merge(p *Plan, finished time.Time) {
	chartFrom := p.output(model.COA)
	if chartFrom == nil || !chartFrom.Covers(e.Key.Entity) {
		chartFrom = p.output(model.Actuals)
	}
	e.mergeChart(chartFrom.ImportID, finished)
	if e.reading.Answer != nil {
		e.mergeActuals(p.output(model.Actuals).ImportID, p.partial)
	}
}

// mergeChart replaces the chart. Its notes say what is different from the chart
// that the last COA file showed.
func (e *entityState) mergeChart(importID string, at time.Time) {
	var notes []model.ChartNote
	if e.Chart != nil {
		notes = model.CompareCharts(e.Chart.Accounts, e.reading.Chart.Accounts)
		if e.LastCOA == nil || e.Chart.ImportID != e.LastCOA.ID {
			notes = model.JoinNotes(e.Chart.Notes, notes) // no file showed the earlier ones yet
		}
	}
	e.Organisation = e.reading.Chart.Organisation
	e.Chart = &model.Chart{Chart: *e.reading.Chart, ImportID: importID, ReadAt: at, Notes: notes}
}

// mergeActuals merges the amounts into the series.
func (e *entityState) mergeActuals(importID string, partial func(ledger.Month) bool) {
	read := e.reading.Answer
	if e.Series == nil {
		e.Series = &model.Series{OrganisationID: e.Organisation.ID, Basis: read.Basis}
	}
	e.changes = e.Series.Merge(model.Reading{
		Entity: e.Key.Entity, ImportID: importID, Range: read.Range, Lines: read.Lines, Partial: partial,
	}, e.LockedThrough)
	accounts := e.Accounts()
	for i := range e.changes {
		if account, ok := accounts[e.changes[i].AccountID]; ok {
			e.changes[i].AccountCode, e.changes[i].AccountName = account.Code, account.Name
		}
	}
}

// validate says why nothing may be written or saved, where the plan asks for it.
func validate(p *Plan, u *Update) error {
	var problems []error
	actuals := p.output(model.Actuals)
	for i := range u.Entities {
		e := &u.Entities[i]
		if p.FailOnRestatement {
			problems = append(problems, checkRestated(p.Op, e))
		}
		if p.Strict && actuals != nil && actuals.Covers(e.Key.Entity) {
			problems = append(problems, checkConfirmed(p.Op, e, actuals.Options.Range))
		}
	}
	return errors.Join(problems...)
}

// checkRestated refuses changes in closed months.
func checkRestated(op string, e *entityState) error {
	var closed []model.Change
	for _, change := range e.changes {
		if e.Closed(change.Month) {
			closed = append(closed, change)
		}
	}
	if len(closed) == 0 {
		return nil
	}
	return &RestatedError{Op: op, Key: e.Key, Changes: closed}
}

// checkConfirmed refuses accounts with amounts that the analyst has not decided
// on.
func checkConfirmed(op string, e *entityState, months ledger.Range) error {
	open := mapping.Unconfirmed(e.EntityState, e.Mappings, months)
	if len(open) == 0 {
		return nil
	}
	return &UnconfirmedAccountsError{Op: op, Key: e.Key, Accounts: open}
}
