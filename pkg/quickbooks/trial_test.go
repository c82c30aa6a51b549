package quickbooks

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func trialQuestion() question {
	at := ledger.NewMonth(2026, 10)
	return question{trialBalance, ledger.NewMonth(2026, 1).First(), at.Last(), ledger.Accrual}
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
			q := trialQuestion()
			p, err := readTrialBalance(trialFixture(q, rows...).parsed(t), q)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(map[string]string{"1": "50.00", "2": "-30.00", "3": "-20.00"}, netDebits(p)); diff != "" {
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
			q := trialQuestion()
			r, err := parseReport(stringReader(trialFixture(q, rows...)))
			if err == nil {
				_, err = readTrialBalance(r, q)
			}
			mismatchOf(t, err)
		})
	}
	t.Run("another day", func(t *testing.T) {
		q := trialQuestion()
		f := trialFixture(q, totalOf("GrandTotal", "", ""))
		f.header["EndPeriod"] = "2026-09-30"
		_, err := readTrialBalance(f.parsed(t), q)
		mismatchOf(t, err)
	})
}

func TestTrialColumnsByTheirKeys(t *testing.T) {
	q := trialQuestion()
	f := newFixture(q).with(lineOf("1", "Bank", "", "50.00"), lineOf("2", "Sales", "50.00", ""), totalOf("GrandTotal", "50.00", "50.00"))
	f.columns = append(f.columns, columnOf("Haben", "ColKey", "credit"), columnOf("Soll", "ColKey", "debit"))
	p, err := readTrialBalance(f.parsed(t), q)
	if err != nil || netDebits(p)["1"] != "50.00" {
		t.Fatal(netDebits(p), err)
	}
}

// closedBooks are actuals of a company that earned 30 this year and kept 20 of
// earlier years, all in the bank.
func closedBooks(keptID string) *ledger.Actuals {
	at := ledger.NewMonth(2026, 10)
	line := func(id string, s ledger.Statement, amount string) ledger.Line {
		return ledger.Line{AccountID: id, Statement: s, NetDebit: amounts(amount)}
	}
	return &ledger.Actuals{
		Range: ledger.Range{From: at, To: at},
		Chart: ledger.Chart{Accounts: []ledger.Account{
			{ID: "1", Class: ledger.Asset}, {ID: "2", Class: ledger.Revenue}, {ID: "3", Class: ledger.Equity, Subtype: "RetainedEarnings"},
		}},
		Lines: []ledger.Line{
			line("1", ledger.BalanceSheet, "50.00"), line("2", ledger.ProfitAndLoss, "-4.00"),
			line(keptID, ledger.BalanceSheet, "-20.00"), line(ledger.CurrentYearEarnings, ledger.BalanceSheet, "-30.00"),
		},
	}
}

func trialOf(pairs ...string) *piece {
	p := &piece{}
	for i := 0; i < len(pairs); i += 2 {
		p.lines = append(p.lines, pieceLine{id: pairs[i], netDebit: amounts(pairs[i+1])})
	}
	return p
}

func TestSettlingATrialBalance(t *testing.T) {
	const yearly, together = "trial balance profit and loss equals the year's earnings", "trial balance profit and loss with retained earnings equals the balance sheet's"
	re := ledger.RetainedEarnings
	for _, test := range []struct {
		name   string
		keptID string
		trial  *piece
		want   map[string]string
		check  string
	}{
		{"closed every year", "3", trialOf("1", "50.00", "2", "-30.00", "3", "-20.00"), map[string]string{"1": "50.00", "2": "-30.00", "3": "-20.00"}, yearly},
		{"since the company began", "3", trialOf("1", "50.00", "2", "-50.00"), map[string]string{"1": "50.00", "3": "-20.00"}, together},
		{"since the company began, with entries in retained earnings", "3", trialOf("1", "50.00", "2", "-45.00", "3", "-5.00"), map[string]string{"1": "50.00", "3": "-20.00"}, together},
		{"retained earnings derived on the sheet only", re, trialOf("1", "50.00", "2", "-30.00", "3", "-20.00"), map[string]string{"1": "50.00", "2": "-30.00", re: "-20.00"}, yearly},
		{"retained earnings derived in the trial balance only", "3", trialOf("1", "50.00", "2", "-30.00", re, "-20.00"), map[string]string{"1": "50.00", "2": "-30.00", "3": "-20.00"}, yearly},
		{"neither", "3", trialOf("1", "50.00", "2", "-31.00", "3", "-18.00"), map[string]string{"1": "50.00", "2": "-31.00", "3": "-18.00"}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := closedBooks(test.keptID)
			settle(a, test.trial)
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
			found := slices.ContainsFunc(a.Checks, func(c ledger.Check) bool { return c.Name == test.check })
			if found != (test.check != "") || len(a.Checks) > 1 {
				t.Error(a.Checks)
			}
		})
	}
}
