package quickbooks

import (
	"maps"
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// What reconciles trial balances with balance sheets.
const (
	checkYearEarnings   = "trial balance profit and loss equals the year's earnings"
	checkClosedEarnings = "trial balance profit and loss with retained earnings equals the balance sheet's"
)

// reconciliation compares trial balances with statements whose books are closed
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

// profits is what a trial balance and the balance sheet of its day say of the
// profit of this year and of earlier ones, net debits.
type profits struct {
	earnings ledger.Amount    // the sheet's
	retained ledger.TrialLine // the sheet's; it has no id where the sheet does not show it
	profit   ledger.Amount    // the sum of the trial balance's profit-and-loss accounts
	open     ledger.Amount    // its retained earnings before closing
	at       int              // index of their line; -1 for none
}

// reconcileTrialBalances gives the actuals their trial balances, oldest first;
// the last one is that of the last day. Where profit-and-loss accounts count from
// the day the company began, retained earnings are those after closing. All
// trial balances of a company count from one kind of day, the financial year's
// first where both would do. It counts the comparisons that held; where they do
// not hold for all, the lines are returned as they are.
func reconcileTrialBalances(a *ledger.Actuals, trials []*trialReport, checks *ledger.Checks) {
	r := newReconciliation(a)
	sides := make([]profits, len(trials))
	sinceYear, sinceInception := true, true
	for i, trial := range trials {
		e := r.profits(trial)
		if e.at >= 0 && e.retained.AccountID != "" {
			trial.lines[e.at].AccountID = e.retained.AccountID
		}
		sides[i] = e
		sinceYear = sinceYear && e.profit.Within(e.earnings, ledger.Tolerance())
		sinceInception = sinceInception && e.closed().Within(e.retained.YearToDate, ledger.Tolerance())
	}
	checks.Statement, checks.Against = "", ledger.SecondReport
	for i, trial := range trials {
		balance := ledger.TrialBalance{At: trial.at, Lines: trial.lines}
		switch e := sides[i]; {
		case sinceYear:
			checks.Agree(checkYearEarnings, e.profit, e.earnings)
		case sinceInception:
			checks.Agree(checkClosedEarnings, e.closed(), e.retained.YearToDate)
			balance.Lines, balance.SinceInception = e.close(trial.lines), true
		}
		if i == len(trials)-1 {
			a.Trial = balance
		} else {
			a.EarlierTrials = append(a.EarlierTrials, balance)
		}
	}
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

// profits returns what a trial balance and the balance sheet of its day say.
func (r reconciliation) profits(trial *trialReport) profits {
	e := profits{at: -1}
	r.sheet(trial.at.MonthOf(), func(id string, netDebit ledger.Amount) {
		switch {
		case id == ledger.CurrentYearEarnings:
			e.earnings = netDebit
		case r.retained[id]:
			e.retained.AccountID = id
			e.retained.YearToDate = e.retained.YearToDate.Add(netDebit)
		}
	})
	for i, line := range trial.lines {
		switch {
		case r.retained[line.AccountID]:
			e.open, e.at = e.open.Add(line.YearToDate), i
		case r.statements[line.AccountID] == ledger.ProfitAndLoss:
			e.profit = e.profit.Add(line.YearToDate)
		}
	}
	return e
}

// sheet calls each for the balances at the end of a month of the range, or of
// the one before it.
func (r reconciliation) sheet(month ledger.Month, each func(id string, netDebit ledger.Amount)) {
	if month < r.actuals.Range.From {
		opening := r.actuals.Opening.NetDebit
		for _, id := range slices.Sorted(maps.Keys(opening)) {
			each(id, opening[id])
		}
		return
	}
	for i := range r.actuals.Lines {
		if line := &r.actuals.Lines[i]; line.Statement == ledger.BalanceSheet {
			each(line.AccountID, line.NetDebit[month-r.actuals.Range.From])
		}
	}
}

// closed returns the retained earnings of the trial balance once it is closed.
func (e profits) closed() ledger.Amount { return e.profit.Sub(e.earnings).Add(e.open) }

// close returns the lines with retained earnings after closing.
func (e profits) close(lines []ledger.TrialLine) []ledger.TrialLine {
	lines = slices.Clone(lines)
	if e.at >= 0 {
		lines[e.at].YearToDate = e.retained.YearToDate
	} else if e.retained.AccountID != "" {
		lines = append(lines, e.retained)
	}
	return lines
}
