package export

import (
	"fmt"
	"io"
	"testing"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// BenchmarkWrite writes 5,000 accounts of 60 months.
func BenchmarkWrite(b *testing.B) {
	source := &Source{Model: "acme", Entity: "main", Provider: ledger.Xero, OrganisationID: "o", Organisation: "Acme", Currency: "NZD"}
	a := Actuals{Range: ledger.Range{From: ledger.NewMonth(2021, 11), To: ledger.NewMonth(2026, 10)}, Basis: ledger.Accrual}
	for i := range 5000 {
		line := ActualsLine{Source: source, Account: ledger.Account{ID: fmt.Sprint("account-", i), Name: "Rent", Class: ledger.Expense}, Statement: ledger.ProfitAndLoss}
		for n := range 60 {
			line.NetDebit = append(line.NetDebit, ledger.NewAmount(int64(i*n), 2))
		}
		a.Lines = append(a.Lines, line)
	}
	for _, layout := range []Layout{Long, Wide, Series} {
		for _, format := range []Format{CSV, JSON} {
			b.Run(fmt.Sprint(layout, "/", format), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := a.Table(layout).Write(io.Discard, format, nil); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
