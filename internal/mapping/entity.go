package mapping

import (
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// OfEntity maps the accounts of an entity's chart, and the lines of its series
// that the chart does not have, by account id.
func OfEntity(types TypesOf, e *model.EntityState) map[string]Mapping {
	chart := ledger.Chart{Organisation: e.Organisation}
	if e.Chart != nil {
		chart.Accounts = slices.Clone(e.Chart.Accounts)
	}
	if e.Series != nil {
		accounts := e.Accounts()
		for i := range e.Series.Lines {
			if line := &e.Series.Lines[i]; accounts[line.AccountID].ID == "" {
				chart.Accounts = append(chart.Accounts, model.AccountOf(line, accounts))
			}
		}
	}
	return Of(types(e.Organisation.Provider), &chart, e.Entity, decisions(e.Decisions))
}

// UnconfirmedAccount is an account with an amount whose mapping is not confirmed.
type UnconfirmedAccount struct {
	Account  ledger.Account
	State    State
	Exposure ledger.Amount // see exposure
}

// Unconfirmed lists the accounts of an entity that have an amount in the months
// and whose mapping is not confirmed, the largest exposure first. Lines that are
// no account are not among them.
func Unconfirmed(e *model.EntityState, mappings map[string]Mapping, months ledger.Range) []UnconfirmedAccount {
	if e.Series == nil {
		return nil
	}
	var found []UnconfirmedAccount
	accounts, window := e.Accounts(), e.Series.Window(months)
	for i := range e.Series.Lines {
		line := &e.Series.Lines[i]
		state := mappings[line.AccountID].State
		if state == Confirmed || ledger.IsSynthetic(line.AccountID) || window.IsZero(line) {
			continue
		}
		found = append(found, UnconfirmedAccount{model.AccountOf(line, accounts), state, exposure(line, window)})
	}
	slices.SortStableFunc(found, func(a, b UnconfirmedAccount) int { return b.Exposure.Sub(a.Exposure).Sign() })
	return found
}

// exposure returns how much depends on the mapping of a line: all movements of a
// profit-and-loss account without their signs, or the last balance of a
// balance-sheet account without its sign.
func exposure(line *ledger.Line, window model.Window) ledger.Amount {
	amounts := window.Amounts(line)
	if line.Statement == ledger.BalanceSheet {
		return amounts[len(amounts)-1].Abs()
	}
	var sum ledger.Amount
	for _, amount := range amounts {
		sum = sum.Add(amount.Abs())
	}
	return sum
}
