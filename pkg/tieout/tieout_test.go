package tieout

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestVerifyCountsWhatItCompared(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		months  ledger.Range
		yearEnd ledger.Date
		want    map[string]int
	}{
		"over the year end": {months("2026-05", "2026-09"), june, map[string]int{
			// May follows no month of the range; July begins the year
			checkBalances: 5, checkProfit: 5, checkEarnings: 4, checkTrial: 2, checkMonth: 2, checkYear: 2, checkPosted: 1,
		}},
		"within a year that began before": {months("2026-08", "2026-09"), june, map[string]int{
			checkBalances: 2, checkProfit: 2, checkEarnings: 1, checkTrial: 2, checkMonth: 2, checkPosted: 1,
		}},
		"one month": {months("2026-08", "2026-08"), june, map[string]int{
			checkBalances: 1, checkProfit: 1, checkTrial: 2, checkMonth: 2, checkPosted: 1,
		}},
		"the first month of the year alone": {months("2026-07", "2026-07"), june, map[string]int{
			checkBalances: 1, checkProfit: 1, checkEarnings: 1, checkTrial: 2, checkMonth: 2, checkYear: 2, checkPosted: 1,
		}},
		"a year that ends on 5 July": {months("2026-05", "2026-09"), ledger.Date{Month: 7, Day: 5}, map[string]int{
			// July cannot be compared, August and September follow months of their year
			checkBalances: 5, checkProfit: 5, checkEarnings: 3, checkTrial: 2, checkMonth: 2, checkPosted: 1,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			request := ledger.Request{Range: test.months, Basis: ledger.Accrual, Verify: ledger.VerifyLast}
			proof, err := Verify(shopActuals(test.yearEnd, request), request)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]int{}
			for _, check := range proof.Checks {
				got[check.Name] = check.Compared
			}
			if difference := cmp.Diff(test.want, got); difference != "" {
				t.Error(difference)
			}
		})
	}
}

func TestVerifyNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	cent := ledger.NewAmount(2, 2)
	shift := func(amount *ledger.Amount) { *amount = amount.Add(cent) }
	for name, test := range map[string]struct {
		tamper func(*ledger.Actuals)
		want   ledger.MismatchError
	}{
		"a balance": {
			func(a *ledger.Actuals) { shift(&lineOf(a, "bank").NetDebit[1]) },
			ledger.MismatchError{Check: checkBalances, Period: "2026-08", Ours: "0.02", Ledgers: "0.00"},
		},
		"a movement": {
			func(a *ledger.Actuals) { shift(&lineOf(a, "rent").NetDebit[0]) },
			ledger.MismatchError{Check: checkProfit, Period: "2026-07", Ours: "69.98", Ledgers: "70.00"},
		},
		"the earnings line, hidden in another account": {
			func(a *ledger.Actuals) {
				shift(&lineOf(a, ledger.CurrentYearEarnings).NetDebit[0])
				lineOf(a, "bank").NetDebit[0] = lineOf(a, "bank").NetDebit[0].Sub(cent)
			},
			ledger.MismatchError{Kind: ledger.MismatchSecond, Check: checkEarnings, Period: "2026-07", Ours: "69.98", Ledgers: "70.00", OursIn: "balance sheet", LedgersIn: "profit and loss"},
		},
		"a balance of the trial balance": {
			func(a *ledger.Actuals) { shift(&trialOf(a, "retained").YearToDate) },
			ledger.MismatchError{Kind: ledger.MismatchSecond, Check: checkTrial, Account: "retained", Period: "2026-09", Ours: "140.00", Ledgers: "139.98", OursIn: "balance sheet", LedgersIn: "trial balance"},
		},
		"a month of the trial balance": {
			func(a *ledger.Actuals) { shift(&trialOf(a, "sales").Month) },
			ledger.MismatchError{Kind: ledger.MismatchSecond, Check: checkMonth, Account: "sales", Period: "2026-09", Ours: "100.00", Ledgers: "99.98", OursIn: "profit and loss", LedgersIn: "trial balance"},
		},
		"a year of the trial balance": {
			func(a *ledger.Actuals) { shift(&trialOf(a, "rent").YearToDate) },
			ledger.MismatchError{Kind: ledger.MismatchSecond, Check: checkYear, Account: "rent", Period: "2026-09", Ours: "90.00", Ledgers: "90.02", OursIn: "profit and loss", LedgersIn: "trial balance"},
		},
		"an account only the trial balance has": {
			func(a *ledger.Actuals) {
				a.Trial.Lines = append(a.Trial.Lines, ledger.TrialLine{AccountID: "unknown", Name: "Unknown", YearToDate: cent})
			},
			ledger.MismatchError{Kind: ledger.MismatchSecond, Check: checkTrial, Account: "Unknown", Period: "2026-09", Ours: "0.00", Ledgers: "0.02", OursIn: "balance sheet", LedgersIn: "trial balance"},
		},
		"an account the trial balance leaves out": {
			func(a *ledger.Actuals) {
				a.Trial.Lines = slices.DeleteFunc(a.Trial.Lines, func(l ledger.TrialLine) bool { return l.AccountID == "bank" })
			},
			ledger.MismatchError{Kind: ledger.MismatchSecond, Check: checkTrial, Account: "bank", Period: "2026-09", Ours: "350.00", Ledgers: "0.00", OursIn: "balance sheet", LedgersIn: "trial balance"},
		},
		"another basis": {
			func(a *ledger.Actuals) { a.Basis = ledger.Cash },
			ledger.MismatchError{Kind: ledger.MismatchRequest, Check: "basis of the reports", Ours: "accrual", Ledgers: "cash"},
		},
		"other months": {
			func(a *ledger.Actuals) { a.Range.To-- },
			ledger.MismatchError{Kind: ledger.MismatchRequest, Check: "period of the reports", Ours: "2026-07 to 2026-09", Ledgers: "2026-07 to 2026-08"},
		},
		"another day's trial balance": {
			func(a *ledger.Actuals) { a.Trial.At.Day-- },
			ledger.MismatchError{Kind: ledger.MismatchRequest, Check: "date of the trial balance", Ours: "2026-09-30", Ledgers: "2026-09-29"},
		},
		"a month too few": {
			func(a *ledger.Actuals) { lineOf(a, "bank").NetDebit = lineOf(a, "bank").NetDebit[1:] },
			ledger.MismatchError{Kind: ledger.MismatchRequest, Check: "months of an account", Account: "bank", Ours: "3", Ledgers: "2"},
		},
		"an account twice": {
			func(a *ledger.Actuals) { a.Lines = append(a.Lines, *lineOf(a, "bank")) },
			ledger.MismatchError{Kind: ledger.MismatchRequest, Check: "lines of an account", Account: "bank", Ours: "one", Ledgers: "two"},
		},
		"an amount out of range": {
			func(a *ledger.Actuals) { lineOf(a, "bank").NetDebit[0] = ledger.NewAmount(1, 99) },
			ledger.MismatchError{Check: checkBalances, Period: "2026-07", Ours: "out of range", Ledgers: "0.00"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			request := ledger.Request{Range: months("2026-07", "2026-09"), Basis: ledger.Accrual, Verify: ledger.VerifyLast}
			actuals := shopActuals(june, request)
			test.tamper(actuals)
			_, err := Verify(actuals, request)
			mismatch, ok := errors.AsType[*ledger.MismatchError](err)
			if !ok {
				t.Fatalf("error %v, want a mismatch", err)
			}
			if difference := cmp.Diff(test.want, *mismatch); difference != "" {
				t.Error(difference)
			}
		})
	}
}

func TestACentIsTolerated(t *testing.T) {
	t.Parallel()
	request := ledger.Request{Range: months("2026-07", "2026-09"), Basis: ledger.Accrual, Verify: ledger.VerifyLast}
	actuals := shopActuals(june, request)
	bank := lineOf(actuals, "bank")
	bank.NetDebit[2] = bank.NetDebit[2].Add(ledger.NewAmount(1, 2))
	proof, err := Verify(actuals, request)
	if err != nil {
		t.Fatal(err)
	}
	if proof.Checks[0].LargestDifference.String() != "0.01" {
		t.Errorf("largest difference %s, want 0.01", proof.Checks[0].LargestDifference)
	}
}

// TestLinesThatStandForAccounts compares what a statement merges with the
// accounts that the trial balance lists instead.
func TestLinesThatStandForAccounts(t *testing.T) {
	t.Parallel()
	request := ledger.Request{Range: months("2026-09", "2026-09"), Basis: ledger.Accrual, Verify: ledger.VerifyLast}
	for name, merge := range map[string]func(*ledger.Actuals){
		"currency gains": func(a *ledger.Actuals) {
			a.Accounts[3].Role = ledger.RoleCurrencyGain
			lineOf(a, "rent").AccountID = ledger.FXGainsLosses
		},
		"currency gains that cancel out": func(a *ledger.Actuals) {
			a.Accounts = append(a.Accounts,
				ledger.Account{ID: "fx1", Class: ledger.Expense, Role: ledger.RoleCurrencyGain},
				ledger.Account{ID: "fx2", Class: ledger.Expense, Role: ledger.RoleCurrencyGain})
			amount := ledger.MustAmount("5.00")
			a.Trial.Lines = append(a.Trial.Lines,
				ledger.TrialLine{AccountID: "fx1", YearToDate: amount, Month: amount, HasMonth: true},
				ledger.TrialLine{AccountID: "fx2", YearToDate: amount.Neg(), Month: amount.Neg(), HasMonth: true})
		},
		"currency gains earlier in the year, merged by the trial balance": func(a *ledger.Actuals) {
			amount := ledger.MustAmount("5.00")
			earned := lineOf(a, ledger.CurrentYearEarnings)
			earned.NetDebit[0] = earned.NetDebit[0].Add(amount)
			lineOf(a, "bank").NetDebit[0] = lineOf(a, "bank").NetDebit[0].Sub(amount)
			trialOf(a, "bank").YearToDate = trialOf(a, "bank").YearToDate.Sub(amount)
			a.Trial.Lines = append(a.Trial.Lines, ledger.TrialLine{AccountID: ledger.FXGainsLosses, YearToDate: amount, HasMonth: true})
		},
		"retained earnings without an id": func(a *ledger.Actuals) {
			a.Accounts[1].Role = ledger.RoleRetainedEarnings
			lineOf(a, "retained").AccountID = ledger.RetainedEarnings
		},
		"retained earnings without an id on both": func(a *ledger.Actuals) {
			lineOf(a, "retained").AccountID, trialOf(a, "retained").AccountID = ledger.RetainedEarnings, ledger.RetainedEarnings
		},
	} {
		t.Run(name, func(t *testing.T) {
			actuals := shopActuals(june, request)
			merge(actuals)
			if _, err := Verify(actuals, request); err != nil {
				t.Error(err)
			}
		})
	}
}

// A trial balance that counts profit-and-loss accounts from another day than the
// year's start is compared by its balances alone.
func TestVerifyComparesWhatATrialBalanceOfBalancesHolds(t *testing.T) {
	t.Parallel()
	request := ledger.Request{Range: months("2026-07", "2026-09"), Basis: ledger.Accrual, Verify: ledger.VerifyLast}
	actuals := shopActuals(june, request)
	actuals.Trial.SinceInception = true
	actuals.Trial.Lines = slices.DeleteFunc(actuals.Trial.Lines, func(line ledger.TrialLine) bool {
		return line.AccountID == "sales" || line.AccountID == "rent"
	})
	for i := range actuals.Trial.Lines {
		actuals.Trial.Lines[i].HasMonth = false
	}
	if _, err := Verify(actuals, request); err != nil {
		t.Error(err)
	}
	trialOf(actuals, "bank").YearToDate = ledger.MustAmount("1.00")
	if _, err := Verify(actuals, request); err == nil {
		t.Error("a balance that differs went unnoticed")
	}
}
