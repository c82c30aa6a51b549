package xero

import (
	"context"
	"errors"
	"io"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Actuals reads everything the organisation's ledger says for the months of the
// request: the chart, the profit and loss and the balance sheet of every month
// and the second reports that request.Verify names, with the fewest calls, side
// by side.
// What does not agree with itself or with the request is a
// *ledger.MismatchError; nothing is ever handed out in part.
//
// Where a report shows an account that the chart does not list, the chart is
// read once more. A line about one that it still lacks is kept under the
// account's id, with the class of the section it stands in.
func (c *Client) Actuals(ctx context.Context, request ledger.Request) (*ledger.Actuals, error) {
	request, err := request.Normalize()
	if err != nil {
		return nil, err
	}
	read := &reading{client: c, request: request}
	group, within := errgroup.WithContext(ctx)
	ask := func(reports []reportRequest) {
		for _, report := range reports {
			group.Go(func() error { return read.one(within, report) })
		}
	}
	group.Go(func() (err error) {
		if read.organisation, err = c.Organisation(within); err == nil {
			ask(planYears(request, read.organisation))
		}
		return err
	})
	group.Go(func() (err error) { read.accounts, err = c.accounts(within); return err })
	ask(plan(request))
	if err := group.Wait(); err != nil {
		return nil, err
	}
	if read.lacksAccounts() {
		if read.accounts, err = c.accounts(ctx); err != nil {
			return nil, err
		}
	}
	return read.actuals()
}

// Probe proves in two calls that the organisation can be read and that the
// signed-in user may see its reports.
func (c *Client) Probe(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		_, err := c.Organisation(ctx)
		return err
	})
	group.Go(func() error {
		return c.get(ctx, trialBalanceResource, nil, func(body io.Reader) error {
			_, err := readReport(body)
			return err
		})
	})
	return group.Wait()
}

// reading gathers the answers of one run of Actuals.
type reading struct {
	client       *Client
	request      ledger.Request
	organisation ledger.Organisation
	accounts     []ledger.Account

	mu     sync.Mutex
	tables []*table
	trials []*trialReport
}

// one reads one report. Where the columns of several months are not the months
// asked for, each month is asked for on its own, which cannot go wrong that way.
func (r *reading) one(ctx context.Context, a reportRequest) error {
	report, err := r.client.report(ctx, a, r.request.Basis)
	if err != nil {
		return err
	}
	err = r.keep(report, a)
	if _, bad := errors.AsType[badHeaders](err); !bad {
		return err
	}
	if a.columns() == 1 {
		return errors.Unwrap(err)
	}
	group, ctx := errgroup.WithContext(ctx)
	for _, single := range a.singles() {
		group.Go(func() error { return r.one(ctx, single) })
	}
	return group.Wait()
}

func (c *Client) report(ctx context.Context, a reportRequest, basis ledger.Basis) (*report, error) {
	var got *report
	err := c.get(ctx, a.resource, a.query(basis), func(body io.Reader) (err error) {
		got, err = readReport(body)
		return err
	})
	return got, err
}

// keep checks one report against its request and takes it in.
func (r *reading) keep(report *report, a reportRequest) error {
	if a.resource == trialBalanceResource {
		trial, err := newTrialReport(report, a)
		if err != nil {
			return err
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.trials = append(r.trials, trial)
		return nil
	}
	table, err := newTable(report, a)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tables = append(r.tables, table)
	return nil
}
