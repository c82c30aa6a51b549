package importer

import (
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

func lineOf(a *ledger.Actuals, id string) *ledger.Line {
	for i := range a.Lines {
		if a.Lines[i].AccountID == id {
			return &a.Lines[i]
		}
	}
	panic("no line " + id)
}
