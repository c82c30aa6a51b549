package tieout

import (
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// entry is one posting to one account, debit positive.
type entry struct {
	day      ledger.Date
	account  string
	netDebit ledger.Amount
}

// shop is a small ledger whose figures are easy to follow: sales of 100 on the
// tenth and rent of 30 on the last day of each month from May to September 2026.
type shop struct {
	ledger.Chart
	entries []entry
}

var june = ledger.Date{Month: 6, Day: 30}

func newShop(yearEnd ledger.Date) *shop {
	s := &shop{}
	s.Organisation = ledger.Organisation{
		Provider: ledger.Xero, ID: "shop", Name: "Shop", Currency: "NZD",
		YearEndMonth: yearEnd.Month, YearEndDay: yearEnd.Day,
	}
	for _, account := range []struct {
		id    string
		class ledger.Class
	}{{"bank", ledger.Asset}, {"retained", ledger.Equity}, {"sales", ledger.Revenue}, {"rent", ledger.Expense}} {
		s.Accounts = append(s.Accounts, ledger.Account{ID: account.id, Name: account.id, Class: account.class})
	}
	for month := ledger.NewMonth(2026, time.May); month <= ledger.NewMonth(2026, time.September); month++ {
		s.post(month.First().AddDays(9), "bank", "sales", "100.00")
		s.post(month.Last(), "rent", "bank", "30.00")
	}
	return s
}

func (s *shop) post(day ledger.Date, debit, credit, amount string) {
	value := ledger.MustAmount(amount)
	s.entries = append(s.entries, entry{day, debit, value}, entry{day, credit, value.Neg()})
}

// movement returns the net debit of accounts from one day to another, both included.
func (s *shop) movement(from, to ledger.Date, accounts ...string) ledger.Amount {
	var sum ledger.Amount
	for _, e := range s.entries {
		for _, account := range accounts {
			if e.account == account && !e.day.Before(from) && !to.Before(e.day) {
				sum = sum.Add(e.netDebit)
			}
		}
	}
	return sum
}

// netDebit returns what a ledger shows of an account for a month that ends on
// the day: its balance, or its movement since from for a profit-and-loss account.
func (s *shop) netDebit(account ledger.Account, from, day ledger.Date) ledger.Amount {
	began := ledger.Date{Year: 2000, Month: 1, Day: 1}
	switch {
	case account.Class.Statement() == ledger.ProfitAndLoss:
		return s.movement(from, day, account.ID)
	case account.ID == "retained":
		return s.movement(began, s.Organisation.FiscalYearStart(day).AddDays(-1), "sales", "rent")
	}
	return s.movement(began, day, account.ID)
}

// trial returns the trial balance at the end of a month.
func (s *shop) trial(month ledger.Month) ledger.TrialBalance {
	trial := ledger.TrialBalance{At: month.Last()}
	for _, account := range s.Accounts {
		trial.Lines = append(trial.Lines, ledger.TrialLine{
			AccountID: account.ID, Name: account.Name, HasMonth: true,
			YearToDate: s.netDebit(account, s.Organisation.FiscalYearStart(month.Last()), month.Last()),
			Month:      s.movement(month.First(), month.Last(), account.ID),
		})
	}
	return trial
}

// opening returns the balance sheet at the end of a month.
func (s *shop) opening(month ledger.Month) *ledger.Opening {
	began := s.Organisation.FiscalYearStart(month.Last())
	opening := &ledger.Opening{Month: month, NetDebit: map[string]ledger.Amount{
		ledger.CurrentYearEarnings: s.movement(began, month.Last(), "sales", "rent"),
	}}
	for _, account := range s.Accounts {
		if account.Class.Statement() == ledger.BalanceSheet {
			opening.NetDebit[account.ID] = s.netDebit(account, began, month.Last())
		}
	}
	return opening
}

// shopActuals is what the shop's ledger answers to a request.
func shopActuals(yearEnd ledger.Date, request ledger.Request) *ledger.Actuals {
	s := newShop(yearEnd)
	a := &ledger.Actuals{Chart: s.Chart, Basis: request.Basis, Range: request.Range}
	trials := request.TrialMonths(s.Organisation)
	for _, month := range trials[:len(trials)-1] {
		a.EarlierTrials = append(a.EarlierTrials, s.trial(month))
	}
	a.Trial = s.trial(request.Range.To)
	if request.ReadsOpening() {
		a.Opening = s.opening(request.Range.From - 1)
	}
	for _, account := range s.Accounts {
		line := ledger.Line{AccountID: account.ID, Name: account.Name, Class: account.Class, Statement: account.Class.Statement()}
		for _, month := range request.Range.Months() {
			line.NetDebit = append(line.NetDebit, s.netDebit(account, month.First(), month.Last()))
		}
		if !line.IsZero() {
			a.Lines = append(a.Lines, line)
		}
	}
	earned := ledger.Line{AccountID: ledger.CurrentYearEarnings, Name: "Current Year Earnings", Class: ledger.Equity, Statement: ledger.BalanceSheet}
	for _, month := range request.Range.Months() {
		a.NetProfit = append(a.NetProfit, s.movement(month.First(), month.Last(), "sales", "rent").Neg())
		earned.NetDebit = append(earned.NetDebit, s.movement(s.Organisation.FiscalYearStart(month.Last()), month.Last(), "sales", "rent"))
	}
	if !earned.IsZero() {
		a.Lines = append(a.Lines, earned)
	}
	return a
}

func months(from, to string) ledger.Range {
	var r ledger.Range
	if r.From.UnmarshalText([]byte(from)) != nil || r.To.UnmarshalText([]byte(to)) != nil {
		panic("bad months")
	}
	return r
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
