package quickbooks

import (
	"context"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// trialReport is a trial balance as QuickBooks shows it.
type trialReport struct {
	at       ledger.Date
	currency string
	total    []ledger.Amount // debits and credits; nil without data
	lines    []ledger.TrialLine
	checks   []ledger.Check
}

// trialBalance reads the trial balance at the end of a month. It asks for
// it from the first day of the financial year, so that profit-and-loss accounts
// show their year to date if the API heeds that day; observed is that it does not.
func (c *Client) trialBalance(ctx context.Context, organisation ledger.Organisation, month ledger.Month, basis ledger.Basis) (*trialReport, error) {
	at := month.Last()
	asked := reportRequest{trialBalanceResource, organisation.FiscalYearStart(at), at, basis}
	answer, err := c.report(ctx, asked)
	if err != nil {
		return nil, err
	}
	return readTrialBalance(answer, asked)
}

// readTrialBalance turns a trial balance into one net debit for each line.
func readTrialBalance(r *report, asked reportRequest) (*trialReport, error) {
	if err := r.header.checkHeader(asked); err != nil {
		return nil, err
	}
	trial := &trialReport{at: asked.end, currency: r.header.currency}
	if r.header.noData {
		return trial, checkNoFigures(r)
	}
	columns, err := trialColumns(r.columns, asked.end)
	if err != nil {
		return nil, err
	}
	b, err := buildStatement(r.rows, trialBalanceLayout, columns, "")
	if err != nil {
		return nil, err
	}
	if trial.total, err = b.checkTrialBalance(); err != nil {
		return nil, err
	}
	trial.total = columns.byMonth(trial.total)
	for _, l := range b.lines {
		sides := columns.byMonth(l.figures)
		trial.lines = append(trial.lines, ledger.TrialLine{
			AccountID: l.id, Name: activeName(l.label), YearToDate: sides[0].Sub(sides[1]),
		})
	}
	trial.checks = b.checks.Held()
	return trial, nil
}

// checkTrialBalance compares the lines with the grand total, which it returns.
func (b *statementBuilder) checkTrialBalance() ([]ledger.Amount, error) {
	total, ok := b.printedTotals[groupGrandTotal]
	if !ok {
		total, ok = b.printedTotals[""] // a total without a group
	}
	if !ok {
		return nil, mismatch("the trial balance ends with its grand total", "a grand total", "")
	}
	for i, sum := range b.sumOf(debitsAndCredits) {
		if err := b.checks.Compare("trial balance lines add up to its grand total", "", b.columns.periods[i], sum, total[i]); err != nil {
			return nil, err
		}
	}
	return total, nil
}
