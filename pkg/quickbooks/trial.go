package quickbooks

import (
	"context"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// trialPiece reads the trial balance at the end of a day. It is asked from the
// first day of the financial year: whether the API heeds the first day or, as
// observed, not, profit-and-loss accounts then show their year to date.
func (c *Client) trialPiece(ctx context.Context, org ledger.Organisation, request ledger.Request) (*piece, error) {
	at := request.Range.To.Last()
	q := question{trialBalance, org.FiscalYearStart(at), at, request.Basis}
	answer, err := c.report(ctx, q)
	if err != nil {
		return nil, err
	}
	return readTrialBalance(answer, q)
}

// readTrialBalance turns a trial balance into one net debit for each line.
func readTrialBalance(r *report, q question) (*piece, error) {
	if err := q.answeredBy(r.header); err != nil {
		return nil, err
	}
	p := &piece{currency: r.header.currency}
	if r.header.noData {
		return p, noFigures(r)
	}
	g, err := trialGrid(r.columns, q.end)
	if err != nil {
		return nil, err
	}
	f, err := foldReport(r.rows, trialBalanceLayout, g, "")
	if err != nil {
		return nil, err
	}
	if err := f.proveTrial(); err != nil {
		return nil, err
	}
	for _, l := range f.lines {
		sides := g.pick(l.shown)
		p.lines = append(p.lines, pieceLine{l.id, l.label, "", []ledger.Amount{sides[0].Sub(sides[1])}})
	}
	p.checks = f.checks
	return p, nil
}

// proveTrial compares the lines with the grand total, and its two sides.
func (f *folder) proveTrial() error {
	own, ok := f.own["GrandTotal"]
	if !ok {
		own, ok = f.own[""] // a total without a group
	}
	if !ok {
		return mismatch("the trial balance ends with its grand total", "a grand total", "")
	}
	for i, sum := range f.sumOf(debitAndCredit) {
		if err := f.equal("trial balance lines add up to its grand total", "", f.periods[i], sum, own[i]); err != nil {
			return err
		}
	}
	return f.equal("trial balance debits equal credits", "", f.periods[0], own[0], own[1])
}
