package xeroapi

import (
	"fmt"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"pgregory.net/rapid"
)

// drawn are random Xero books, a month of their history or near it, and a basis
// with the query that asks for it.
func drawn(t *rapid.T) (*books.Books, ledger.Month, ledger.Basis, string) {
	b, err := bookstest.Random(rapid.Uint64().Draw(t, "seed"), bookstest.RandomOptions{Provider: ledger.Xero})
	if err != nil {
		t.Fatal(err)
	}
	month := b.Company().Founded.MonthOf() + ledger.Month(rapid.IntRange(-1, 42).Draw(t, "month"))
	if rapid.Bool().Draw(t, "cash") {
		return b, month, ledger.Cash, "&paymentsOnly=true"
	}
	return b, month, ledger.Accrual, ""
}

// compare proves that the report shows the amounts wanted, and nothing else.
func compare(t *rapid.T, report Report, want map[string][]ledger.Amount) {
	got := values(report)
	for id, amounts := range want {
		shown, ok := got[id]
		delete(got, id)
		if !ok {
			shown = make([]string, len(amounts))
			for i := range shown {
				shown[i] = "0.00"
			}
		}
		for i, amount := range amounts {
			if shown[i] != amount.String() {
				t.Fatalf("%s %s, %s, column %d: %s, the books say %s", report.ReportID, report.ReportTitles[2], id, i, shown[i], amount)
			}
		}
	}
	if len(got) > 0 {
		t.Fatalf("rows that nobody wanted: %v", got)
	}
}

func TestProfitAndLossIsTheBooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, month, basis, query := drawn(t)
		periods := rapid.IntRange(0, 11).Draw(t, "periods")
		if periods > 0 {
			query += fmt.Sprintf("&timeframe=MONTH&periods=%d", periods)
		}
		if rapid.Bool().Draw(t, "standard") {
			query += "&standardLayout=true"
		}
		report := reportOf(t, b, fmt.Sprintf("/Reports/ProfitAndLoss?fromDate=%s&toDate=%s%s", month.First(), month.Last(), query))

		want, net := map[string][]ledger.Amount{}, make([]ledger.Amount, periods+1)
		for i := range net {
			earlier := month - ledger.Month(i)
			to := earlier.Last()
			to.Day = min(to.Day, month.Last().Day) // the trap: a short month cuts the longer ones
			for _, account := range b.Accounts() {
				if !account.OnProfitAndLoss() {
					continue
				}
				id := account.ID
				if account.Role == books.CurrencyGain && !b.Company().Layout.SeparateFX {
					id = fxGroup
				}
				if want[id] == nil {
					want[id] = make([]ledger.Amount, periods+1)
				}
				want[id][i] = want[id][i].Add(account.Class.Natural(b.Movement(basis, account.ID, earlier.First(), to)))
			}
			net[i] = b.Earnings(basis, earlier.First(), to).Neg()
			if got := report.Rows[0].Cells[i+1].Value; got != format(to, movedDay) {
				t.Fatalf("column %d is headed %q", i, got)
			}
		}
		compare(t, report, want)
		last := report.Rows[len(report.Rows)-1].Rows[0]
		for i, got := range texts(last) {
			if got != net[i].String() {
				t.Fatalf("%s, column %d: %s, the books say %s", last.Cells[0].Value, i, got, net[i])
			}
		}
	})
}

func TestBalanceSheetIsTheBooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, month, basis, query := drawn(t)
		periods := rapid.IntRange(1, 11).Draw(t, "periods")
		asked := month.First().AddDays(rapid.IntRange(0, 27).Draw(t, "day"))
		report := reportOf(t, b, fmt.Sprintf("/Reports/BalanceSheet?date=%s&periods=%d&timeframe=MONTH%s", asked, periods, query))
		want := map[string][]ledger.Amount{}
		for i := range periods + 1 {
			at := (month - ledger.Month(i)).Last()
			if got := report.Rows[0].Cells[i+1].Value; got != format(at, balanceDay) {
				t.Fatalf("column %d is headed %q", i, got)
			}
			for _, account := range b.Accounts() {
				if account.OnProfitAndLoss() {
					continue
				}
				amount := b.Balance(basis, account.ID, at)
				if account.Class != ledger.Asset || account.Role == books.Card {
					amount = amount.Neg()
				}
				want[account.ID] = append(want[account.ID], amount)
			}
			want[earningsID] = append(want[earningsID], b.CurrentYearEarnings(basis, at).Neg())
		}
		compare(t, report, want)
		net, equity := figuresOf(report, "Net Assets"), figuresOf(report, "Total Equity")
		for i := range net {
			if net[i] != equity[i] {
				t.Fatalf("net assets %s, equity %s", net[i], equity[i])
			}
		}
	})
}

func TestTrialBalanceIsTheBooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, month, basis, query := drawn(t)
		at := month.First().AddDays(rapid.IntRange(0, 27).Draw(t, "day"))
		report := reportOf(t, b, fmt.Sprintf("/Reports/TrialBalance?date=%s%s", at, query))
		want := map[string][]ledger.Amount{}
		for _, account := range b.Accounts() {
			want[account.ID] = []ledger.Amount{
				b.Movement(basis, account.ID, month.First(), at), b.Balance(basis, account.ID, at),
			}
		}
		compare(t, netted(t, report), want)
		total := figuresOf(report, "Total")
		if total[0] != total[1] || total[2] != total[3] {
			t.Fatalf("debits and credits: %v", total)
		}
	})
}

// netted is the trial balance with each debit and credit made one net debit.
// Exactly one of the two may be filled in.
func netted(t fataler, report Report) Report {
	t.Helper()
	for s := range report.Rows[1:] {
		for r, row := range report.Rows[s+1].Rows {
			if accountOf(row) == "" {
				continue
			}
			cells := row.Cells[:1:1]
			for i := 1; i < 5; i += 2 {
				debit, credit := row.Cells[i].Value, row.Cells[i+1].Value
				if (debit == "") == (credit == "") {
					t.Fatalf("%s: debit %q and credit %q", row.Cells[0].Value, debit, credit)
				}
				amount, err := ledger.ParseAmount(debit + credit)
				if err != nil || amount.Sign() < 0 {
					t.Fatalf("%s: %q %q: %v", row.Cells[0].Value, debit, credit, err)
				}
				if debit == "" {
					amount = amount.Neg()
				}
				cells = append(cells, Cell{Value: amount.String()})
			}
			report.Rows[s+1].Rows[r].Cells = cells
		}
	}
	return report
}
