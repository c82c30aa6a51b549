package xero

import (
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

const (
	checkBalance   = "assets equal liabilities and equity"
	checkNetProfit = "net profit equals income less costs"
)

// proveResult compares the sections with the result of the statement: income
// less costs with the printed net profit, assets with liabilities and equity.
func (t *table) proveResult(sums *sums) ([]ledger.Check, []ledger.Amount, error) {
	if t.statement == ledger.ProfitAndLoss {
		return t.proveNetProfit(sums)
	}
	checks := t.newChecks(checkBalance)
	for m := range t.months.Len() {
		held, owed := sums.both(m)
		if !checks.AgreeWithin(checkBalance, held, owed, t.apart(m)) {
			return nil, nil, t.mismatch(checkBalance, "", m, held, owed)
		}
	}
	return checks.Held(), nil, nil
}

func (t *table) proveNetProfit(sums *sums) ([]ledger.Check, []ledger.Amount, error) {
	checks := t.newChecks(checkNetProfit)
	result := t.resultRow()
	if result == nil {
		if sums.last < 0 { // nothing was ever posted
			return checks.Held(), make([]ledger.Amount, t.months.Len()), nil
		}
		return nil, nil, &ledger.MismatchError{
			Check: t.named(checkNetProfit), Period: t.months.String(), Ours: "a net profit", Ledgers: "nothing",
		}
	}
	for m, printed := range result.amounts {
		costs, income := sums.both(m)
		if profit := income.Sub(costs); !checks.Agree(checkNetProfit, profit, printed) {
			return nil, nil, t.mismatch(checkNetProfit, result.label, m, profit, printed)
		}
	}
	return checks.Held(), result.amounts, nil
}

// resultRow is the last total of the statement, unless lines follow it or it is
// a section's own.
func (t *table) resultRow() *row {
	if len(t.rows) == 0 {
		return nil
	}
	last := &t.rows[len(t.rows)-1]
	if !last.isTotal() || last.section >= 0 && t.sections[last.section].rows > 0 {
		return nil
	}
	return last
}

// both adds up the sections on the debit side and those on the credit side.
func (s *sums) both(m int) (debits, credits ledger.Amount) {
	for i := range s.printed {
		if s.sides[i] == credit {
			credits = credits.Add(s.printed[i][m])
		} else {
			debits = debits.Add(s.printed[i][m])
		}
	}
	return debits, credits
}

func (t *table) named(check string) string { return t.statement.Title() + ": " + check }

// mismatch is two figures of month m that ought to be equal.
func (t *table) mismatch(check, label string, m int, ours, printed ledger.Amount) error {
	return &ledger.MismatchError{
		Check:   t.named(check),
		Account: strings.TrimSpace(sanitize.Line(label)),
		Period:  t.period(m),
		Ours:    ours.String(),
		Ledgers: printed.String(),
	}
}
