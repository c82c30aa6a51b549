package importer

import (
	"time"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Plan is what one run does. Nothing in it changes later.
type Plan struct {
	Op        string // "import the actuals", for errors
	Model     string
	Several   bool // the model has several entities
	Today     ledger.Date
	StartedAt time.Time          // UTC, whole seconds
	Version   string             // of the tool
	Recorder  Recorder           // who imports
	Entities  []model.Connection // the entities of the outputs, by name
	Requests  []Request          // what their ledgers are asked; the others keep their last imported values
	Outputs   []Output           // the files, the chart's before the actuals'

	KeepGoing         bool // write the files though an entity cannot be read
	Strict            bool
	FailOnRestatement bool
}

// Request is what one entity's ledger is asked.
type Request struct {
	model.Connection
	Actuals *ledger.Request // nil: the chart alone
}

// Output is one file, and how it was asked for.
type Output struct {
	ImportID string
	Options  model.ImportOptions
	Target   export.Target
}

// Covers reports whether the file has the entity.
func (o *Output) Covers(entity string) bool {
	return o.Options.Entity == "" || o.Options.Entity == entity
}

// output returns the plan's output of a kind, nil if there is none.
func (p *Plan) output(kind model.ImportKind) *Output {
	for i := range p.Outputs {
		if p.Outputs[i].Options.Kind == kind {
			return &p.Outputs[i]
		}
	}
	return nil
}

// basis returns the basis of the actuals, empty if there are none.
func (p *Plan) basis() ledger.Basis {
	if actuals := p.output(model.Actuals); actuals != nil {
		return actuals.Options.Basis
	}
	return ""
}

// partial reports whether a month is not over yet.
func (p *Plan) partial(month ledger.Month) bool { return month >= p.Today.MonthOf() }

// newPlan returns a plan that starts now, with all connections of the model as
// its entities.
func (im *Importer) newPlan(op, name string) (*Plan, error) {
	if err := model.CheckName("model", name); err != nil {
		return nil, err
	}
	connections, err := model.Read(im.Store, func(r model.Reader) ([]model.Connection, error) { return r.Connections(name) })
	if err != nil {
		return nil, err
	}
	now := im.Now()
	return &Plan{
		Op: op, Model: name, Several: len(connections) > 1, Entities: connections,
		Today: ledger.DateOf(now), StartedAt: truncateSeconds(now), Version: im.Version, Recorder: im.Recorder,
	}, nil
}

// truncateSeconds returns a moment as files and history show it: UTC, whole
// seconds.
func truncateSeconds(t time.Time) time.Time { return t.UTC().Truncate(time.Second) }

func (im *Importer) planCOA(o COAOptions) (*Plan, error) {
	plan, err := im.newPlan("import the chart of accounts", o.Model)
	if err != nil {
		return nil, err
	}
	plan.KeepGoing = o.KeepGoing
	plan.Outputs = []Output{plan.coaOutput(o.Entity, !o.OmitArchived, o.File)}
	return plan, plan.requestAll(o.Entity, nil)
}

func (im *Importer) planActuals(o ActualsOptions) (*Plan, error) {
	plan, err := im.newPlan("import the actuals", o.Model)
	if err != nil {
		return nil, err
	}
	plan.KeepGoing, plan.Strict, plan.FailOnRestatement = o.KeepGoing, o.Strict, o.FailOnRestatement
	months, err := o.Months.Range(plan.Today)
	if err != nil {
		return nil, err
	}
	plan.Outputs = []Output{plan.actualsOutput(o.Entity, months, o.Basis, o.Layout, o.File)}
	return plan, plan.requestAll(o.Entity, &ledger.Request{Range: months, Basis: o.Basis, Verify: o.Verify})
}

// requestAll asks all entities for the same, or the one that is named. If there
// are none, the error is a *model.NotConnectedError.
func (p *Plan) requestAll(entity string, request *ledger.Request) error {
	connections := p.Entities
	p.Entities = nil
	for _, c := range connections {
		if entity == "" || entity == c.Entity {
			p.Entities = append(p.Entities, c)
			p.Requests = append(p.Requests, Request{c, request})
		}
	}
	if len(p.Entities) == 0 {
		return model.NotConnected(p.Model, entity)
	}
	return nil
}

func (p *Plan) coaOutput(entity string, includeArchived bool, file export.Target) Output {
	file = file.Resolve(p.Model, model.COA)
	return Output{
		ImportID: model.NewImportID(p.StartedAt), Target: file,
		Options: model.ImportOptions{
			Kind: model.COA, Entity: entity, IncludeArchived: includeArchived,
			Format: string(file.Format), File: file.Absolute(),
		},
	}
}

func (p *Plan) actualsOutput(entity string, months ledger.Range, basis ledger.Basis, layout export.Layout, file export.Target) Output {
	file = file.Resolve(p.Model, model.Actuals)
	return Output{
		ImportID: model.NewImportID(p.StartedAt), Target: file,
		Options: model.ImportOptions{
			Kind: model.Actuals, Entity: entity, Range: months, ToCurrent: p.partial(months.To),
			Basis: basis, Layout: string(layout), Format: string(file.Format), File: file.Absolute(),
		},
	}
}
