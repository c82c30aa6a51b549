package tieout

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// verifier verifies one organisation's actuals, which answer their request.
type verifier struct {
	*ledger.Actuals
	last   int // index of the last month
	checks ledger.Checks
}

// total returns the sum of a statement's lines in a month, net debit.
func (v *verifier) total(statement ledger.Statement, month int) ledger.Amount {
	var sum ledger.Amount
	for i := range v.Lines {
		if v.Lines[i].Statement == statement {
			sum = sum.Add(v.Lines[i].NetDebit[month])
		}
	}
	return sum
}

// balances verifies that the balance sheet is in balance at the end of every month.
func (v *verifier) balances() error {
	v.checks.Statement = ledger.BalanceSheet
	for i, month := range v.Range.Months() {
		if err := v.checks.Compare(checkBalances, "", month.String(), v.total(ledger.BalanceSheet, i), ledger.Amount{}); err != nil {
			return err
		}
	}
	return nil
}

// profit verifies that a month's profit-and-loss lines are its net profit.
func (v *verifier) profit() error {
	v.checks.Statement = ledger.ProfitAndLoss
	for i, month := range v.Range.Months() {
		if err := v.checks.Compare(checkProfit, "", month.String(), v.total(ledger.ProfitAndLoss, i).Neg(), v.NetProfit[i]); err != nil {
			return err
		}
	}
	return nil
}

// earnings verifies that the earnings line moves by a month's net profit, and
// starts with it in the first month of a financial year. A month that follows
// none in the range, and one in whose midst the year ends, cannot be compared.
func (v *verifier) earnings() error {
	v.checks.Statement = ledger.BalanceSheet
	for i, month := range v.Range.Months() {
		began := v.Organisation.FiscalYearStart(month.Last())
		movement := v.earned(i)
		switch {
		case began == month.First():
		case i > 0 && began.Before(month.First()):
			movement = movement.Sub(v.earned(i - 1))
		default:
			continue
		}
		if err := v.checks.Compare(checkEarnings, "", month.String(), movement, v.NetProfit[i]); err != nil {
			return err
		}
	}
	return nil
}

// earned returns the year's earnings at the end of a month, profit positive. A
// ledger that shows no earnings line has earned nothing.
func (v *verifier) earned(month int) ledger.Amount {
	for i := range v.Lines {
		if v.Lines[i].AccountID == ledger.CurrentYearEarnings {
			return v.Lines[i].NetDebit[month].Neg()
		}
	}
	return ledger.Amount{}
}
