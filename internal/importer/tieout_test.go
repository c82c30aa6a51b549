package importer

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// shop is a small ledger whose figures are easy to follow: a financial year that
// ends in June, sales of 100 and rent of 30 a month from May to September 2026.
func shop(t tester, provider ledger.Provider, yearEnd ledger.Date) *books.Books {
	t.Helper()
	asset, equity, income, cost := "BANK", "EQUITY", "REVENUE", "OVERHEADS"
	if provider == ledger.QuickBooks {
		asset, equity, income, cost = "Bank", "Equity", "Income", "Expense"
	}
	account := func(id, kind string, class ledger.Class, role books.Role) books.Account {
		return books.Account{Account: ledger.Account{ID: id, Code: id, Name: id, FullName: id, Type: kind, Class: class, Status: ledger.Active}, Role: role}
	}
	b, err := books.New(books.Company{Organisation: ledger.Organisation{
		Provider: provider, ID: "org-" + string(provider), Name: "Shop", Currency: "NZD", YearEndMonth: yearEnd.Month, YearEndDay: yearEnd.Day,
	}}, []books.Account{
		account("bank", asset, ledger.Asset, books.Bank), account("retained", equity, ledger.Equity, books.RetainedEarnings),
		account("sales", income, ledger.Revenue, books.Plain), account("rent", cost, ledger.Expense, books.Plain),
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for month := ledger.NewMonth(2026, 5); month <= ledger.NewMonth(2026, 9); month++ {
		post(t, b, month.First().AddDays(9), "bank", "sales", "100.00")
		post(t, b, month.Last(), "rent", "bank", "30.00")
	}
	return b
}

func post(t tester, b *books.Books, day ledger.Date, debit, credit, amount string) {
	t.Helper()
	value := ledger.MustAmount(amount)
	_, err := b.Post(books.Journal{Date: day, Lines: []books.Posting{{AccountID: debit, NetDebit: value}, {AccountID: credit, NetDebit: value.Neg()}}})
	if err != nil {
		t.Fatal(err)
	}
}

var june = ledger.Date{Month: 6, Day: 30}

func months(from, to string) ledger.Range {
	var r ledger.Range
	if r.From.UnmarshalText([]byte(from)) != nil || r.To.UnmarshalText([]byte(to)) != nil {
		panic("bad months")
	}
	return r
}

func shopActuals(t tester, yearEnd ledger.Date, request ledger.Request) *ledger.Actuals {
	t.Helper()
	b := shop(t, ledger.Xero, yearEnd)
	chart := &ledger.Chart{Organisation: b.Organisation()}
	for _, account := range b.Accounts() {
		chart.Accounts = append(chart.Accounts, account.Account)
	}
	return oracle(b, chart, request)
}

func TestTieOutCountsWhatItCompared(t *testing.T) {
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
			request := ledger.Request{Range: test.months, Basis: ledger.Accrual}
			checks, err := tieOut(shopActuals(t, test.yearEnd, request), request)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]int{}
			for _, check := range checks {
				got[check.Name] = check.Compared
			}
			if difference := cmp.Diff(test.want, got); difference != "" {
				t.Error(difference)
			}
		})
	}
}

func lineOf(a *ledger.Actuals, id string) *ledger.Line {
	for i := range a.Lines {
		if a.Lines[i].AccountID == id {
			return &a.Lines[i]
		}
	}
	panic("no line " + id)
}

func trialOf(a *ledger.Actuals, id string) *ledger.TrialLine {
	for i := range a.Trial.Lines {
		if a.Trial.Lines[i].AccountID == id {
			return &a.Trial.Lines[i]
		}
	}
	panic("no line " + id)
}

func TestTieOutNamesWhatIsWrong(t *testing.T) {
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
			ledger.MismatchError{Check: checkEarnings, Period: "2026-07", Ours: "69.98", Ledgers: "70.00"},
		},
		"a balance of the trial balance": {
			func(a *ledger.Actuals) { shift(&trialOf(a, "retained").YearToDate) },
			ledger.MismatchError{Check: checkTrial, Account: "retained", Period: "2026-09", Ours: "140.00", Ledgers: "139.98"},
		},
		"a month of the trial balance": {
			func(a *ledger.Actuals) { shift(&trialOf(a, "sales").Month) },
			ledger.MismatchError{Check: checkMonth, Account: "sales", Period: "2026-09", Ours: "100.00", Ledgers: "99.98"},
		},
		"a year of the trial balance": {
			func(a *ledger.Actuals) { shift(&trialOf(a, "rent").YearToDate) },
			ledger.MismatchError{Check: checkYear, Account: "rent", Period: "2026-09", Ours: "90.00", Ledgers: "90.02"},
		},
		"an account only the trial balance has": {
			func(a *ledger.Actuals) {
				a.Trial.Lines = append(a.Trial.Lines, ledger.TrialLine{AccountID: "stranger", Name: "Stranger", YearToDate: cent})
			},
			ledger.MismatchError{Check: checkTrial, Account: "Stranger", Period: "2026-09", Ours: "0.00", Ledgers: "0.02"},
		},
		"an account the trial balance leaves out": {
			func(a *ledger.Actuals) {
				a.Trial.Lines = slices.DeleteFunc(a.Trial.Lines, func(l ledger.TrialLine) bool { return l.AccountID == "bank" })
			},
			ledger.MismatchError{Check: checkTrial, Account: "bank", Period: "2026-09", Ours: "350.00", Ledgers: "0.00"},
		},
		"another basis": {
			func(a *ledger.Actuals) { a.Basis = ledger.Cash },
			ledger.MismatchError{Check: "basis of the reports", Ours: "accrual", Ledgers: "cash"},
		},
		"other months": {
			func(a *ledger.Actuals) { a.Range.To-- },
			ledger.MismatchError{Check: "period of the reports", Ours: "2026-07 to 2026-09", Ledgers: "2026-07 to 2026-08"},
		},
		"another day's trial balance": {
			func(a *ledger.Actuals) { a.Trial.At.Day-- },
			ledger.MismatchError{Check: "date of the trial balance", Ours: "2026-09-30", Ledgers: "2026-09-29"},
		},
		"a month too few": {
			func(a *ledger.Actuals) { lineOf(a, "bank").NetDebit = lineOf(a, "bank").NetDebit[1:] },
			ledger.MismatchError{Check: "months of an account", Account: "bank", Ours: "3", Ledgers: "2"},
		},
		"an account twice": {
			func(a *ledger.Actuals) { a.Lines = append(a.Lines, *lineOf(a, "bank")) },
			ledger.MismatchError{Check: "lines of an account", Account: "bank", Ours: "one", Ledgers: "two"},
		},
		"an amount out of range": {
			func(a *ledger.Actuals) { lineOf(a, "bank").NetDebit[0] = ledger.NewAmount(1, 99) },
			ledger.MismatchError{Check: checkBalances, Period: "2026-07", Ours: "out of range", Ledgers: "0.00"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			request := ledger.Request{Range: months("2026-07", "2026-09"), Basis: ledger.Accrual}
			actuals := shopActuals(t, june, request)
			test.tamper(actuals)
			_, err := tieOut(actuals, request)
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
	request := ledger.Request{Range: months("2026-07", "2026-09"), Basis: ledger.Accrual}
	actuals := shopActuals(t, june, request)
	bank := lineOf(actuals, "bank")
	bank.NetDebit[2] = bank.NetDebit[2].Add(ledger.NewAmount(1, 2))
	checks, err := tieOut(actuals, request)
	if err != nil {
		t.Fatal(err)
	}
	if checks[0].LargestDifference.String() != "0.01" {
		t.Errorf("largest difference %s, want 0.01", checks[0].LargestDifference)
	}
}

// TestLinesThatStandForAccounts compares what a statement merges with the
// accounts that the trial balance lists instead.
func TestLinesThatStandForAccounts(t *testing.T) {
	request := ledger.Request{Range: months("2026-09", "2026-09"), Basis: ledger.Accrual}
	for name, merge := range map[string]func(*ledger.Actuals){
		"currency gains": func(a *ledger.Actuals) {
			a.Accounts[3].SystemAccount = "BANKCURRENCYGAIN"
			lineOf(a, "rent").AccountID = ledger.FXGainsLosses
		},
		"currency gains that cancel out": func(a *ledger.Actuals) {
			a.Accounts = append(a.Accounts,
				ledger.Account{ID: "fx1", Class: ledger.Expense, SystemAccount: "REALISEDCURRENCYGAIN"},
				ledger.Account{ID: "fx2", Class: ledger.Expense, SystemAccount: "UNREALISEDCURRENCYGAIN"})
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
			a.Accounts[1].Subtype = "RetainedEarnings"
			lineOf(a, "retained").AccountID = ledger.RetainedEarnings
		},
		"retained earnings without an id on both": func(a *ledger.Actuals) {
			lineOf(a, "retained").AccountID, trialOf(a, "retained").AccountID = ledger.RetainedEarnings, ledger.RetainedEarnings
		},
	} {
		t.Run(name, func(t *testing.T) {
			actuals := shopActuals(t, june, request)
			merge(actuals)
			if _, err := tieOut(actuals, request); err != nil {
				t.Error(err)
			}
		})
	}
}

// A trial balance that counts profit-and-loss accounts from another day than the
// year's start is compared by its balances alone.
func TestTieOutComparesWhatATrialBalanceOfBalancesHolds(t *testing.T) {
	request := ledger.Request{Range: months("2026-07", "2026-09"), Basis: ledger.Accrual}
	actuals := shopActuals(t, june, request)
	actuals.Trial.BalancesOnly = true
	actuals.Trial.Lines = slices.DeleteFunc(actuals.Trial.Lines, func(line ledger.TrialLine) bool {
		return line.AccountID == "sales" || line.AccountID == "rent"
	})
	for i := range actuals.Trial.Lines {
		actuals.Trial.Lines[i].HasMonth = false
	}
	if _, err := tieOut(actuals, request); err != nil {
		t.Error(err)
	}
	trialOf(actuals, "bank").YearToDate = ledger.MustAmount("1.00")
	if _, err := tieOut(actuals, request); err == nil {
		t.Error("a balance that differs went unnoticed")
	}
}
