package export

import (
	"fmt"
	"io"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// BenchmarkWrite writes 5,000 accounts of 60 months.
func BenchmarkWrite(b *testing.B) {
	series := &model.Series{}
	for i := range ledger.Month(60) {
		series.Months = append(series.Months, model.MonthRead{Month: ledger.NewMonth(2021, 11) + i})
	}
	for i := range 5000 {
		line := ledger.Line{AccountID: fmt.Sprint("account-", i), Name: "Rent", Class: ledger.Expense, Statement: ledger.ProfitAndLoss}
		for n := range 60 {
			line.NetDebit = append(line.NetDebit, ledger.NewAmount(int64(i*n), 2))
		}
		series.Lines = append(series.Lines, line)
	}
	acme := model.Connection{
		Key: model.Key{Model: "acme", Entity: "main"}, Provider: ledger.Xero,
		Organisation: ledger.Organisation{ID: "o", Name: "Acme", Currency: "NZD"},
	}
	a := Actuals{
		Entities: []Entity{{EntityState: &model.EntityState{Connection: acme, Series: series}}},
		Range:    ledger.Range{From: ledger.NewMonth(2021, 11), To: ledger.NewMonth(2026, 10)}, Basis: ledger.Accrual,
	}
	for _, layout := range []Layout{Long, Wide, Series} {
		for _, format := range []Format{CSV, JSON} {
			b.Run(fmt.Sprint(layout, "/", format), func(b *testing.B) {
				b.ReportAllocs()
				target := Target{Path: StandardOutput, Format: format, Stdout: io.Discard}
				for b.Loop() {
					if _, err := target.Stage(a.Table(layout), model.Import{}); err != nil { // hashes what it would write
						b.Fatal(err)
					}
				}
			})
		}
	}
}
