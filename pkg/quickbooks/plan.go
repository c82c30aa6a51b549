package quickbooks

import (
	"context"
	"errors"
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// monthsPerCall is the most months that one report is asked for: more columns
// make a report slow and save nothing.
const monthsPerCall = 12

// plan splits a range into runs of at most twelve months.
func plan(months ledger.Range) []ledger.Range {
	var runs []ledger.Range
	for from := months.From; from <= months.To; from += monthsPerCall {
		runs = append(runs, ledger.Range{From: from, To: min(from+monthsPerCall-1, months.To)})
	}
	return runs
}

// sheets returns the months that balance sheets are read for: a run of months of
// plan, the first one with the month before the range where the request reads it.
func sheets(request ledger.Request, run ledger.Range) ledger.Range {
	if request.ReadsOpening() && run.From == request.Range.From {
		run.From--
	}
	return run
}

// trialMonths returns the months at the end of which a trial balance is read.
// QuickBooks prints no movements of a month: those of the first one are the
// difference from the trial balance on the day before the range.
func trialMonths(request ledger.Request, organisation ledger.Organisation) []ledger.Month {
	months := request.TrialMonths(organisation)
	if request.ReadsOpening() {
		return append([]ledger.Month{request.Range.From - 1}, months...)
	}
	return months
}

// Calls returns the number of calls that Actuals makes for the request where
// none has to be repeated and the chart of accounts fits one page: three, two
// for every twelve months, the trial balances, and one more for yearBefore. The
// end of the organisation's financial year counts, and nothing else of it.
func Calls(request ledger.Request, organisation ledger.Organisation) int {
	request, err := request.Normalize()
	if err != nil {
		return 0
	}
	calls := 3 + 2*len(plan(request.Range)) + len(trialMonths(request, organisation))
	if _, ok := yearBefore(request, organisation); ok {
		calls++
	}
	return calls
}

// parts reads a statement over a run of months. A report that is too large for
// QuickBooks to show, or to make in time, is read in halves: 12, 6, 3 and 1
// months.
func (c *Client) parts(ctx context.Context, s statement, months ledger.Range, basis ledger.Basis) ([]*reportPart, error) {
	whole, err := c.part(ctx, s, months, basis)
	if err == nil {
		return []*reportPart{whole}, nil
	}
	if months.Len() == 1 || ctx.Err() != nil || !isTooLarge(err) {
		return nil, err
	}
	middle := months.From + ledger.Month(months.Len()/2)
	first, err := c.parts(ctx, s, ledger.Range{From: months.From, To: middle - 1}, basis)
	if err != nil {
		return nil, err
	}
	second, err := c.parts(ctx, s, ledger.Range{From: middle, To: months.To}, basis)
	return slices.Concat(first, second), err
}

// part reads and checks one report. One in which a section with rows lacks its
// sum was truncated without a notice: a whole answer was never observed so.
func (c *Client) part(ctx context.Context, s statement, months ledger.Range, basis ledger.Basis) (*reportPart, error) {
	request := monthlyRequest(s.resource, months, basis)
	answer, err := c.report(ctx, request)
	if err != nil {
		return nil, err
	}
	switch cut := lacksSum(answer.rows); {
	case cut && months.Len() > 1:
		return nil, tooLarge(s.resource, "")
	case cut:
		return nil, &ledger.MismatchError{
			Kind: ledger.MismatchCut, Check: s.name.Title() + ": every section ends with its total", Period: months.String(),
			Ours: "a total", Ledgers: "a section without one",
		}
	}
	return s.read(answer, request, months)
}

var errTooLarge = errors.New("too much for one report")

func tooLarge(r resource, requestID string) error {
	return &ledger.Error{
		Kind: ledger.Unavailable, Provider: ledger.QuickBooks, Op: r.op, RequestID: requestID,
		Message: "the report is larger than QuickBooks can show", Err: errTooLarge,
	}
}

// isTooLarge reports whether asking for fewer months may help.
func isTooLarge(err error) bool {
	return errors.Is(err, errTooLarge) || errors.Is(err, context.DeadlineExceeded)
}
