package quickbooks

import (
	"context"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const checkOpeningEarnings = "current year earnings before the range equal the profit and loss"

// yearBefore returns the months of the financial year that the range begins in
// that lie before the range, where the request has their profit and loss read as
// well; else an empty range.
//
// Without it nothing but the balance sheet divides the profit of this year from
// that of earlier years: a trial balance may count profit-and-loss accounts from
// the day the company began, and then only confirms their sum.
func yearBefore(request ledger.Request, organisation ledger.Organisation) (ledger.Range, bool) {
	began := organisation.FiscalYearStart(request.Range.From.First()).MonthOf()
	months := ledger.Range{From: began, To: request.Range.From - 1}
	return months, request.Verify == ledger.VerifyEvery && began < request.Range.From
}

// readYearBefore reads the profit and loss of yearBefore.
func (r *reading) readYearBefore(ctx context.Context) (err error) {
	if months, ok := yearBefore(r.request, r.organisation); ok {
		r.before, err = r.client.parts(ctx, profitAndLossByMonth, months, r.request.Basis)
	}
	return err
}

// compareOpening compares the earnings of the balance sheet before the range with
// the profit and loss of its year.
func (r *reading) compareOpening(opening *ledger.Opening, checks *ledger.Checks) error {
	if r.before == nil {
		return nil
	}
	var profit ledger.Amount
	for _, part := range r.before {
		if err := r.checkCurrency(part.currency, len(part.Lines)); err != nil {
			return err
		}
		profit = profit.Add(ledger.Sum(part.NetProfit...))
		checks.Add(part.Checks...)
	}
	checks.Statement, checks.Against = ledger.BalanceSheet, ledger.SecondReport
	earned := opening.NetDebit[ledger.CurrentYearEarnings].Neg()
	return checks.Compare(checkOpeningEarnings, "", opening.Month.String(), earned, profit)
}
