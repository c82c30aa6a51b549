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

// Calls returns the number of calls that Actuals makes for the months where none
// has to be repeated and the chart of accounts fits one page: four, and two more
// for every twelve months. For a range without months it returns 0.
func Calls(months ledger.Range) int {
	if months.Len() == 0 {
		return 0
	}
	return 4 + 2*len(plan(months))
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

// part reads and checks one report. One that does not add up and in which a
// section lacks its sum was truncated without a notice.
func (c *Client) part(ctx context.Context, s statement, months ledger.Range, basis ledger.Basis) (*reportPart, error) {
	request := monthlyRequest(s.resource, months, basis)
	answer, err := c.report(ctx, request)
	if err != nil {
		return nil, err
	}
	part, err := s.read(answer, request, months)
	if err != nil && months.Len() > 1 && lacksSum(answer.rows) {
		return nil, tooLarge(s.resource, "")
	}
	return part, err
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
