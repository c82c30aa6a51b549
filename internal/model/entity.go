package model

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// EntityState is one entity of a model with its last imported values.
type EntityState struct {
	Connection
	Chart         *Chart              // nil: never imported
	Series        *Series             // nil: never imported on the basis in question
	Decisions     map[string]Decision // by account id
	LockedThrough ledger.Month        // none: no month is locked
	Discarded     string              // organisation whose values were discarded; empty if none were
}

// discardOtherOrganisation drops values that were imported from another
// organisation than the one the entity is connected to now, and notes its name
// in Discarded: the two never mix.
func (e *EntityState) discardOtherOrganisation() {
	if e.Chart != nil && e.Chart.Organisation.ID != e.Organisation.ID {
		e.Discarded, e.Chart = e.Chart.Organisation.Name, nil
	}
	if e.Series != nil && e.Series.OrganisationID != e.Organisation.ID {
		e.Series = nil
	}
}

// Closed reports whether a month is not supposed to change any more: it is
// locked or, without a lock of the model's own, the ledger itself has closed it.
func (e *EntityState) Closed(month ledger.Month) bool {
	if e.LockedThrough != 0 {
		return month <= e.LockedThrough
	}
	through := e.Organisation.LockedThrough
	return !through.IsZero() && !through.Before(month.Last())
}

// Accounts returns the chart by account id.
func (e *EntityState) Accounts() map[string]ledger.Account {
	accounts := map[string]ledger.Account{}
	if e.Chart != nil {
		for _, account := range e.Chart.Accounts {
			accounts[account.ID] = account
		}
	}
	return accounts
}

// AccountOf returns what a file says about a line: its account as the chart has
// it, or what is left of one that is no longer, or was never, in the chart.
func AccountOf(line *ledger.Line, accounts map[string]ledger.Account) ledger.Account {
	known, ok := accounts[line.AccountID]
	if !ok {
		return ledger.Account{ID: line.AccountID, Name: line.Name, Class: line.Class}
	}
	if known.Class == "" || known.Class.Statement() != line.Statement {
		known.Class = line.Class // the chart says none, or it was moved to the other statement since
	}
	return known
}

// AccountsNotInChart lists the accounts with an amount in the months that the
// chart does not have. Lines that are no account are not among them.
func (e *EntityState) AccountsNotInChart(months ledger.Range) []ledger.Account {
	accounts, window := e.Accounts(), e.Series.Window(months)
	var found []ledger.Account
	for i := range e.Series.lines() {
		line := &e.Series.Lines[i]
		if _, ok := accounts[line.AccountID]; !ok && !ledger.IsSynthetic(line.AccountID) && !window.IsZero(line) {
			found = append(found, AccountOf(line, accounts))
		}
	}
	return found
}
