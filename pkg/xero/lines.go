package xero

import (
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Ids of rows that are no account of the chart, in lower case, as observed in
// reports and, for the last, as in the examples of Xero's OpenAPI description.
const (
	currencyRow           = "fxgroupid"
	earningsRow           = "abababab-abab-abab-abab-abababababab"
	earningsRowInExamples = "00000000-0000-0000-0000-000000000000"
)

// accountsByID is a chart of accounts by lower-case account id.
type accountsByID map[string]ledger.Account

func byID(accounts []ledger.Account) accountsByID {
	found := make(accountsByID, len(accounts))
	for _, account := range accounts {
		found[strings.ToLower(account.ID)] = account
	}
	return found
}

// has says whether the chart knows the account of a row.
func (a accountsByID) has(id string) bool {
	_, ok := a[id]
	return ok
}

// identify is who a data row is about: an account of the chart, or one of the
// lines the domain knows. A row whose account the chart does not list is kept
// under its own id with no class; its section then says what it is.
func (a accountsByID) identify(id string) (accountID string, class ledger.Class) {
	switch {
	case id == earningsRow || id == earningsRowInExamples:
		return ledger.CurrentYearEarnings, ledger.Equity
	case id == currencyRow:
		return ledger.FXGainsLosses, ledger.Expense
	case a.has(id):
		return a[id].ID, a[id].Class
	}
	return id, ""
}

// lines turns the rows into net debits, given the proved sides. Two rows about
// the same account were never observed and are a *ledger.MismatchError.
func (t *table) lines(sides []side, chart accountsByID) ([]ledger.Line, error) {
	var lines []ledger.Line
	seen := make(map[string]bool, len(t.rows))
	for _, printed := range t.rows {
		if printed.isTotal() {
			continue
		}
		side := sides[printed.section]
		id, class := chart.identify(printed.account)
		if class == "" {
			class = t.classOn(side, t.sections[printed.section].title)
		}
		if seen[id] {
			return nil, twice(t.statement.Title(), t.months.String(), printed.label)
		}
		seen[id] = true
		line := ledger.Line{
			AccountID: id,
			Name:      printed.label,
			Class:     class,
			Statement: t.statement,
			NetDebit:  make([]ledger.Amount, len(printed.amounts)),
		}
		for m, amount := range printed.amounts {
			line.NetDebit[m] = side.of(amount)
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// classOn is the class of an account the chart does not tell the class of: what
// an account in its place would be.
func (t *table) classOn(side side, title string) ledger.Class {
	switch {
	case t.statement == ledger.ProfitAndLoss && side == credit:
		return ledger.Revenue
	case t.statement == ledger.ProfitAndLoss:
		return ledger.Expense
	case side == debit:
		return ledger.Asset
	}
	title = strings.ToLower(title)
	for _, word := range []string{"equity", "capital", "reserve"} {
		if strings.Contains(title, word) {
			return ledger.Equity
		}
	}
	return ledger.Liability
}
