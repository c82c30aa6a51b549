package xeroapi

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/ledgerlink/ledgerlink/internal/recordings"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Every key of a real report, its order, its empty lists and its missing keys
// survive our structs, so what we send can have no other shape.
func TestRealReportsHaveOurShape(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(recordings.Path(t, "xero/anonymised-real"), "*.json"))
	if err != nil || len(paths) < 20 {
		t.Fatalf("%d samples, %v", len(paths), err)
	}
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		if err := json.Compact(&want, content); err != nil {
			t.Fatal(err)
		}
		decoder := json.NewDecoder(bytes.NewReader(content))
		decoder.DisallowUnknownFields()
		var answer envelope
		if err := decoder.Decode(&answer); err != nil {
			t.Fatalf("%s: %v", filepath.Base(path), err)
		}
		var got bytes.Buffer
		encoder := json.NewEncoder(&got)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(answer); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.String(), strings.TrimSpace(got.String())); diff != "" {
			t.Errorf("%s comes out different: %s", filepath.Base(path), diff)
		}
	}
}

func TestSectionsAsObserved(t *testing.T) {
	b := believable(t, "Harbourline Joinery Pty Ltd")
	month := "fromDate=2026-05-01&toDate=2026-05-31"
	for name, test := range map[string]struct {
		path string
		want []string
	}{
		"standard": {"/Reports/ProfitAndLoss?standardLayout=true&" + month, []string{
			"Income", "Less Cost of Sales", "(Gross Profit)", "Plus Other Income", "Less Operating Expenses", "(Net Profit)",
		}},
		"the user's own": {"/Reports/ProfitAndLoss?" + month, []string{
			"Income", "Commercial Work", "(Total Income)", "Less Cost of Sales", "Site Costs", "(Total Cost of Sales)", "(Gross Profit)",
			"Plus Other Income", "Less Operating Expenses", "Employment", "Marketing", "Premises", "(Total Operating Expenses)", "(Net Profit)",
		}},
		"balance sheet": {"/Reports/BalanceSheet?date=2026-05-31", []string{
			"Assets", "Bank", "Current Assets", "Fixed Assets", "(Total Assets)",
			"Liabilities", "Current Liabilities", "Non-Current Liabilities", "(Total Liabilities)", "(Net Assets)", "Equity",
		}},
		"trial balance": {"/Reports/TrialBalance?date=2026-05-31", []string{
			"Revenue", "Expenses", "Assets", "Liabilities", "Equity", "(Total)",
		}},
	} {
		if diff := cmp.Diff(test.want, sections(reportOf(t, b, test.path))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestRegionsHaveTheirOwnWords(t *testing.T) {
	month := "/Reports/ProfitAndLoss?fromDate=2026-05-01&toDate=2026-05-31"
	american := reportOf(t, believable(t, "Juniper Ridge Outfitters LLC"), month)
	if titles := sections(american); !slices.Contains(titles, "(Net Income)") || !slices.Contains(titles, "Less Cost of Goods Sold") {
		t.Errorf("American sections: %q", titles)
	}
	if values(american)[fxGroup] != nil {
		t.Error("American currency gains must stay apart")
	}
	if titles := sections(reportOf(t, believable(t, "Pennine Cycle Works"), month)); titles[0] != "Turnover" {
		t.Errorf("British sections: %q", titles)
	}
}

func TestCurrencyGainsAreOneLineAndSplitInTheTrialBalance(t *testing.T) {
	b := believable(t, "Harbourline Joinery Pty Ltd")
	merged := values(reportOf(t, b, "/Reports/ProfitAndLoss?fromDate=2026-05-01&toDate=2026-05-31"))[fxGroup]
	var total ledger.Amount
	split := values(netted(t, reportOf(t, b, "/Reports/TrialBalance?date=2026-05-31")))
	found := 0
	for _, account := range b.Accounts() {
		if row := split[account.ID]; row != nil && account.Role == books.CurrencyGain {
			total, found = total.Add(ledger.MustAmount(row[0])), found+1
		}
	}
	if found != 3 || merged[0] != total.String() {
		t.Errorf("%d accounts come to %s, the line is %v", found, total, merged)
	}
}

func TestEarningsSayWhenTheyWereEarned(t *testing.T) {
	report := reportOf(t, believable(t, "Pennine Cycle Works"), "/Reports/BalanceSheet?date=2026-04-30&periods=1&timeframe=MONTH")
	for _, section := range report.Rows {
		for _, row := range section.Rows {
			if isEarnings(row) {
				account := Attribute{earningsID, "account"}
				want := []Cell{
					{"Current Year Earnings", []Attribute{account}},
					{row.Cells[1].Value, []Attribute{account, {"4/6/2026", "fromDate"}, {"4/30/2026", "toDate"}}},
					{row.Cells[2].Value, []Attribute{account, {"4/6/2025", "fromDate"}, {"3/31/2026", "toDate"}}},
				}
				if diff := cmp.Diff(want, row.Cells); diff != "" {
					t.Error(diff)
				}
				return
			}
		}
	}
	t.Error("no earnings line")
}

func TestBritishBalanceSheetHasNoTotalAssets(t *testing.T) {
	b := believable(t, "Pennine Cycle Works")
	b.Arrange(books.Layout{NoTotalAssets: true})
	report := reportOf(t, b, "/Reports/BalanceSheet?date=2026-10-31")
	want := []string{
		"Fixed Assets", "Cash at bank and in hand", "Current Assets", "Creditors: amounts falling due within one year",
		"(Net Current Assets (Liabilities))", "(Total Assets less Current Liabilities)",
		"Creditors: amounts falling due after more than one year", "(Net Assets)", "Capital and Reserves",
	}
	if diff := cmp.Diff(want, sections(report)); diff != "" {
		t.Error(diff)
	}
	if net, equity := figuresOf(report, "Net Assets"), figuresOf(report, "Total Capital and Reserves"); !slices.Equal(net, equity) {
		t.Errorf("net assets %v, equity %v", net, equity)
	}
}

func TestAccountsAreListedAsObserved(t *testing.T) {
	b := believable(t, "Harbourline Joinery Pty Ltd")
	listed := answerOf(t, b, "/Accounts").Accounts
	chart := b.Accounts()
	if len(listed) != len(chart) {
		t.Fatalf("%d of %d accounts", len(listed), len(chart))
	}
	seen := map[string]bool{}
	for i, account := range listed {
		if first := strings.HasSuffix(account.ReportingCode, "GL") || account.ReportingCode == "EXP.FOR.BCG"; first != (i < 3) {
			t.Errorf("%s is at place %d", account.Name, i)
		}
		bank := account.Type == "BANK"
		if bank != (account.BankAccountNumber != "") || bank != (account.CurrencyCode != "") || bank != (account.BankAccountType != "") || bank != (account.SystemAccount == nil) {
			t.Errorf("%s has what it should not, or lacks something: %+v", account.Name, account)
		}
		seen[account.Status], seen["code "+account.Code] = true, true
	}
	for _, want := range []string{"ACTIVE", "ARCHIVED", "code ", "code 090", "code 895/000"} {
		if !seen[want] {
			t.Errorf("nothing is %q", want)
		}
	}
}

func TestOrganisationSaysItsLockDate(t *testing.T) {
	b := believable(t, "Demo Company (NZ)")
	if o := answerOf(t, b, "/Organisation").Organisations[0]; o.PeriodLockDate != "" || !o.IsDemoCompany || o.Class != "DEMO" || o.OrganisationID != b.Organisation().ID {
		t.Errorf("%+v", o)
	}
	b.LockThrough(ledger.Date{Year: 2018, Month: 12, Day: 31})
	if o := answerOf(t, b, "/Organisation").Organisations[0]; o.PeriodLockDate != "/Date(1546214400000+0000)/" {
		t.Errorf("locked through %q", o.PeriodLockDate)
	}
}

func TestReportsNeverShowHalfAnEdit(t *testing.T) {
	b := believable(t, "Demo Company (NZ)")
	accounts := b.Accounts()
	done := make(chan error)
	go func() {
		var err error
		for range 100 {
			amount := ledger.MustAmount("10.00")
			_, err = b.Post(books.Journal{Date: today, Lines: []books.Posting{
				{AccountID: accounts[3].ID, NetDebit: amount.Neg()}, {AccountID: accounts[len(accounts)-1].ID, NetDebit: amount},
			}})
		}
		done <- err
	}()
	for range 20 {
		report := reportOf(t, b, "/Reports/BalanceSheet?date=2026-11-30")
		if net, equity := figuresOf(report, "Net Assets"), figuresOf(report, "Total Equity"); !slices.Equal(net, equity) {
			t.Errorf("net assets %v, equity %v", net, equity)
		}
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func BenchmarkTwelveMonthsOfTwoThousandAccounts(b *testing.B) {
	big, err := bookstest.Random(1, bookstest.RandomOptions{Provider: ledger.Xero, Accounts: 2000, Journals: 40_000})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if status, body := ask(big, "/Reports/ProfitAndLoss?fromDate=2026-05-01&toDate=2026-05-31&periods=11&timeframe=MONTH"); status != 200 {
			b.Fatal(string(body))
		}
	}
}
