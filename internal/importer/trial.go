package importer

import (
	"cmp"
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// trialBalances: every balance-sheet account has the balance of the trial
// balance. The earnings line is no account and has its own proof.
func trialBalances(a *ledger.Actuals) (*proof, error) {
	last := a.Range.Len() - 1
	return compareTrial(a, checkTrial, ledger.BalanceSheet,
		func(line *ledger.Line) ledger.Amount { return line.NetDebit[last] },
		func(line *ledger.TrialLine) ledger.Amount { return line.YearToDate })
}

// trialMonth: the last month's movements are those of the trial balance, where
// it prints them (Xero).
func trialMonth(a *ledger.Actuals) (*proof, error) {
	if !slices.ContainsFunc(a.Trial.Lines, func(l ledger.TrialLine) bool { return l.HasMonth }) {
		return newProof(checkMonth, ledger.ProfitAndLoss), nil
	}
	last := a.Range.Len() - 1
	return compareTrial(a, checkMonth, ledger.ProfitAndLoss,
		func(line *ledger.Line) ledger.Amount { return line.NetDebit[last] },
		func(line *ledger.TrialLine) ledger.Amount { return line.Month })
}

// trialYear: the movements since the financial year began are those of the
// trial balance, where the range covers them and the year began with a month.
func trialYear(a *ledger.Actuals) (*proof, error) {
	began := a.Organisation.FiscalYearStart(a.Trial.At)
	first := began.MonthOf()
	if a.Trial.BalancesOnly || began != first.First() || first < a.Range.From {
		return newProof(checkYear, ledger.ProfitAndLoss), nil
	}
	return compareTrial(a, checkYear, ledger.ProfitAndLoss,
		func(line *ledger.Line) ledger.Amount { return ledger.Sum(line.NetDebit[first-a.Range.From:]...) },
		func(line *ledger.TrialLine) ledger.Amount { return line.YearToDate })
}

// trialProfit: the profit-and-loss accounts of the trial balance add up to the
// earnings line.
func trialProfit(a *ledger.Actuals) (*proof, error) {
	p := newProof(checkPosted, ledger.BalanceSheet)
	if a.Trial.BalancesOnly || a.Range.Len() == 0 {
		return p, nil
	}
	statements := statementOf(a)
	var sum ledger.Amount
	for i := range a.Trial.Lines {
		if statements(a.Trial.Lines[i].AccountID) == ledger.ProfitAndLoss {
			sum = sum.Add(a.Trial.Lines[i].YearToDate)
		}
	}
	ours := earningsLine(a)(a.Range.Len() - 1).Neg()
	return p, p.compare("", a.Range.To.String(), ours, sum.Neg())
}

// sides are the two figures of one account.
type sides struct {
	name          string
	class         ledger.Class
	ours, ledgers ledger.Amount
}

// compareTrial compares one figure of every account of a statement. An account
// that one side leaves out is zero there.
func compareTrial(a *ledger.Actuals, check string, statement ledger.Statement,
	ours func(*ledger.Line) ledger.Amount, ledgers func(*ledger.TrialLine) ledger.Amount,
) (*proof, error) {
	found := map[string]*sides{}
	of := func(id, name string, class ledger.Class) *sides {
		if found[id] == nil {
			found[id] = &sides{class: class}
		}
		found[id].name = cmp.Or(found[id].name, name)
		return found[id]
	}
	together, statements, classes := merged(a), statementOf(a), classOf(a)
	for i := range a.Lines {
		if line := &a.Lines[i]; line.Statement == statement && line.AccountID != ledger.CurrentYearEarnings {
			side := of(together(line.AccountID), line.Name, line.Class)
			side.ours = side.ours.Add(ours(line))
		}
	}
	for i := range a.Trial.Lines {
		if line := &a.Trial.Lines[i]; statements(line.AccountID) == statement {
			side := of(together(line.AccountID), line.Name, classes(line.AccountID))
			side.ledgers = side.ledgers.Add(ledgers(line))
		}
	}
	p := newProof(check, statement)
	return p, p.compareAll(found, a.Range.To.String())
}

// compareAll compares in a fixed order, so that the same ledger gives the same
// error, and in the sign the account is known in.
func (p *proof) compareAll(found map[string]*sides, period string) error {
	ids := make([]string, 0, len(found))
	for id := range found {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		side := found[id]
		if err := p.compare(side.name, period, side.class.Natural(side.ours), side.class.Natural(side.ledgers)); err != nil {
			return err
		}
	}
	return nil
}

// merged says under which id an account is compared. Where the statement shows
// Xero's three currency accounts as one line, or QuickBooks' retained earnings
// as a line without an id, the trial balance may show the accounts behind it:
// then they are compared together. So are currency accounts of which the
// statement shows none, because together they are nothing.
func merged(a *ledger.Actuals) func(id string) string {
	shown := map[string]bool{}
	for i := range a.Lines {
		shown[a.Lines[i].AccountID] = true
	}
	apart := slices.ContainsFunc(a.Accounts, func(account ledger.Account) bool {
		return behind(ledger.FXGainsLosses, &account) && shown[account.ID]
	})
	shown[ledger.FXGainsLosses] = shown[ledger.FXGainsLosses] || !apart
	as := map[string]string{}
	for _, synthetic := range []string{ledger.FXGainsLosses, ledger.RetainedEarnings} {
		for i := range a.Accounts {
			if shown[synthetic] && behind(synthetic, &a.Accounts[i]) {
				as[a.Accounts[i].ID] = synthetic
			}
		}
	}
	return func(id string) string { return cmp.Or(as[id], id) }
}

// behind is true for the accounts a synthetic line stands for: Xero's system
// accounts for currency gains, QuickBooks' account of subtype RetainedEarnings.
func behind(synthetic string, account *ledger.Account) bool {
	switch synthetic {
	case ledger.FXGainsLosses:
		return slices.Contains([]string{"BANKCURRENCYGAIN", "REALISEDCURRENCYGAIN", "UNREALISEDCURRENCYGAIN"}, account.SystemAccount)
	case ledger.RetainedEarnings:
		return account.Class == ledger.Equity && account.Subtype == "RetainedEarnings"
	}
	return false
}

// statementOf says which statement an account stands on: the one it was found
// on, else the one of its class. An account nobody knows counts as a balance,
// so that it cannot go unnoticed.
func statementOf(a *ledger.Actuals) func(id string) ledger.Statement {
	on := map[string]ledger.Statement{ledger.FXGainsLosses: ledger.ProfitAndLoss}
	for i := range a.Accounts {
		on[a.Accounts[i].ID] = a.Accounts[i].Class.Statement()
	}
	for i := range a.Lines {
		on[a.Lines[i].AccountID] = a.Lines[i].Statement
	}
	return func(id string) ledger.Statement { return cmp.Or(on[id], ledger.BalanceSheet) }
}

func classOf(a *ledger.Actuals) func(id string) ledger.Class {
	classes := map[string]ledger.Class{ledger.FXGainsLosses: ledger.Expense, ledger.RetainedEarnings: ledger.Equity}
	for i := range a.Accounts {
		classes[a.Accounts[i].ID] = a.Accounts[i].Class
	}
	return func(id string) ledger.Class { return classes[id] }
}
