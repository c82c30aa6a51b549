package quickbooks

import (
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// reconciliation compares a trial balance with statements whose books are closed
// at the end of each financial year.
//
// QuickBooks posts no closing entries, it derives retained earnings. Its trial
// balance either derives them too, or shows profit-and-loss accounts since the
// company began and retained earnings short by what those accounts hold of
// earlier years. Then only their sums can be compared.
type reconciliation struct {
	actuals    *ledger.Actuals
	statements map[string]ledger.Statement // of every known account, by id
	retained   map[string]bool             // ids of retained earnings
}

// reconcileTrialBalance returns the trial balance of actuals. Where its
// profit-and-loss accounts and retained earnings can only be compared together,
// the former are left out and the latter are those after closing. It counts the
// comparison that held; where none did, the lines are returned as they are.
func reconcileTrialBalance(a *ledger.Actuals, trial *trialReport, checks *ledger.Checks) ledger.TrialBalance {
	r := newReconciliation(a)
	balance := ledger.TrialBalance{At: a.Range.To.Last(), Lines: trial.lines}
	earnings, retained := r.balanceSheetEquity()
	profit, open, at := r.trialEquity(balance.Lines)
	if at >= 0 && retained.AccountID != "" {
		balance.Lines[at].AccountID = retained.AccountID
	}
	switch {
	case checks.Agree("trial balance profit and loss equals the year's earnings", profit, earnings):
	case checks.Agree("trial balance profit and loss with retained earnings equals the balance sheet's",
		profit.Sub(earnings).Add(open), retained.YearToDate):
		balance.Lines = r.close(balance.Lines, at, retained)
		balance.BalancesOnly = true
	}
	return balance
}

func newReconciliation(a *ledger.Actuals) reconciliation {
	r := reconciliation{a, map[string]ledger.Statement{}, map[string]bool{ledger.RetainedEarnings: true}}
	for _, account := range a.Accounts {
		if account.Class != "" {
			r.statements[account.ID] = account.Class.Statement()
		}
		if account.Role == ledger.RoleRetainedEarnings {
			r.retained[account.ID] = true
		}
	}
	for _, line := range a.Lines {
		r.statements[line.AccountID] = line.Statement
	}
	return r
}

// balanceSheetEquity returns what the balance sheet says on the last day: the
// year's earnings, and retained earnings. The latter have no account id where
// the balance sheet does not show them.
func (r reconciliation) balanceSheetEquity() (earnings ledger.Amount, retained ledger.TrialLine) {
	last := r.actuals.Range.Len() - 1
	for _, line := range r.actuals.Lines {
		switch {
		case line.AccountID == ledger.CurrentYearEarnings:
			earnings = line.NetDebit[last]
		case line.Statement == ledger.BalanceSheet && r.retained[line.AccountID]:
			retained.AccountID = line.AccountID
			retained.YearToDate = retained.YearToDate.Add(line.NetDebit[last])
		}
	}
	return earnings, retained
}

// trialEquity returns what the trial balance says: the sum of profit-and-loss
// accounts, retained earnings before closing, and the index of their line, -1
// for none.
func (r reconciliation) trialEquity(lines []ledger.TrialLine) (profit, retained ledger.Amount, at int) {
	at = -1
	for i, line := range lines {
		switch {
		case r.retained[line.AccountID]:
			retained, at = retained.Add(line.YearToDate), i
		case r.statements[line.AccountID] == ledger.ProfitAndLoss:
			profit = profit.Add(line.YearToDate)
		}
	}
	return profit, retained, at
}

// close returns the lines without profit-and-loss accounts and with retained
// earnings after closing; at is the index of their line, -1 for none.
func (r reconciliation) close(lines []ledger.TrialLine, at int, retained ledger.TrialLine) []ledger.TrialLine {
	if at >= 0 {
		lines[at].YearToDate = retained.YearToDate
	} else if retained.AccountID != "" {
		lines = append(lines, retained)
	}
	return slices.DeleteFunc(lines, func(line ledger.TrialLine) bool {
		return r.statements[line.AccountID] == ledger.ProfitAndLoss
	})
}
