package restatement

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/formula"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// cell is the place of one amount of an entity on one basis.
type cell struct {
	statement ledger.Statement
	account   string
	month     ledger.Month
}

// truth is what the books say about months: net debits, zeros included.
func truth(b *books.Books, basis ledger.Basis, months ledger.Range) map[cell]ledger.Amount {
	b = b.Snapshot()
	amounts := map[cell]ledger.Amount{}
	merged := !b.Company().Layout.SeparateFX
	for _, account := range b.Accounts() {
		for _, month := range months.Months() {
			at := cell{account.Class.Statement(), account.ID, month}
			switch {
			case account.Class == "": // carries no money
			case !account.OnProfitAndLoss():
				amounts[at] = b.Balance(basis, account.ID, month.Last())
			case account.Role == books.CurrencyGain && merged:
				at.account = ledger.FXGainsLosses
				fallthrough
			default:
				amounts[at] = amounts[at].Add(b.Movement(basis, account.ID, month.First(), month.Last()))
			}
		}
	}
	for _, month := range months.Months() {
		amounts[cell{ledger.BalanceSheet, ledger.CurrentYearEarnings, month}] = b.CurrentYearEarnings(basis, month.Last())
	}
	return amounts
}

// table reads CSV back by column, the guards against formulas taken off.
func table(t testing.TB, text string) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) == 0 {
		t.Fatalf("no CSV: %v\n%s", err, text)
	}
	records := make([]map[string]string, 0, len(rows)-1)
	for _, row := range rows[1:] {
		record := make(map[string]string, len(row))
		for i, name := range rows[0] {
			record[name] = formula.Unguard(row[i])
		}
		records = append(records, record)
	}
	return records
}
