package importertest

import (
	"context"

	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// Ledger answers from books as the providers' clients would.
type Ledger struct {
	*books.Books
	Fail   error                 // instead of an answer
	Tamper func(*ledger.Actuals) // before the answer
	Asked  []ledger.Request
}

// reader reads a ledger, with one call for everything.
type reader struct {
	*Ledger
	observe func(readonly.Call)
}

func (l *Ledger) reader(observe func(readonly.Call)) importer.Reader { return &reader{l, observe} }

// Chart is as importer.Reader.Chart.
func (r *reader) Chart(ctx context.Context) (*ledger.Chart, error) {
	r.observe(readonly.Call{Op: "read the chart", RequestID: "request-chart"})
	if r.Fail != nil {
		return nil, r.Fail
	}
	chart := &ledger.Chart{Organisation: r.Organisation()}
	for _, account := range r.Accounts() {
		switch account.Role { // as the clients do
		case books.CurrencyGain:
			account.Account.Role = ledger.RoleCurrencyGain
		case books.RetainedEarnings:
			account.Account.Role = ledger.RoleRetainedEarnings
		}
		chart.Accounts = append(chart.Accounts, account.Account)
	}
	return chart, ctx.Err()
}

// Actuals is as importer.Reader.Actuals.
func (r *reader) Actuals(ctx context.Context, request ledger.Request) (*ledger.Actuals, error) {
	r.Asked = append(r.Asked, request)
	chart, err := r.Chart(ctx)
	if err != nil {
		return nil, err
	}
	actuals := actualsOf(r.Books, chart, request)
	if r.Tamper != nil {
		r.Tamper(actuals)
	}
	return actuals, nil
}

// actualsOf is what the books say, in the shape the clients give it.
func actualsOf(b *books.Books, chart *ledger.Chart, request ledger.Request) *ledger.Actuals {
	months := request.Range.Months()
	a := &ledger.Actuals{Chart: *chart, Basis: request.Basis, Range: request.Range}
	earned := ledger.Line{AccountID: ledger.CurrentYearEarnings, Name: "Current Year Earnings", Class: ledger.Equity, Statement: ledger.BalanceSheet}
	merged := ledger.Line{AccountID: ledger.FXGainsLosses, Name: "Foreign Currency Gains and Losses", Class: ledger.Expense, Statement: ledger.ProfitAndLoss, NetDebit: make([]ledger.Amount, len(months))}
	for _, month := range months {
		a.NetProfit = append(a.NetProfit, b.Earnings(request.Basis, month.First(), month.Last()).Neg())
		earned.NetDebit = append(earned.NetDebit, b.CurrentYearEarnings(request.Basis, month.Last()))
	}
	trials := request.TrialMonths(chart.Organisation)
	for _, month := range trials[:len(trials)-1] {
		a.EarlierTrials = append(a.EarlierTrials, trialOf(b, month, request.Basis))
	}
	a.Trial = trialOf(b, request.Range.To, request.Basis)
	if request.ReadsOpening() {
		a.Opening = openingOf(b, request)
	}
	for _, account := range b.Accounts() {
		line := lineOf(b, account, request)
		switch {
		case account.Role == books.CurrencyGain && !b.Company().Layout.SeparateFX:
			for i := range months {
				merged.NetDebit[i] = merged.NetDebit[i].Add(line.NetDebit[i])
			}
		case !line.IsZero():
			a.Lines = append(a.Lines, line)
		}
	}
	for _, line := range []ledger.Line{earned, merged} {
		if !line.IsZero() {
			a.Lines = append(a.Lines, line)
		}
	}
	return a
}

// trialOf is the trial balance at the end of a month.
func trialOf(b *books.Books, month ledger.Month, basis ledger.Basis) ledger.TrialBalance {
	trial := ledger.TrialBalance{At: month.Last()}
	for _, account := range b.Accounts() {
		trial.Lines = append(trial.Lines, ledger.TrialLine{
			AccountID: account.ID, Name: account.Name, YearToDate: b.Balance(basis, account.ID, month.Last()),
			Month: b.Movement(basis, account.ID, month.First(), month.Last()), HasMonth: b.Organisation().Provider == ledger.Xero,
		})
	}
	return trial
}

// openingOf is the balance sheet before the range.
func openingOf(b *books.Books, request ledger.Request) *ledger.Opening {
	month := request.Range.From - 1
	opening := &ledger.Opening{Month: month, NetDebit: map[string]ledger.Amount{
		ledger.CurrentYearEarnings: b.CurrentYearEarnings(request.Basis, month.Last()),
	}}
	for _, account := range b.Accounts() {
		if !account.OnProfitAndLoss() {
			opening.NetDebit[account.ID] = b.Balance(request.Basis, account.ID, month.Last())
		}
	}
	return opening
}

func lineOf(b *books.Books, account books.Account, request ledger.Request) ledger.Line {
	line := ledger.Line{AccountID: account.ID, Name: account.Name, Class: account.Class, Statement: ledger.BalanceSheet}
	if account.OnProfitAndLoss() {
		line.Statement = ledger.ProfitAndLoss
	}
	for _, month := range request.Range.Months() {
		if account.OnProfitAndLoss() {
			line.NetDebit = append(line.NetDebit, b.Movement(request.Basis, account.ID, month.First(), month.Last()))
		} else {
			line.NetDebit = append(line.NetDebit, b.Balance(request.Basis, account.ID, month.Last()))
		}
	}
	return line
}

// DrawBooks returns random books of a provider.
func DrawBooks(t T, seed uint64, o bookstest.RandomOptions) *books.Books {
	t.Helper()
	b, err := bookstest.Random(seed, o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Shop returns a small ledger whose figures are easy to follow: a financial year
// that ends in June, sales of 100 and rent of 30 a month from May to September
// 2026.
func Shop(t T, provider ledger.Provider) *books.Books {
	t.Helper()
	asset, equity, income, cost := "BANK", "EQUITY", "REVENUE", "OVERHEADS"
	if provider == ledger.QuickBooks {
		asset, equity, income, cost = "Bank", "Equity", "Income", "Expense"
	}
	account := func(id, kind string, class ledger.Class, role books.Role) books.Account {
		return books.Account{Account: ledger.Account{ID: id, Code: id, Name: id, FullName: id, Type: kind, Class: class, Status: ledger.Active}, Role: role}
	}
	b, err := books.New(books.Company{Organisation: ledger.Organisation{
		Provider: provider, ID: "org-" + string(provider), Name: "Shop", Currency: "NZD", YearEndMonth: 6, YearEndDay: 30,
	}}, []books.Account{
		account("bank", asset, ledger.Asset, books.Bank), account("retained", equity, ledger.Equity, books.RetainedEarnings),
		account("sales", income, ledger.Revenue, books.Plain), account("rent", cost, ledger.Expense, books.Plain),
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for month := ledger.NewMonth(2026, 5); month <= ledger.NewMonth(2026, 9); month++ {
		Post(t, b, month.First().AddDays(9), "bank", "sales", "100.00")
		Post(t, b, month.Last(), "rent", "bank", "30.00")
	}
	return b
}

// Summer returns three of the months the shop is open.
func Summer() ledger.Range {
	return ledger.Range{From: ledger.NewMonth(2026, 7), To: ledger.NewMonth(2026, 9)}
}

// Post books an amount.
func Post(t T, b *books.Books, day ledger.Date, debit, credit, amount string) {
	t.Helper()
	value := ledger.MustAmount(amount)
	_, err := b.Post(books.Journal{Date: day, Lines: []books.Posting{{AccountID: debit, NetDebit: value}, {AccountID: credit, NetDebit: value.Neg()}}})
	if err != nil {
		t.Fatal(err)
	}
}
