package importertest

import (
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/formula"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Cell is the key of one amount in an actuals file.
type Cell struct{ Entity, Statement, Account, Period string }

// Figures reads a long file back: net debit by cell.
func Figures(t T, text string) map[Cell]ledger.Amount {
	t.Helper()
	amounts := map[Cell]ledger.Amount{}
	for _, row := range Records(t, text) {
		at := Cell{row["entity"], row["statement"], row["account_id"], row["period"]}
		if _, twice := amounts[at]; twice {
			t.Fatalf("two rows for %v", at)
		}
		amounts[at] = ledger.MustAmount(row["net_debit"])
	}
	return amounts
}

// Records reads a CSV file back, guards taken off.
func Records(t T, text string) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		record := map[string]string{}
		for i, name := range rows[0] {
			record[name] = formula.Unguard(row[i])
		}
		out = append(out, record)
	}
	return out
}

// Expected returns what a long file of the books must hold.
func Expected(entity string, b *books.Books, request ledger.Request) map[Cell]ledger.Amount {
	amounts := map[Cell]ledger.Amount{}
	for _, line := range actualsOf(b, &ledger.Chart{Organisation: b.Organisation()}, request).Lines {
		for i, month := range request.Range.Months() {
			amounts[Cell{entity, string(line.Statement), line.AccountID, month.String()}] = line.NetDebit[i]
		}
	}
	return amounts
}

// Difference tells the first difference of two sets of amounts; it is empty if
// there is none.
func Difference(got, want map[Cell]ledger.Amount) string {
	for at, amount := range want {
		if found, ok := got[at]; !ok || !found.Equal(amount) {
			return fmt.Sprintf("%v is %v, want %v", at, found, amount)
		}
	}
	for at := range got {
		if _, ok := want[at]; !ok {
			return fmt.Sprintf("%v should not be there", at)
		}
	}
	return ""
}
