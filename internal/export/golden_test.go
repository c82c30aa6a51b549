package export

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

var update = flag.Bool("update", false, "write the golden files anew")

// sample is a file with everything that is special about files: two entities,
// accounts that share a name, codes that are missing, names a spreadsheet would
// run, a line of zeros, a partial and a missing month, lines that are no account.
func sample() Actuals {
	october, november := ledger.NewMonth(2026, 10), ledger.NewMonth(2026, 11)
	uk := sampleEntity("uk", ledger.Organisation{ID: "org-1", Name: `Acme "UK", Ltd`, Provider: ledger.Xero, Currency: "GBP"},
		model.MonthRead{Month: october}, model.MonthRead{Month: november, Partial: true})
	us := sampleEntity("us", ledger.Organisation{ID: "9130", Name: "Acme Inc", Provider: ledger.QuickBooks, Currency: "USD"},
		model.MonthRead{Month: october})
	us.add("7", "", "Checking", "Bank", ledger.Asset, "10.00")
	us.add("8", "", "Sales", "Income", ledger.Revenue, "-10.00")
	uk.add("b", "090", "Bank", "BANK", ledger.Asset, "-5.25", "7.00")
	uk.add("z", "091", "Nothing", "BANK", ledger.Asset, "0.00", "0.00")
	uk.add(ledger.CurrentYearEarnings, "", "Current Year Earnings", "", ledger.Equity, "5.25", "-7.00")
	uk.add("r", "400", "=Rent", "EXPENSE", ledger.Expense, "25.25", "0.50")
	uk.add("s", "400", "=Rent", "EXPENSE", ledger.Expense, "5.00", "2.00")
	uk.add("t", "", "-Sales", "REVENUE", ledger.Revenue, "-25.00", "-14.75")
	return Actuals{
		Entities: []Entity{us.Entity, uk.Entity},
		Range:    ledger.Range{From: october, To: november}, Basis: ledger.Accrual, Several: true,
	}
}

// entityBuilder is an entity to which accounts are added with their amounts.
type entityBuilder struct{ Entity }

func sampleEntity(name string, organisation ledger.Organisation, months ...model.MonthRead) entityBuilder {
	return entityBuilder{Entity{
		EntityState: &model.EntityState{
			Connection: model.Connection{Key: model.Key{Model: "acme", Entity: name}, Provider: organisation.Provider, Organisation: organisation},
			Chart:      &model.Chart{Chart: ledger.Chart{Organisation: organisation}},
			Series:     &model.Series{Months: months},
		},
		Mappings: map[string]mapping.Mapping{},
	}}
}

func (b entityBuilder) add(id, code, name, kind string, class ledger.Class, amounts ...string) {
	b.Chart.Accounts = append(b.Chart.Accounts, ledger.Account{ID: id, Code: code, Name: name, Type: kind, Class: class, Status: ledger.Active})
	b.Mappings[id] = mapping.Mapping{
		Decision: mapping.Decision{Type: mapping.Opex, Category: "Premises", Branch: b.Key.Entity}, State: mapping.Suggested,
	}
	line := ledger.Line{AccountID: id, Name: name, Class: class, Statement: class.Statement()}
	for _, amount := range amounts {
		line.NetDebit = append(line.NetDebit, ledger.MustAmount(amount))
	}
	b.Series.Lines = append(b.Series.Lines, line)
}

// sampleCharts is the sample with an account in a currency of its own.
func sampleCharts() []Entity {
	entities := sample().Entities
	uk := entities[1].Chart
	uk.Accounts[slices.IndexFunc(uk.Accounts, func(a ledger.Account) bool { return a.ID == "b" })].Currency = "EUR"
	return entities
}

func sampleImport() model.Import {
	at := time.Date(2026, time.November, 21, 9, 30, 0, 0, time.UTC)
	return model.Import{
		ID: "20261121-093000-k4vq", ToolVersion: "v1.2.3", StartedAt: at, FinishedAt: at.Add(3 * time.Second), Model: "acme",
		Basis: ledger.Accrual, Range: ledger.Range{From: ledger.NewMonth(2026, 10), To: ledger.NewMonth(2026, 11)},
		Entities: []model.ImportEntity{{
			Entity: "uk", Provider: ledger.Xero, Environment: "production", OrganisationID: "org-1", Organisation: `Acme "UK", Ltd`, Currency: "GBP",
			Calls: 5, RequestIDs: []string{"r-1"}, Checks: []ledger.Check{{Name: "assets equal liabilities and equity", Statement: ledger.BalanceSheet, Compared: 2}},
		}, {
			Entity: "us", Provider: ledger.QuickBooks, Environment: "production", OrganisationID: "9130", Organisation: "Acme Inc", Currency: "USD",
			RequestIDs: []string{}, Checks: []ledger.Check{}, Stale: true, Error: "the sign-in has expired",
		}},
	}
}

func TestGoldenFiles(t *testing.T) {
	t.Parallel()
	chart := sampleImport()
	chart.Basis, chart.Range = "", ledger.Range{}
	for name, file := range map[string]struct {
		table Table
		from  model.Import
	}{
		"coa":    {COATable(sampleCharts(), true), chart},
		"long":   {sample().Table(Long), sampleImport()},
		"wide":   {sample().Table(Wide), sampleImport()},
		"series": {sample().Table(Series), sampleImport()},
	} {
		for _, format := range []Format{CSV, JSON} {
			t.Run(name+"."+string(format), func(t *testing.T) {
				t.Parallel()
				var out bytes.Buffer
				staged, err := Target{Path: StandardOutput, Format: format, Stdout: &out}.Stage(file.table, file.from)
				if err != nil || staged.Rows == 0 {
					t.Fatalf("%d rows, %v", staged.Rows, err)
				}
				if err := staged.Commit(); err != nil {
					t.Fatal(err)
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
