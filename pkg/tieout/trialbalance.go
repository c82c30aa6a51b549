package tieout

import (
	"cmp"
	"maps"
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// trialBalances verifies that every balance-sheet account has the balance of the
// trial balance. The earnings line is no account and has a check of its own.
func (v *verifier) trialBalances() error {
	return v.compareTrial(checkTrial, ledger.BalanceSheet,
		func(line *ledger.Line) ledger.Amount { return line.NetDebit[v.last] },
		func(line *ledger.TrialLine) ledger.Amount { return line.YearToDate })
}

// trialMonth verifies that the last month's movements are those of the trial
// balance, where it prints them (Xero's does).
func (v *verifier) trialMonth() error {
	if !slices.ContainsFunc(v.Trial.Lines, func(l ledger.TrialLine) bool { return l.HasMonth }) {
		return nil
	}
	return v.compareTrial(checkMonth, ledger.ProfitAndLoss,
		func(line *ledger.Line) ledger.Amount { return line.NetDebit[v.last] },
		func(line *ledger.TrialLine) ledger.Amount { return line.Month })
}

// trialYear verifies that the movements since the financial year began are those
// of the trial balance, where the range covers them and the year began with a
// month.
func (v *verifier) trialYear() error {
	began := v.Organisation.FiscalYearStart(v.Trial.At)
	first := began.MonthOf()
	if v.Trial.BalancesOnly || began != first.First() || first < v.Range.From {
		return nil
	}
	return v.compareTrial(checkYear, ledger.ProfitAndLoss,
		func(line *ledger.Line) ledger.Amount { return ledger.Sum(line.NetDebit[first-v.Range.From:]...) },
		func(line *ledger.TrialLine) ledger.Amount { return line.YearToDate })
}

// trialProfit verifies that the profit-and-loss accounts of the trial balance add
// up to the earnings line.
func (v *verifier) trialProfit() error {
	if v.Trial.BalancesOnly {
		return nil
	}
	accounts := v.lookUp()
	var sum ledger.Amount
	for i := range v.Trial.Lines {
		if accounts.statement(v.Trial.Lines[i].AccountID) == ledger.ProfitAndLoss {
			sum = sum.Add(v.Trial.Lines[i].YearToDate)
		}
	}
	v.checks.Statement = ledger.BalanceSheet
	return v.checks.Compare(checkPosted, "", v.Range.To.String(), v.earned(v.last), sum.Neg())
}

// pair is the two figures of one account, net debits.
type pair struct {
	name          string
	class         ledger.Class
	ours, ledgers ledger.Amount
}

// compareTrial compares one figure of every account of a statement. An account
// that one side leaves out is zero there.
func (v *verifier) compareTrial(check string, statement ledger.Statement,
	ours func(*ledger.Line) ledger.Amount, ledgers func(*ledger.TrialLine) ledger.Amount,
) error {
	accounts, merged, pairs := v.lookUp(), v.merged(), map[string]*pair{}
	of := func(id, name string, class ledger.Class) *pair {
		id = cmp.Or(merged[id], id)
		if pairs[id] == nil {
			pairs[id] = &pair{class: class}
		}
		pairs[id].name = cmp.Or(pairs[id].name, name)
		return pairs[id]
	}
	for i := range v.Lines {
		if line := &v.Lines[i]; line.Statement == statement && line.AccountID != ledger.CurrentYearEarnings {
			p := of(line.AccountID, line.Name, line.Class)
			p.ours = p.ours.Add(ours(line))
		}
	}
	for i := range v.Trial.Lines {
		if line := &v.Trial.Lines[i]; accounts.statement(line.AccountID) == statement {
			p := of(line.AccountID, line.Name, accounts.classes[line.AccountID])
			p.ledgers = p.ledgers.Add(ledgers(line))
		}
	}
	v.checks.Statement = statement
	return v.comparePairs(check, pairs)
}

// comparePairs compares in a fixed order, so that the same ledger gives the same
// error, and in the natural sign of each account.
func (v *verifier) comparePairs(check string, pairs map[string]*pair) error {
	for _, id := range slices.Sorted(maps.Keys(pairs)) {
		p := pairs[id]
		if err := v.checks.Compare(check, p.name, v.Range.To.String(), p.class.Natural(p.ours), p.class.Natural(p.ledgers)); err != nil {
			return err
		}
	}
	return nil
}
