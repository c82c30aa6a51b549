package importer

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
	"github.com/ledgerlink/ledgerlink/pkg/tieout"
)

// sideBySide is how many entities are read at once. Each provider's own limits
// hold per organisation and are kept by its client.
const sideBySide = 8

// Reading is what one entity's ledger answered to its request: the chart alone,
// or the actuals with the chart in them, proved.
type Reading struct {
	Request
	Chart  *ledger.Chart
	Answer *ledger.Actuals // nil where only the chart was asked for
	Checks []ledger.Check
	// Unwitnessed are the months whose profit and loss no second report confirms.
	Unwitnessed []ledger.Month
	Calls       int
	RequestIDs  []string
	Err         error // then nothing of the answer is used
}

// succeeded returns how many entities were read.
func succeeded(readings []Reading) int {
	n := 0
	for i := range readings {
		if readings[i].Err == nil {
			n++
		}
	}
	return n
}

// read asks the ledgers side by side. One that fails does not stop the others;
// only ctx does. What it returns does not depend on who finishes first.
func (im *Importer) read(ctx context.Context, requests []Request) []Reading {
	progress := &progress{observe: im.Observe}
	if im.Planned != nil {
		for i := range requests {
			organisation := requests[i].Organisation
			organisation.Provider = requests[i].Provider
			progress.planned += im.Planned(organisation, requests[i].Actuals)
		}
	}
	readings := make([]Reading, len(requests))
	var group errgroup.Group
	group.SetLimit(sideBySide)
	for i, request := range requests {
		group.Go(func() error {
			readings[i] = im.readOne(ctx, request, progress)
			return nil
		})
	}
	_ = group.Wait() // every reading keeps its own error
	return readings
}

func (im *Importer) readOne(ctx context.Context, request Request, progress *progress) Reading {
	r := Reading{Request: request}
	if r.Err = ctx.Err(); r.Err != nil {
		return r
	}
	var reader Reader
	reader, r.Err = im.Open(r.Connection, func(call readonly.Call) { progress.add(&r, call) })
	if r.Err == nil {
		r.Err = r.ask(ctx, reader)
	}
	return r
}

// ask reads and proves.
func (r *Reading) ask(ctx context.Context, reader Reader) (err error) {
	if r.Actuals == nil {
		if r.Chart, err = reader.Chart(ctx); err != nil {
			return err
		}
		return r.checkOrganisation()
	}
	if r.Answer, err = reader.Actuals(ctx, *r.Actuals); err != nil {
		return err
	}
	r.Chart = &r.Answer.Chart
	if err := r.checkOrganisation(); err != nil {
		return err
	}
	proof, err := tieout.Verify(r.Answer, *r.Actuals)
	if err != nil {
		return err
	}
	r.Checks = append(r.Answer.Checks, proof.Checks...)
	r.Unwitnessed = proof.Unwitnessed
	return nil
}

// checkOrganisation refuses the numbers of any other organisation, and amounts
// in another currency than the one that was connected.
func (r *Reading) checkOrganisation() error {
	read := r.Chart.Organisation
	if read.ID != r.Organisation.ID {
		return &OtherOrganisationError{Asked: r.Organisation.Name, Answered: read.Name}
	}
	if read.Currency != r.Organisation.Currency {
		return &ledger.MismatchError{Check: "currency of " + r.Organisation.Name, Ours: r.Organisation.Currency, Ledgers: read.Currency}
	}
	return nil
}

// progress counts the calls of all readings.
type progress struct {
	mu            sync.Mutex
	done, planned int
	observe       func(Progress)
}

// Progress is how far an import is: calls done of those planned, over all
// entities. Planned is 0 where it is not known; Done may exceed it where a call
// had to be repeated.
type Progress struct {
	Done, Planned int
	Key           model.Key
	Call          readonly.Call
}

// add counts a call of a reading. Calls of one reading may come at once.
func (p *progress) add(r *Reading, call readonly.Call) {
	p.mu.Lock()
	defer p.mu.Unlock()
	r.Calls++
	if call.RequestID != "" {
		r.RequestIDs = append(r.RequestIDs, call.RequestID)
	}
	p.done++
	if p.observe != nil {
		p.observe(Progress{Done: p.done, Planned: p.planned, Key: r.Key, Call: call})
	}
}
