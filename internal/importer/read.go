package importer

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
	"github.com/ledgerlink/ledgerlink/pkg/tieout"
)

// sideBySide is how many entities are read at once. Each provider's own limits
// hold per organisation and are kept by its client.
const sideBySide = 8

// reading is what one entity's ledger is asked and what it answered: the chart
// alone, or the actuals with the chart in them, proved.
type reading struct {
	model.Connection
	request    *ledger.Request // nil: the chart alone
	chart      *ledger.Chart
	actuals    *ledger.Actuals // nil where only the chart was asked for
	checks     []ledger.Check
	calls      int
	requestIDs []string
	err        error // then nothing of the entity is used
}

// meter counts the calls of all readings for the progress display.
type meter struct {
	mu            sync.Mutex
	done, planned int
	observe       func(Progress)
}

func (m *meter) saw(r *reading, call readonly.Call) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r.calls++
	if call.RequestID != "" {
		r.requestIDs = append(r.requestIDs, call.RequestID)
	}
	m.done++
	if m.observe != nil {
		m.observe(Progress{Done: m.done, Planned: m.planned, Key: r.Key, Call: call})
	}
}

// readAll reads the entities side by side. One that fails does not stop the
// others; only ctx does. What it finds does not depend on who finishes first.
func (im *Importer) readAll(ctx context.Context, readings []*reading) {
	counted := &meter{observe: im.Observe}
	for _, r := range readings {
		if im.Planned != nil {
			counted.planned += im.Planned(r.Provider, r.months())
		}
	}
	var group errgroup.Group
	group.SetLimit(sideBySide)
	for _, r := range readings {
		group.Go(func() error {
			r.err = im.read(ctx, r, counted)
			return nil
		})
	}
	_ = group.Wait() // every reading keeps its own error
}

// months is the months asked for, none for the chart alone.
func (r *reading) months() ledger.Range {
	if r.request == nil {
		return ledger.Range{From: 1}
	}
	return r.request.Range
}

func (im *Importer) read(ctx context.Context, r *reading, counted *meter) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	reader, err := im.Open(r.Connection, func(call readonly.Call) { counted.saw(r, call) })
	if err != nil {
		return err
	}
	if r.request == nil {
		if r.chart, err = reader.Chart(ctx); err != nil {
			return err
		}
		return r.sameOrganisation()
	}
	if r.actuals, err = reader.Actuals(ctx, *r.request); err != nil {
		return err
	}
	r.chart = &r.actuals.Chart
	if err := r.sameOrganisation(); err != nil {
		return err
	}
	proofs, err := tieout.Verify(r.actuals, *r.request)
	r.checks = append(r.actuals.Checks, proofs...)
	return err
}

// sameOrganisation refuses the numbers of any other organisation, and amounts
// in another currency than the one that was linked.
func (r *reading) sameOrganisation() error {
	read := r.chart.Organisation
	if read.ID != r.Organisation.ID {
		return fault.New(fault.WrongOrganisation, "the answer is about another organisation",
			"asked for "+r.Organisation.Name+", got "+read.Name)
	}
	if read.Currency != r.Organisation.Currency {
		return &ledger.MismatchError{Check: "currency of " + r.Organisation.Name, Ours: r.Organisation.Currency, Ledgers: read.Currency}
	}
	return nil
}
