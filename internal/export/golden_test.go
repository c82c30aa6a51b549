package export

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

var update = flag.Bool("update", false, "write the golden files anew")

// sample is a file with everything that is special about files: two entities,
// accounts that share a name, codes that are missing, names a spreadsheet would
// run, a line of zeros, a partial and a missing month, lines that are no account.
func sample() Actuals {
	uk := &Source{
		Model: "acme", Entity: "uk", Provider: ledger.Xero, OrganisationID: "org-1", Organisation: `Acme "UK", Ltd`, Currency: "GBP",
		Partial: map[ledger.Month]bool{ledger.NewMonth(2026, 11): true},
	}
	us := &Source{
		Model: "acme", Entity: "us", Provider: ledger.QuickBooks, OrganisationID: "9130", Organisation: "Acme Inc", Currency: "USD",
		Missing: map[ledger.Month]bool{ledger.NewMonth(2026, 11): true},
	}
	line := func(source *Source, id, code, name, kind string, class ledger.Class, october, november string) ActualsLine {
		return ActualsLine{
			Source: source, Account: ledger.Account{ID: id, Code: code, Name: name, Type: kind, Class: class, Status: ledger.Active},
			Mapping:   Mapping{VariableType: "Opex", Category: "Premises", Branch: source.Entity, State: "suggested"},
			Statement: class.Statement(), NetDebit: []ledger.Amount{ledger.MustAmount(october), ledger.MustAmount(november)},
		}
	}
	return Actuals{
		Range: ledger.Range{From: ledger.NewMonth(2026, 10), To: ledger.NewMonth(2026, 11)}, Basis: ledger.Accrual, Several: true,
		Lines: []ActualsLine{
			line(us, "7", "", "Checking", "Bank", ledger.Asset, "10.00", "0.00"),
			line(us, "8", "", "Sales", "Income", ledger.Revenue, "-10.00", "0.00"),
			line(uk, "b", "090", "Bank", "BANK", ledger.Asset, "-5.25", "7.00"),
			line(uk, "z", "091", "Nothing", "BANK", ledger.Asset, "0.00", "0.00"),
			line(uk, ledger.CurrentYearEarnings, "", "Current Year Earnings", "", ledger.Equity, "5.25", "-7.00"),
			line(uk, "r", "400", "=Rent", "EXPENSE", ledger.Expense, "25.25", "0.50"),
			line(uk, "s", "400", "=Rent", "EXPENSE", ledger.Expense, "5.00", "2.00"),
			line(uk, "t", "", "-Sales", "REVENUE", ledger.Revenue, "-25.00", "-14.75"),
		},
	}
}

func sampleCOA() []COALine {
	var lines []COALine
	for _, l := range sample().Lines {
		l.Account.Currency = map[string]string{"b": "EUR"}[l.Account.ID]
		lines = append(lines, COALine{Source: l.Source, Account: l.Account, Mapping: l.Mapping})
	}
	return lines
}

func sampleImport() Import {
	at := time.Date(2026, time.November, 21, 9, 30, 0, 0, time.UTC)
	return Import{
		ID: "20261121-093000-k4vq", ToolVersion: "v1.2.3", StartedAt: at, FinishedAt: at.Add(3 * time.Second), Model: "acme",
		Basis: ledger.Accrual, From: ledger.NewMonth(2026, 10), To: ledger.NewMonth(2026, 11),
		Entities: []ImportEntity{{
			Entity: "uk", Provider: ledger.Xero, Environment: "production", OrganisationID: "org-1", Organisation: `Acme "UK", Ltd`, Currency: "GBP",
			Calls: 5, RequestIDs: []string{"r-1"}, Checks: []ledger.Check{{Name: "assets equal liabilities and equity", Statement: ledger.BalanceSheet, Compared: 2}},
		}, {
			Entity: "us", Provider: ledger.QuickBooks, Environment: "production", OrganisationID: "9130", Organisation: "Acme Inc", Currency: "USD",
			RequestIDs: []string{}, Checks: []ledger.Check{}, Stale: true, Error: "the sign-in has expired",
		}},
	}
}

func TestGoldenFiles(t *testing.T) {
	coaHead := sampleImport()
	coaHead.Basis, coaHead.From, coaHead.To = "", 0, 0
	for name, file := range map[string]struct {
		table Table
		head  Import
	}{
		"coa":    {COATable(sampleCOA()), coaHead},
		"long":   {sample().Table(Long), sampleImport()},
		"wide":   {sample().Table(Wide), sampleImport()},
		"series": {sample().Table(Series), sampleImport()},
	} {
		for _, format := range []Format{CSV, JSON} {
			t.Run(name+"."+string(format), func(t *testing.T) {
				var out bytes.Buffer
				rows, err := file.table.Write(&out, format, file.head)
				if err != nil || rows == 0 {
					t.Fatalf("%d rows, %v", rows, err)
				}
				golden(t, name+"."+string(format), out.Bytes())
			})
		}
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if difference := cmp.Diff(string(want), string(got)); difference != "" {
		t.Errorf("%s is not what it was (-want +got):\n%s", path, difference)
	}
}
