package tieout

import (
	"cmp"
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// synthetic is the line that stands for the accounts of a role where a statement
// shows them as one.
var synthetic = map[ledger.Role]string{
	ledger.RoleCurrencyGain:     ledger.FXGainsLosses,
	ledger.RoleRetainedEarnings: ledger.RetainedEarnings,
}

// mergedAccounts returns the ids under which accounts are compared that are not compared
// under their own. Where the statement shows currency gains or retained earnings
// as one line, the trial balance may show the accounts behind it: then they are
// compared together. So are currency accounts of which the statement shows none,
// because together they come to zero.
func mergedAccounts(a *ledger.Actuals) map[string]string {
	shown := map[string]bool{}
	for i := range a.Lines {
		shown[a.Lines[i].AccountID] = true
	}
	apart := slices.ContainsFunc(a.Accounts, func(account ledger.Account) bool {
		return account.Role == ledger.RoleCurrencyGain && shown[account.ID]
	})
	shown[ledger.FXGainsLosses] = shown[ledger.FXGainsLosses] || !apart
	merged := map[string]string{}
	for i := range a.Accounts {
		if line := synthetic[a.Accounts[i].Role]; shown[line] {
			merged[a.Accounts[i].ID] = line
		}
	}
	return merged
}

// accounts tells the statement and the class of an account by its id.
type accounts struct {
	statements map[string]ledger.Statement
	classes    map[string]ledger.Class
}

// lookUp returns the accounts of the chart and of the lines. An account stands on
// the statement it was found on, else on the one of its class.
func lookUp(actuals *ledger.Actuals) accounts {
	a := accounts{
		map[string]ledger.Statement{ledger.FXGainsLosses: ledger.ProfitAndLoss},
		map[string]ledger.Class{ledger.FXGainsLosses: ledger.Expense, ledger.RetainedEarnings: ledger.Equity},
	}
	for i := range actuals.Accounts {
		account := &actuals.Accounts[i]
		a.statements[account.ID], a.classes[account.ID] = account.Class.Statement(), account.Class
	}
	for i := range actuals.Lines {
		a.statements[actuals.Lines[i].AccountID] = actuals.Lines[i].Statement
	}
	return a
}

// statement returns the statement of an account. One that nobody knows counts as
// a balance, so that it cannot go unnoticed.
func (a accounts) statement(id string) ledger.Statement {
	return cmp.Or(a.statements[id], ledger.BalanceSheet)
}
