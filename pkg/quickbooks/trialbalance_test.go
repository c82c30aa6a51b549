package quickbooks

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func trialRequest() reportRequest {
	at := ledger.NewMonth(2026, 10)
	return reportRequest{trialBalanceResource, ledger.NewMonth(2026, 1).First(), at.Last(), ledger.Accrual}
}

func TestTrialBalanceFlatAndNested(t *testing.T) {
	parent := node{
		id: "2", label: "Sales", figures: figures(". ."), sum: figures(". 50.00"),
		rows: []node{lineOf("3", "Sales:Online", "", "20.00")},
	}
	for name, rows := range map[string][]node{
		"flat":                  {lineOf("1", "Bank", "50.00", ""), lineOf("2", "Sales", "", "30.00"), lineOf("3", "Sales:Online", "", "20.00"), totalOf("GrandTotal", "50.00", "50.00")},
		"nested":                {totalOf("GrandTotal", "50.00", "50.00"), parent, lineOf("1", "Bank", "50.00", "")},
		"a total without group": {lineOf("1", "Bank", "50.00", ""), parent, totalOf("", "50.00", "50.00")},
	} {
		t.Run(name, func(t *testing.T) {
			q := trialRequest()
			trial, err := readTrialBalance(trialFixture(q, rows...).parsed(t), q)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(map[string]string{"1": "50.00", "2": "-30.00", "3": "-20.00"}, trialDebits(trial)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTrialBalancesThatAreRefused(t *testing.T) {
	bank := lineOf("1", "Bank", "50.00", "")
	for name, rows := range map[string][]node{
		"not the sum":      {bank, totalOf("GrandTotal", "51.00", "51.00")},
		"one-sided":        {bank, totalOf("GrandTotal", "50.00", "49.00")},
		"no total":         {bank, lineOf("2", "Sales", "", "50.00")},
		"an amount amiss":  {lineOf("1", "Bank", "50.00", "x"), totalOf("GrandTotal", "50.00", "50.00")},
		"two without ids":  {lineOf("", "a", "50.00", ""), lineOf("", "b", "", "50.00"), totalOf("GrandTotal", "50.00", "50.00")},
		"a missing column": {lineOf("1", "Bank", "50.00"), totalOf("GrandTotal", "50.00", "50.00")},
	} {
		t.Run(name, func(t *testing.T) {
			q := trialRequest()
			r, err := readReport(stringReader(trialFixture(q, rows...)))
			if err == nil {
				_, err = readTrialBalance(r, q)
			}
			mismatchOf(t, err)
		})
	}
	t.Run("another day", func(t *testing.T) {
		q := trialRequest()
		f := trialFixture(q, totalOf("GrandTotal", "", ""))
		f.header["EndPeriod"] = "2026-09-30"
		_, err := readTrialBalance(f.parsed(t), q)
		mismatchOf(t, err)
	})
}

func TestTrialColumnsByTheirKeys(t *testing.T) {
	q := trialRequest()
	f := newFixture(q).with(lineOf("1", "Bank", "", "50.00"), lineOf("2", "Sales", "50.00", ""), totalOf("GrandTotal", "50.00", "50.00"))
	f.columns = append(f.columns, columnOf("Haben", "ColKey", "credit"), columnOf("Soll", "ColKey", "debit"))
	trial, err := readTrialBalance(f.parsed(t), q)
	if err != nil || trialDebits(trial)["1"] != "50.00" {
		t.Fatal(trialDebits(trial), err)
	}
}

// closedBooks are actuals of a company that earned 30 this year and retained 20
// of earlier years, all in the bank.
func closedBooks(keptID string) *ledger.Actuals {
	at := ledger.NewMonth(2026, 10)
	line := func(id string, s ledger.Statement, amount string) ledger.Line {
		return ledger.Line{AccountID: id, Statement: s, NetDebit: amounts(amount)}
	}
	return &ledger.Actuals{
		Range: ledger.Range{From: at, To: at},
		Chart: ledger.Chart{Accounts: []ledger.Account{
			{ID: "1", Class: ledger.Asset}, {ID: "2", Class: ledger.Revenue}, {ID: "3", Class: ledger.Equity, Role: ledger.RoleRetainedEarnings},
		}},
		Lines: []ledger.Line{
			line("1", ledger.BalanceSheet, "50.00"), line("2", ledger.ProfitAndLoss, "-4.00"),
			line(keptID, ledger.BalanceSheet, "-20.00"), line(ledger.CurrentYearEarnings, ledger.BalanceSheet, "-30.00"),
		},
	}
}

// trialDebits are the lines of a trial balance by id.
func trialDebits(trial *trialReport) map[string]string {
	debits := map[string]string{}
	for _, line := range trial.lines {
		debits[line.AccountID] = line.YearToDate.String()
	}
	return debits
}

func trialOf(pairs ...string) *trialReport {
	trial := &trialReport{}
	for i := 0; i < len(pairs); i += 2 {
		trial.lines = append(trial.lines, ledger.TrialLine{AccountID: pairs[i], YearToDate: ledger.MustAmount(pairs[i+1])})
	}
	return trial
}

func TestReconcilingATrialBalance(t *testing.T) {
	const yearly, together = "trial balance profit and loss equals the year's earnings", "trial balance profit and loss with retained earnings equals the balance sheet's"
	re := ledger.RetainedEarnings
	for _, test := range []struct {
		name   string
		keptID string
		trial  *trialReport
		want   map[string]string
		check  string
	}{
		{"closed every year", "3", trialOf("1", "50.00", "2", "-30.00", "3", "-20.00"), map[string]string{"1": "50.00", "2": "-30.00", "3": "-20.00"}, yearly},
		{"since the company began", "3", trialOf("1", "50.00", "2", "-50.00"), map[string]string{"1": "50.00", "2": "-50.00", "3": "-20.00"}, together},
		{"since the company began, with entries in retained earnings", "3", trialOf("1", "50.00", "2", "-45.00", "3", "-5.00"), map[string]string{"1": "50.00", "2": "-45.00", "3": "-20.00"}, together},
		{"retained earnings derived on the sheet only", re, trialOf("1", "50.00", "2", "-30.00", "3", "-20.00"), map[string]string{"1": "50.00", "2": "-30.00", re: "-20.00"}, yearly},
		{"retained earnings derived in the trial balance only", "3", trialOf("1", "50.00", "2", "-30.00", re, "-20.00"), map[string]string{"1": "50.00", "2": "-30.00", "3": "-20.00"}, yearly},
		{"neither", "3", trialOf("1", "50.00", "2", "-31.00", "3", "-18.00"), map[string]string{"1": "50.00", "2": "-31.00", "3": "-18.00"}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := closedBooks(test.keptID)
			var checks ledger.Checks
			test.trial.at = a.Range.To.Last()
			reconcileTrialBalances(a, []*trialReport{test.trial}, &checks)
			got := map[string]string{}
			for _, line := range a.Trial.Lines {
				got[line.AccountID] = line.YearToDate.String()
				if line.HasMonth {
					t.Error("QuickBooks prints no month")
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			found := slices.ContainsFunc(checks.Held(), func(c ledger.Check) bool { return c.Name == test.check })
			if found != (test.check != "") || len(checks.Held()) > 1 {
				t.Error(checks.Held())
			}
		})
	}
}
