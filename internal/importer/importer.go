// Package importer reads ledgers and writes files. An import has four phases,
// and each hands one value to the next:
//
//	plan  → Plan       which ledgers are asked what, and which files are written
//	read  → []Reading  what each ledger answered, proved
//	merge → Update     the last imported values with the readings in them
//	write → Result     files and store, both or neither
//
// Nothing is written and nothing of an entity is saved before all its numbers
// are proved. The files are staged beside their targets first; then everything
// is saved in one transaction, and the files are renamed right after it. A
// process that is killed leaves the store of before or after, and each file of
// before or after, each whole; in the instant between the two the store is
// ahead, and the next import writes the file that is missing.
package importer

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// Reader reads one organisation's ledger. Both providers' clients are readers.
type Reader interface {
	Chart(context.Context) (*ledger.Chart, error)
	Actuals(context.Context, ledger.Request) (*ledger.Actuals, error)
}

// Store keeps what was imported. Both methods run a function in one transaction
// and return its error.
type Store interface {
	View(read func(model.Reader) error) error
	Update(write func(model.Writer) error) error
}

// Importer imports the entities of a model.
type Importer struct {
	Store Store
	// Open gives the reader of a connection; observe sees every call it makes.
	Open     func(connection model.Connection, observe func(readonly.Call)) (Reader, error)
	Now      func() time.Time
	Version  string   // of the tool, for the JSON files
	Recorder Recorder // empty unless the user allows it
	// Planned is how many calls reading the organisation's actuals takes; nil asks
	// about the chart alone. Without the function it is unknown.
	Planned func(organisation ledger.Organisation, actuals *ledger.Request) int
	// Types says what the words of a provider for an account mean.
	Types mapping.TypesOf
	// Observe sees the progress of an import, one call after the other; may be nil.
	Observe func(Progress)
}

// Recorder is the user and the machine behind an import, for the history.
type Recorder struct{ User, Host string }

// COAOptions asks for a chart of accounts. An empty Entity means all of the
// model's. KeepGoing writes the file with the last imported chart of entities
// that cannot be read.
type COAOptions struct {
	Model, Entity string
	OmitArchived  bool
	KeepGoing     bool
	File          export.Target
}

// ActualsOptions asks for actuals. An empty Entity means all of the model's.
type ActualsOptions struct {
	Model, Entity     string
	Months            model.Months
	Basis             ledger.Basis
	Layout            export.Layout
	Verify            ledger.Verify // empty means ledger.VerifyYears
	File              export.Target
	KeepGoing         bool // write the file with the last imported values of entities that cannot be read
	Strict            bool // an account with an amount that is not confirmed is a *mapping.UnconfirmedError
	FailOnRestatement bool // a locked or closed month that changed is a *RestatedError
}

// RefreshOptions repeats a model's last imports. Where Entity is named, that one
// is read anew and the others keep their last imported values.
type RefreshOptions struct {
	Model, Entity     string
	Recent            bool          // read the last 12 months only
	Verify            ledger.Verify // empty means ledger.VerifyYears
	KeepGoing         bool
	Strict            bool
	FailOnRestatement bool
	Stdout            io.Writer // for imports that went to standard output
}

// ImportCOA reads the charts of accounts and writes the COA file.
func (im *Importer) ImportCOA(ctx context.Context, o COAOptions) (*Result, error) {
	plan, err := im.planCOA(o)
	if err != nil {
		return nil, err
	}
	return im.run(ctx, plan)
}

// ImportActuals reads the actuals, proves them and writes the actuals file.
func (im *Importer) ImportActuals(ctx context.Context, o ActualsOptions) (*Result, error) {
	plan, err := im.planActuals(o)
	if err != nil {
		return nil, err
	}
	return im.run(ctx, plan)
}

// Refresh repeats the model's last import of the chart and of the actuals, in
// one reading of each ledger: from the first month of that import to the last
// completed one, or to the running one where that import included it.
func (im *Importer) Refresh(ctx context.Context, o RefreshOptions) (*Result, error) {
	plan, err := im.planRefresh(o)
	if err != nil {
		return nil, err
	}
	return im.run(ctx, plan)
}

// run carries a plan out. Where entities could not be read, the error says so
// and the result what was written all the same.
func (im *Importer) run(ctx context.Context, plan *Plan) (*Result, error) {
	for i := range plan.Outputs {
		if err := plan.Outputs[i].Target.CheckWritable(); err != nil {
			return nil, err // before any call is made
		}
	}
	readings := im.read(ctx, plan.Requests)
	if ctx.Err() != nil {
		return nil, &InterruptedError{Op: plan.Op, Model: plan.Model, Err: context.Cause(ctx)}
	}
	failed := readErrors(plan.Op, readings)
	if succeeded(readings) == 0 {
		return newResult(plan, readings, nil, nil), failed
	}
	for {
		last, err := im.snapshot(plan)
		if err != nil {
			return nil, errors.Join(err, failed)
		}
		update, err := merge(plan, readings, last, im.Now(), im.Types)
		if err != nil {
			return nil, errors.Join(err, failed)
		}
		written, err := im.write(plan, update)
		switch {
		case errors.Is(err, errOutdated): // another run was faster: its values are the last ones now
		case err != nil:
			return nil, errors.Join(err, failed)
		default:
			return newResult(plan, readings, update, written), errors.Join(written.Err, failed)
		}
	}
}

// snapshot returns the last imported values of the plan's entities.
func (im *Importer) snapshot(p *Plan) (last *model.Snapshot, err error) {
	keys := make([]model.Key, 0, len(p.Entities))
	for i := range p.Entities {
		keys = append(keys, p.Entities[i].Key)
	}
	err = im.Store.View(func(r model.Reader) (err error) {
		last, err = model.ReadSnapshot(r, p.Model, p.basis(), keys...)
		return err
	})
	return last, err
}
