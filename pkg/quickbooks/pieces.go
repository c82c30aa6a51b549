package quickbooks

import (
	"context"
	"errors"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// monthsPerCall is the most months asked for at once: more columns make reports
// slow and nothing cheaper.
const monthsPerCall = 12

// sideBySide runs jobs in the order given, as many at once as Intuit takes calls,
// and returns the first error; it ends the other jobs.
func sideBySide(ctx context.Context, jobs ...func(context.Context) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(maxConcurrent)
	for _, job := range jobs {
		g.Go(func() error { return job(ctx) })
	}
	return g.Wait()
}

// spans cuts a range into runs of at most a year.
func spans(months ledger.Range) []ledger.Range {
	var runs []ledger.Range
	for from := months.From; from <= months.To; from += monthsPerCall {
		runs = append(runs, ledger.Range{From: from, To: min(from+monthsPerCall-1, months.To)})
	}
	return runs
}

// Calls is how many calls Actuals makes for a range if each is answered at once
// and the chart fits a page: four, and two for every twelve months.
func Calls(months ledger.Range) int { return 4 + 2*len(spans(months)) }

// pieces reads a statement over a run of months. A report that is too large for
// QuickBooks to show or to make in time is read in halves, 12, 6, 3 and 1 months.
func (c *Client) pieces(ctx context.Context, s statement, months ledger.Range, basis ledger.Basis) ([]*piece, error) {
	whole, err := c.piece(ctx, s, months, basis)
	if err == nil {
		return []*piece{whole}, nil
	}
	if months.Len() == 1 || ctx.Err() != nil || !isTooMuch(err) {
		return nil, err
	}
	middle := months.From + ledger.Month(months.Len()/2)
	first, err := c.pieces(ctx, s, ledger.Range{From: months.From, To: middle - 1}, basis)
	if err != nil {
		return nil, err
	}
	second, err := c.pieces(ctx, s, ledger.Range{From: middle, To: months.To}, basis)
	return slices.Concat(first, second), err
}

func isTooMuch(err error) bool {
	return errors.Is(err, errTooMuch) || errors.Is(err, context.DeadlineExceeded)
}

// piece reads and proves one report. Where it does not add up and a section
// lacks its sum, it was cut off without a notice.
func (c *Client) piece(ctx context.Context, s statement, months ledger.Range, basis ledger.Basis) (*piece, error) {
	q := monthly(s.report, months, basis)
	answer, err := c.report(ctx, q)
	if err != nil {
		return nil, err
	}
	p, err := s.read(answer, q, months)
	if err != nil && months.Len() > 1 && lacksSum(answer.rows) {
		return nil, tooMuch(s.report, "")
	}
	return p, err
}
