package tieout

import (
	"errors"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// verifier verifies one organisation's actuals, which answer their request.
type verifier struct {
	*ledger.Actuals
	checks    ledger.Checks
	accounts  accounts
	merged    map[string]string
	witnessed map[ledger.Month]bool // months whose profit and loss a second report confirms
}

func newVerifier(actuals *ledger.Actuals) *verifier {
	return &verifier{
		Actuals: actuals, accounts: lookUp(actuals), merged: mergedAccounts(actuals),
		witnessed: map[ledger.Month]bool{},
	}
}

// compare turns to comparing figures of a statement.
func (v *verifier) compare(statement ledger.Statement, against ledger.Against) *ledger.Checks {
	v.checks.Statement, v.checks.Against = statement, against
	return &v.checks
}

// between names the two reports that do not agree.
func between(err error, ours, ledgers string) error {
	if mismatch, ok := errors.AsType[*ledger.MismatchError](err); ok {
		mismatch.OursIn, mismatch.LedgersIn = ours, ledgers
	}
	return err
}

// unwitnessed lists the months whose profit and loss nothing but itself confirms.
func (v *verifier) unwitnessed() []ledger.Month {
	var months []ledger.Month
	for _, month := range v.Range.Months() {
		if !v.witnessed[month] {
			months = append(months, month)
		}
	}
	return months
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

// balances verifies that the balance sheet is in balance at the end of every
// month, but for the ledger's own rounding of balances in foreign currencies.
func (v *verifier) balances() error {
	checks := v.compare(ledger.BalanceSheet, ledger.SameReport)
	foreign := v.ForeignAccounts()
	for i, month := range v.Range.Months() {
		held := 0
		for j := range v.Lines {
			if foreign[v.Lines[j].AccountID] && !v.Lines[j].NetDebit[i].IsZero() {
				held++
			}
		}
		err := checks.CompareWithin(checkBalances, "", month.String(), v.total(ledger.BalanceSheet, i), ledger.Amount{}, ledger.Rounding(held))
		if err != nil {
			return err
		}
	}
	return nil
}

// profit verifies that a month's profit-and-loss lines are its net profit.
func (v *verifier) profit() error {
	checks := v.compare(ledger.ProfitAndLoss, ledger.SameReport)
	for i, month := range v.Range.Months() {
		if err := checks.Compare(checkProfit, "", month.String(), v.total(ledger.ProfitAndLoss, i).Neg(), v.NetProfit[i]); err != nil {
			return err
		}
	}
	return nil
}

// earnings verifies that the earnings line moves by a month's net profit, and
// starts with it in the first month of a financial year. A month that follows
// none that was read, and one in whose midst the year ends, cannot be compared.
func (v *verifier) earnings() error {
	checks := v.compare(ledger.BalanceSheet, ledger.SecondReport)
	for i, month := range v.Range.Months() {
		began := v.Organisation.FiscalYearStart(month.Last())
		movement := v.earned(i)
		switch {
		case began == month.First():
		case began.Before(month.First()) && (i > 0 || v.Opening != nil):
			movement = movement.Sub(v.earned(i - 1))
		default:
			continue
		}
		if err := checks.Compare(checkEarnings, "", month.String(), movement, v.NetProfit[i]); err != nil {
			return between(err, ledger.BalanceSheet.Title(), ledger.ProfitAndLoss.Title())
		}
		v.witnessed[month] = true
	}
	return nil
}

// earned returns the year's earnings at the end of a month of the range, or of
// the month before it (-1), profit positive. A ledger that shows no earnings
// line has earned nothing.
func (v *verifier) earned(month int) ledger.Amount {
	if month < 0 {
		return v.Opening.NetDebit[ledger.CurrentYearEarnings].Neg()
	}
	for i := range v.Lines {
		if v.Lines[i].AccountID == ledger.CurrentYearEarnings {
			return v.Lines[i].NetDebit[month].Neg()
		}
	}
	return ledger.Amount{}
}
