package quickbooks

import (
	"context"
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Actuals reads movements and closing balances for the months and basis asked,
// with the chart and the trial balance at the last day. Every report is proved
// against its own totals; one that fails is a *ledger.MismatchError.
func (c *Client) Actuals(ctx context.Context, request ledger.Request) (*ledger.Actuals, error) {
	if request.Range.Len() == 0 {
		return nil, c.unreadable("there are no months to read")
	}
	r := &reading{Client: c, request: request, info: make(chan company, 1), prefs: make(chan preferences, 1)}
	if err := sideBySide(ctx, r.jobs()...); err != nil {
		return nil, err
	}
	return r.actuals()
}

// reading is one run of Actuals.
type reading struct {
	*Client
	request ledger.Request
	info    chan company
	prefs   chan preferences
	chart   ledger.Chart
	pieces  [][]*piece // by statement and span, in order
	trial   *piece
}

// jobs are the questions in the order in which they are asked. The trial balance
// comes last and needs the first two, which are answered by then.
func (r *reading) jobs() []func(context.Context) error {
	jobs := []func(context.Context) error{r.readInfo, r.readPreferences, r.readAccounts}
	runs := spans(r.request.Range)
	r.pieces = make([][]*piece, 2*len(runs))
	for i, months := range runs {
		for j, s := range []statement{profitAndLossByMonth, balanceSheetByMonth} {
			jobs = append(jobs, func(ctx context.Context) (err error) {
				r.pieces[j*len(runs)+i], err = r.Client.pieces(ctx, s, months, r.request.Basis)
				return err
			})
		}
	}
	return append(jobs, r.readTrial)
}

func (r *reading) readInfo(ctx context.Context) error {
	info, err := r.companyInfo(ctx)
	if err == nil {
		r.info <- info
	}
	return err
}

func (r *reading) readPreferences(ctx context.Context) error {
	prefs, err := r.preferences(ctx)
	if err == nil {
		r.prefs <- prefs
	}
	return err
}

func (r *reading) readAccounts(ctx context.Context) (err error) {
	r.chart.Accounts, err = r.accounts(ctx)
	return err
}

func (r *reading) readTrial(ctx context.Context) (err error) {
	var info company
	var prefs preferences
	for range 2 {
		select {
		case info = <-r.info:
		case prefs = <-r.prefs:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if r.chart.Organisation, err = r.organisation(info, prefs); err != nil {
		return err
	}
	r.trial, err = r.trialPiece(ctx, r.chart.Organisation, r.request)
	return err
}

// actuals puts the answers together.
func (r *reading) actuals() (*ledger.Actuals, error) {
	fillCurrency(&r.chart)
	a := &ledger.Actuals{Chart: r.chart, Basis: r.request.Basis, Range: r.request.Range}
	m := newMerger(a)
	for _, p := range append(slices.Concat(r.pieces...), r.trial) {
		if err := m.add(p); err != nil {
			return nil, err
		}
	}
	a.Checks = m.checks
	settle(a, r.trial)
	return a, nil
}
