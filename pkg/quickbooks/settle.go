package quickbooks

import (
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// settling makes a trial balance comparable, line by line, with statements whose
// books are closed at the end of each financial year.
//
// QuickBooks posts no closing entries: it derives retained earnings. Its trial
// balance either derives them too, or shows profit-and-loss accounts since the
// company began and retained earnings short by what they hold of earlier years.
// Then only both together can be compared, and that is done here.
type settling struct {
	*ledger.Actuals
	statements map[string]ledger.Statement // of every account that is known
	retained   map[string]bool             // ids of retained earnings
}

// settle gives the actuals their trial balance. Where only profit-and-loss
// accounts and retained earnings together can be compared, the former are left
// out and the latter are those after closing.
func settle(a *ledger.Actuals, trial *piece) {
	s := newSettling(a)
	lines := make([]ledger.TrialLine, len(trial.lines))
	for i, l := range trial.lines {
		lines[i] = ledger.TrialLine{AccountID: l.id, Name: undeleted(l.label), YearToDate: l.netDebit[0]}
	}
	earned, kept, keptID := s.closed()
	profit, open, at := s.stillOpen(lines)
	if at >= 0 && keptID != "" {
		lines[at].AccountID = keptID
	}
	excess := profit.Sub(earned)
	a.Trial = ledger.TrialBalance{At: a.Range.To.Last(), Lines: lines}
	switch {
	case excess.Within(ledger.Amount{}, ledger.Tolerance()):
		s.note("trial balance profit and loss equals the year's earnings", excess)
	case excess.Add(open).Within(kept, ledger.Tolerance()):
		s.note("trial balance profit and loss with retained earnings equals the balance sheet's", excess.Add(open).Sub(kept))
		a.Trial.Lines = s.close(lines, at, ledger.TrialLine{AccountID: keptID, YearToDate: kept})
		a.Trial.BalancesOnly = true
	}
}

func newSettling(a *ledger.Actuals) settling {
	s := settling{a, map[string]ledger.Statement{}, map[string]bool{ledger.RetainedEarnings: true}}
	for _, account := range a.Accounts {
		if account.Class != "" {
			s.statements[account.ID] = account.Class.Statement()
		}
		if account.Subtype == "RetainedEarnings" {
			s.retained[account.ID] = true
		}
	}
	for _, line := range a.Lines {
		s.statements[line.AccountID] = line.Statement
	}
	return s
}

// closed is what the balance sheet says on the last day: the year's earnings,
// and retained earnings with the id of their line.
func (s settling) closed() (earned, kept ledger.Amount, keptID string) {
	last := s.Range.Len() - 1
	for _, line := range s.Lines {
		switch {
		case line.AccountID == ledger.CurrentYearEarnings:
			earned = line.NetDebit[last]
		case line.Statement == ledger.BalanceSheet && s.retained[line.AccountID]:
			kept, keptID = kept.Add(line.NetDebit[last]), line.AccountID
		}
	}
	return earned, kept, keptID
}

// stillOpen is what the trial balance says: the sum of profit-and-loss accounts,
// and retained earnings with the place of their line, -1 for none.
func (s settling) stillOpen(lines []ledger.TrialLine) (profit, open ledger.Amount, at int) {
	at = -1
	for i, line := range lines {
		switch {
		case s.retained[line.AccountID]:
			open, at = open.Add(line.YearToDate), i
		case s.statements[line.AccountID] == ledger.ProfitAndLoss:
			profit = profit.Add(line.YearToDate)
		}
	}
	return profit, open, at
}

// close leaves profit-and-loss lines out and closes retained earnings.
func (s settling) close(lines []ledger.TrialLine, at int, kept ledger.TrialLine) []ledger.TrialLine {
	if at >= 0 {
		lines[at].YearToDate = kept.YearToDate
	} else if kept.AccountID != "" {
		lines = append(lines, kept)
	}
	return slices.DeleteFunc(lines, func(line ledger.TrialLine) bool {
		return s.statements[line.AccountID] == ledger.ProfitAndLoss
	})
}

func (s settling) note(check string, difference ledger.Amount) {
	s.Checks = append(s.Checks, ledger.Check{Name: check, Compared: 1, LargestDifference: difference.Abs()})
}
