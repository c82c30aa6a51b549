package tieout

import (
	"cmp"
	"maps"
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const trialTitle = "trial balance"

// trialBalances verifies the statements against every trial balance, oldest
// first. Each is compared with the month that it ends, and with the months since
// the trial balance before it.
func (v *verifier) trialBalances() error {
	var before *ledger.TrialBalance
	for _, trial := range append(slices.Clone(v.EarlierTrials), v.Trial) {
		month := int(trial.At.MonthOf() - v.Range.From)
		if month >= 0 { // the one on the day before the range only begins its months
			for _, verify := range []func(*ledger.TrialBalance, int) error{v.trialBalance, v.trialMonth, v.trialYear, v.trialProfit} {
				if err := verify(&trial, month); err != nil {
					return err
				}
			}
			if err := v.trialBetween(before, &trial, month); err != nil {
				return err
			}
		}
		before = &trial
	}
	return nil
}

// trialBalance verifies that every balance-sheet account has the balance of the
// trial balance. The earnings line is no account and has a check of its own.
func (v *verifier) trialBalance(trial *ledger.TrialBalance, month int) error {
	pairs := v.pairs(ledger.BalanceSheet, trial,
		func(line *ledger.Line) ledger.Amount { return line.NetDebit[month] },
		func(line *ledger.TrialLine) ledger.Amount { return line.YearToDate })
	return v.comparePairs(checkTrial, ledger.BalanceSheet, trial, pairs)
}

// trialMonth verifies that the month's movements are those of the trial balance,
// where it prints them (Xero's does).
func (v *verifier) trialMonth(trial *ledger.TrialBalance, month int) error {
	if !slices.ContainsFunc(trial.Lines, func(l ledger.TrialLine) bool { return l.HasMonth }) {
		return nil
	}
	pairs := v.pairs(ledger.ProfitAndLoss, trial,
		func(line *ledger.Line) ledger.Amount { return line.NetDebit[month] },
		func(line *ledger.TrialLine) ledger.Amount { return line.Month })
	v.witnessed[trial.At.MonthOf()] = true
	return v.comparePairs(checkMonth, ledger.ProfitAndLoss, trial, pairs)
}

// trialYear verifies that the movements since the financial year began are those
// of the trial balance, where the range covers them and the year began with a
// month.
func (v *verifier) trialYear(trial *ledger.TrialBalance, month int) error {
	began := v.Organisation.FiscalYearStart(trial.At)
	first := began.MonthOf()
	if trial.SinceInception || began != first.First() || first < v.Range.From {
		return nil
	}
	pairs := v.pairs(ledger.ProfitAndLoss, trial, v.movement(int(first-v.Range.From), month),
		func(line *ledger.TrialLine) ledger.Amount { return line.YearToDate })
	if first == trial.At.MonthOf() {
		v.witnessed[first] = true
	}
	return v.comparePairs(checkYear, ledger.ProfitAndLoss, trial, pairs)
}

// trialBetween verifies the movements between two trial balances that count from
// the same day.
func (v *verifier) trialBetween(before, trial *ledger.TrialBalance, month int) error {
	if before == nil || before.SinceInception != trial.SinceInception {
		return nil
	}
	if !trial.SinceInception && v.Organisation.FiscalYearStart(before.At) != v.Organisation.FiscalYearStart(trial.At) {
		return nil
	}
	first := before.At.MonthOf() + 1
	pairs := v.pairs(ledger.ProfitAndLoss, trial, v.movement(int(first-v.Range.From), month),
		func(line *ledger.TrialLine) ledger.Amount { return line.YearToDate })
	for i := range before.Lines {
		if line := &before.Lines[i]; v.accounts.statement(line.AccountID) == ledger.ProfitAndLoss {
			p := v.pairOf(pairs, line.AccountID, line.Name, v.accounts.classes[line.AccountID])
			p.ledgers = p.ledgers.Sub(line.YearToDate)
		}
	}
	if first == trial.At.MonthOf() {
		v.witnessed[first] = true
	}
	return v.comparePairs(checkBetween, ledger.ProfitAndLoss, trial, pairs)
}

// movement sums up the months of a line from one to another, both included.
func (v *verifier) movement(from, to int) func(*ledger.Line) ledger.Amount {
	return func(line *ledger.Line) ledger.Amount { return ledger.Sum(line.NetDebit[from : to+1]...) }
}

// trialProfit verifies that the profit-and-loss accounts of the trial balance add
// up to the earnings line.
func (v *verifier) trialProfit(trial *ledger.TrialBalance, month int) error {
	if trial.SinceInception {
		return nil
	}
	var sum ledger.Amount
	for i := range trial.Lines {
		if v.accounts.statement(trial.Lines[i].AccountID) == ledger.ProfitAndLoss {
			sum = sum.Add(trial.Lines[i].YearToDate)
		}
	}
	err := v.compare(ledger.BalanceSheet, ledger.SecondReport).
		Compare(checkPosted, "", trial.At.MonthOf().String(), v.earned(month), sum.Neg())
	return between(err, ledger.BalanceSheet.Title(), trialTitle)
}

// pair is the two figures of one account, net debits.
type pair struct {
	name          string
	class         ledger.Class
	ours, ledgers ledger.Amount
}

// pairs pairs one figure of every account of a statement with one of the trial
// balance. An account that one side leaves out is zero there.
func (v *verifier) pairs(statement ledger.Statement, trial *ledger.TrialBalance,
	ours func(*ledger.Line) ledger.Amount, ledgers func(*ledger.TrialLine) ledger.Amount,
) map[string]*pair {
	pairs := map[string]*pair{}
	for i := range v.Lines {
		if line := &v.Lines[i]; line.Statement == statement && line.AccountID != ledger.CurrentYearEarnings {
			p := v.pairOf(pairs, line.AccountID, line.Name, line.Class)
			p.ours = p.ours.Add(ours(line))
		}
	}
	for i := range trial.Lines {
		if line := &trial.Lines[i]; v.accounts.statement(line.AccountID) == statement {
			p := v.pairOf(pairs, line.AccountID, line.Name, v.accounts.classes[line.AccountID])
			p.ledgers = p.ledgers.Add(ledgers(line))
		}
	}
	return pairs
}

// pairOf returns the pair under which an account is compared, a new one if need be.
func (v *verifier) pairOf(pairs map[string]*pair, id, name string, class ledger.Class) *pair {
	id = cmp.Or(v.merged[id], id)
	if pairs[id] == nil {
		pairs[id] = &pair{class: class}
	}
	pairs[id].name = cmp.Or(pairs[id].name, name)
	return pairs[id]
}

// comparePairs compares in a fixed order, so that the same ledger gives the same
// error, and in the natural sign of each account.
func (v *verifier) comparePairs(check string, statement ledger.Statement, trial *ledger.TrialBalance, pairs map[string]*pair) error {
	checks := v.compare(statement, ledger.SecondReport)
	period := trial.At.MonthOf().String()
	for _, id := range slices.Sorted(maps.Keys(pairs)) {
		p := pairs[id]
		if err := checks.Compare(check, p.name, period, p.class.Natural(p.ours), p.class.Natural(p.ledgers)); err != nil {
			return between(err, statement.Title(), trialTitle)
		}
	}
	return nil
}
