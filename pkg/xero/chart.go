package xero

import (
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/internal/assemble"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// trialClasses are the sections of a trial balance, by their titles in lower
// case: it is sorted by the accounts' classes alone (observed).
var trialClasses = map[string]ledger.Class{
	"revenue": ledger.Revenue, "expenses": ledger.Expense,
	"assets": ledger.Asset, "liabilities": ledger.Liability, "equity": ledger.Equity,
}

// labelsOf returns the labels under which reports show the accounts: their
// names, on trial balances with the code behind it in brackets (observed).
func labelsOf(accounts accountsByID) *assemble.Labels {
	var labels assemble.Labels
	for id, account := range accounts {
		if account.Code != "" {
			labels.Add(id, account.Name, account.Name+" ("+account.Code+")")
		} else {
			labels.Add(id, account.Name)
		}
	}
	labels.Add(earningsRow, "Current Year Earnings")
	labels.Add(earningsRowInExamples, "Current Year Earnings")
	labels.Add(currencyRow, "Foreign Currency Gains and Losses")
	return &labels
}

// lacksAccounts reports whether a report shows an account that the chart does
// not list: it may have been opened after the chart was read.
func (r *reading) lacksAccounts() bool {
	chart := byID(r.accounts)
	for _, table := range r.tables {
		for _, line := range table.rows {
			if !line.isTotal() && !chart.knows(line.account) {
				return true
			}
		}
	}
	for _, trial := range r.trials {
		for _, line := range trial.lines {
			if !chart.knows(line.account) {
				return true
			}
		}
	}
	return false
}

// knows reports whether a row is about an account of the chart or a line that
// the domain knows.
func (a accountsByID) knows(id string) bool {
	known, _ := a.identify(id)
	return a.has(id) || ledger.IsSynthetic(known)
}

// checkAccountRows makes sure that every row of every report is about the
// account that it names, and that trial balances show accounts in the section of
// their class. It returns the accounts that a report shows under another name.
func (r *reading) checkAccountRows(chart accountsByID) ([]ledger.Renamed, error) {
	labels, renamed := labelsOf(chart), map[string]ledger.Renamed{}
	check := func(report, period, id, label string) error {
		other, err := labels.Check(report, period, id, label)
		if other && chart.has(id) {
			account := chart[id]
			renamed[id] = ledger.Renamed{AccountID: account.ID, Name: account.Name, Label: strings.TrimSpace(sanitize.Line(label))}
		}
		return err
	}
	for _, table := range r.tables {
		for _, line := range table.rows {
			if line.isTotal() {
				continue
			}
			if err := check(table.statement.Title(), table.months.String(), line.account, line.label); err != nil {
				return nil, err
			}
		}
	}
	for _, trial := range r.trials {
		for _, line := range trial.lines {
			if err := check("trial balance", trial.at.MonthOf().String(), line.account, line.label); err != nil {
				return nil, err
			}
			if err := trial.checkClass(line, chart); err != nil {
				return nil, err
			}
		}
	}
	return assemble.SortRenamed(renamed), nil
}

// checkClass refuses an account in the section of another class.
func (t *trialReport) checkClass(line trialRow, chart accountsByID) error {
	account, known := chart[line.account]
	class := trialClasses[strings.ToLower(strings.TrimSpace(line.section))]
	if !known || class == "" || account.Class == "" || class == account.Class {
		return nil
	}
	return &ledger.MismatchError{
		Kind: ledger.MismatchChart, Check: "trial balance: an account stands in the section of its class",
		Account: strings.TrimSpace(sanitize.Line(line.label)), Period: t.at.MonthOf().String(),
		Ours: string(account.Class), Ledgers: sanitize.Line(line.section),
	}
}

// addUnlisted adds the accounts that the chart does not list and a trial balance
// shows, with the class of the section they stand in there: the sections of the
// statements tell a class less surely.
func (r *reading) addUnlisted(chart accountsByID) {
	for _, trial := range r.trials {
		for _, line := range trial.lines {
			class := trialClasses[strings.ToLower(strings.TrimSpace(line.section))]
			if class != "" && !chart.knows(line.account) {
				chart[line.account] = ledger.Account{ID: line.account, Name: line.label, Class: class}
			}
		}
	}
}

// twice is the error for an account that one report shows two times: one row may
// stand for another account, or be counted twice.
func twice(report, period, label string) error {
	return &ledger.MismatchError{
		Kind: ledger.MismatchChart, Check: report + ": an account has one row",
		Account: strings.TrimSpace(sanitize.Line(label)), Period: period, Ours: "one row", Ledgers: "two rows",
	}
}

// foreignBalances returns how many of the accounts with a figure are kept in
// another currency than the organisation's.
func foreignBalances(foreign map[string]bool, chart accountsByID, rows func(yield func(account string, amount ledger.Amount) bool)) int {
	n := 0
	for account, amount := range rows {
		if !amount.IsZero() && foreign[chart[account].ID] {
			n++
		}
	}
	return n
}
