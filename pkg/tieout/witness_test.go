package tieout

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// move takes an amount of a line of a month into another line.
func move(a *ledger.Actuals, month int, from, to, amount string) {
	value := ledger.MustAmount(amount)
	source, target := lineOf(a, from), lineOf(a, to)
	source.NetDebit[month] = source.NetDebit[month].Sub(value)
	target.NetDebit[month] = target.NetDebit[month].Add(value)
}

// TestMoneyMovedBetweenTwoAccountsIsFound moves money under one total, which only
// a trial balance can tell: at the default those of profit-and-loss accounts
// whatever the month, those of balances at the ends of the first and the last
// month and of a financial year.
func TestMoneyMovedBetweenTwoAccountsIsFound(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		verify   ledger.Verify
		month    int
		from, to string
		found    bool
	}{
		{ledger.VerifyLast, 4, "sales", "rent", true},
		{ledger.VerifyLast, 0, "sales", "rent", false},
		{ledger.VerifyYears, 0, "sales", "rent", true},
		{ledger.VerifyYears, 1, "sales", "rent", true},
		{ledger.VerifyYears, 2, "sales", "rent", true},
		{ledger.VerifyYears, 3, "sales", "rent", true},
		{ledger.VerifyYears, 0, "bank", "retained", true},
		{ledger.VerifyYears, 1, "bank", "retained", true}, // June ends the year
		{ledger.VerifyYears, 3, "bank", "retained", false},
		{ledger.VerifyEvery, 3, "bank", "retained", true},
	} {
		for _, prints := range []bool{true, false} { // movements of the month, as Xero does
			request := ledger.Request{Range: months("2026-05", "2026-09"), Basis: ledger.Accrual, Verify: test.verify}
			actuals := shopActuals(june, request)
			if !prints {
				actuals.EarlierTrials = slices.Insert(actuals.EarlierTrials, 0, newShop(june).trial(request.Range.From-1))
			}
			for _, trial := range append(slices.Clone(actuals.EarlierTrials), actuals.Trial) {
				for i := range trial.Lines {
					trial.Lines[i].HasMonth = prints
				}
			}
			if _, err := Verify(actuals, request); err != nil {
				t.Fatal(err)
			}
			move(actuals, test.month, test.from, test.to, "5.00")
			if _, err := Verify(actuals, request); errors.Is(err, ledger.ErrMismatch) != test.found && (prints || test.verify != ledger.VerifyLast) {
				t.Errorf("%+v, month printed %t: %v", test, prints, err)
			}
		}
	}
}

// TestAFirstMonthThatIsWrongAsAWholeIsFound: the profit of one month that begins
// in the midst of a year is in no report but the balance sheet before it.
func TestAFirstMonthThatIsWrongAsAWholeIsFound(t *testing.T) {
	t.Parallel()
	for verify, unwitnessed := range map[ledger.Verify][]ledger.Month{
		ledger.VerifyLast: {months("2026-08", "2026-08").From}, ledger.VerifyYears: nil,
	} {
		request := ledger.Request{Range: months("2026-08", "2026-08"), Basis: ledger.Accrual, Verify: verify}
		actuals := shopActuals(june, request)
		for i := range actuals.Trial.Lines {
			actuals.Trial.Lines[i].HasMonth = false
		}
		proof, err := Verify(actuals, request)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(unwitnessed, proof.Unwitnessed); diff != "" {
			t.Error(diff)
		}
		for _, id := range []string{"sales", "rent"} {
			line := lineOf(actuals, id)
			line.NetDebit[0] = ledger.Sum(slices.Repeat(line.NetDebit[:1], 10)...)
		}
		actuals.NetProfit[0] = ledger.Sum(slices.Repeat(actuals.NetProfit[:1], 10)...)
		if _, err := Verify(actuals, request); errors.Is(err, ledger.ErrMismatch) != (verify != ledger.VerifyLast) {
			t.Errorf("%s: %v", verify, err)
		}
	}
}

func TestTrialBalancesSinceTheCompanyBeganAreComparedByTheirDifference(t *testing.T) {
	t.Parallel()
	request := ledger.Request{Range: months("2026-07", "2026-09"), Basis: ledger.Accrual}
	actuals := shopActuals(june, request)
	before := newShop(june).trial(request.Range.From - 1)
	actuals.EarlierTrials = slices.Insert(actuals.EarlierTrials, 0, before)
	all := append(slices.Clone(actuals.EarlierTrials), actuals.Trial)
	for i, trial := range all {
		for j := range trial.Lines {
			trial.Lines[j].HasMonth = false
			if line := &trial.Lines[j]; i > 0 && (line.AccountID == "sales" || line.AccountID == "rent") {
				line.YearToDate = line.YearToDate.Add(before.Lines[j].YearToDate) // June's are never closed
			}
		}
	}
	for i := range actuals.EarlierTrials {
		actuals.EarlierTrials[i].SinceInception = true
	}
	actuals.Trial.SinceInception = true
	if _, err := Verify(actuals, request); err != nil {
		t.Fatal(err)
	}
	move(actuals, 1, "sales", "rent", "5.00")
	if _, err := Verify(actuals, request); !errors.Is(err, ledger.ErrMismatch) {
		t.Error("money moved between two accounts went unnoticed")
	}
}

func TestSecondReportsThatLackAreRefused(t *testing.T) {
	t.Parallel()
	request := ledger.Request{Range: months("2026-05", "2026-09"), Basis: ledger.Accrual}
	for name, tamper := range map[string]func(*ledger.Actuals){
		"no sheet before the range":  func(a *ledger.Actuals) { a.Opening = nil },
		"the sheet of another month": func(a *ledger.Actuals) { a.Opening.Month-- },
		"no trial balance of May":    func(a *ledger.Actuals) { a.EarlierTrials = a.EarlierTrials[1:] },
		"a trial balance twice":      func(a *ledger.Actuals) { a.EarlierTrials = append(a.EarlierTrials, a.Trial) },
		"one within a month":         func(a *ledger.Actuals) { a.EarlierTrials[0].At.Day-- },
	} {
		actuals := shopActuals(june, request)
		tamper(actuals)
		if _, err := Verify(actuals, request); !errors.Is(err, ledger.ErrMismatch) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTheSidesOfASheetMayBeRoundedApart: half a cent for each account in a
// foreign currency with a balance, ten cents at most.
func TestTheSidesOfASheetMayBeRoundedApart(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		foreign int
		apart   string
		refused bool
	}{{0, "0.01", false}, {0, "0.02", true}, {3, "0.01", false}, {3, "0.02", true}, {4, "0.02", false}, {20, "0.10", false}, {30, "0.10", false}, {30, "0.11", true}} {
		request := ledger.Request{Range: months("2026-09", "2026-09"), Basis: ledger.Accrual}
		actuals := shopActuals(june, request)
		actuals.Accounts = slices.Clone(actuals.Accounts)
		apart := ledger.MustAmount(test.apart)
		for i := range test.foreign {
			id, amount := "foreign"+string(rune('a'+i)), ledger.MustAmount("1.00")
			if i%2 == 1 {
				amount = amount.Neg()
			}
			if i == test.foreign-1 && i%2 == 0 {
				amount = ledger.MustAmount("0.01")
				apart = apart.Sub(amount)
			}
			actuals.Accounts = append(actuals.Accounts, ledger.Account{ID: id, Class: ledger.Asset, Currency: "USD"})
			actuals.Lines = append(actuals.Lines, ledger.Line{
				AccountID: id, Name: id, Class: ledger.Asset, Statement: ledger.BalanceSheet, NetDebit: []ledger.Amount{amount},
			})
			actuals.Trial.Lines = append(actuals.Trial.Lines, ledger.TrialLine{AccountID: id, YearToDate: amount})
		}
		bank, trial := lineOf(actuals, "bank"), trialOf(actuals, "bank")
		bank.NetDebit[0], trial.YearToDate = bank.NetDebit[0].Add(apart), trial.YearToDate.Add(apart)
		if _, err := Verify(actuals, request); errors.Is(err, ledger.ErrMismatch) != test.refused {
			t.Errorf("%+v: %v", test, err)
		}
	}
}
