package xero

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// TestTheTrialBalanceMergesCurrencyAsTheProfitAndLossDoes: the trial balance
// always shows the currency accounts apart.
func TestTheTrialBalanceMergesCurrencyAsTheProfitAndLossDoes(t *testing.T) {
	apart := strings.NewReplacer(
		`"FXGROUPID"`, `"real"`,
		"Foreign Currency Gains and Losses", "Realised Currency Gains",
	)
	gone := strings.NewReplacer("FXGROUPID", "idle", "Foreign Currency Gains and Losses", "Idle")
	for name, test := range map[string]struct {
		edit func(string) string
		want []string
	}{
		"one line, as in most regions":   {func(body string) string { return body }, []string{ledger.FXGainsLosses}},
		"apart, as in the United States": {apart.Replace, []string{"real", "unre"}},
		"not at all, being zero":         {gone.Replace, []string{ledger.FXGainsLosses}},
	} {
		t.Run(name, func(t *testing.T) {
			fake := newFake(t)
			fake.edit = func(kind, body string) string {
				if kind == "ProfitAndLoss" {
					return test.edit(body)
				}
				return body
			}
			got, err := fake.client().Actuals(t.Context(), request(t, "2026-05", "2026-05"))
			if err != nil {
				t.Fatal(err)
			}
			var lines []string
			for _, line := range got.Trial.Lines {
				if line.AccountID == "real" || line.AccountID == "unre" || ledger.IsSynthetic(line.AccountID) {
					lines = append(lines, line.AccountID)
				}
			}
			if diff := cmp.Diff(test.want, lines); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheSameAnswersGiveTheSameActuals(t *testing.T) {
	fake := newFake(t)
	asked := request(t, "2023-02", "2026-02")
	first, err := fake.client().Actuals(t.Context(), asked)
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		again, err := fake.client().Actuals(t.Context(), asked)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(first, again, cmp.Comparer(func(a, b ledger.Amount) bool { return a.String() == b.String() })); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestReportsOfTwoOrganisationsAreRefused(t *testing.T) {
	fake := newFake(t)
	fake.edit = func(kind, body string) string {
		if kind == "BalanceSheet" {
			return strings.ReplaceAll(body, "Fake Ltd", "Other Ltd")
		}
		return body
	}
	_, err := fake.client().Actuals(t.Context(), request(t, "2026-05", "2026-05"))
	if err == nil || !strings.Contains(err.Error(), `"Other Ltd" and "Fake Ltd"`) {
		t.Fatal(err)
	}
}

func TestAChartThatLacksAccountsIsRefused(t *testing.T) {
	for name, test := range map[string]struct {
		gone    []string
		refused bool
	}{
		"one may be new":        {[]string{"cogs"}, false},
		"two of three are not":  {[]string{"cogs", "fees"}, true},
		"none is in the chart":  {[]string{"cogs", "fees", "sale"}, true},
		"nor on either balance": {[]string{"bank", "card"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			fake := newFake(t)
			fake.edit = func(kind, body string) string {
				if kind == "Accounts" { // new accounts have new names
					body = strings.ReplaceAll(body, `"Name":"`, `"Name":"Old `)
				}
				for _, id := range test.gone {
					if kind == "Accounts" {
						body = strings.ReplaceAll(body, `"AccountID":"`+id+`"`, `"AccountID":"other-`+id+`"`)
					}
				}
				return body
			}
			got, err := fake.client().Actuals(t.Context(), request(t, "2026-05", "2026-05"))
			if (err != nil) != test.refused {
				t.Fatal(err)
			}
			if err == nil && (len(got.Lines) != 7 || got.Lines[1].Class != ledger.Expense) {
				t.Error(got.Lines)
			}
		})
	}
}
