package xeroapi

import (
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// trialSections are the sections of a trial balance by class, in order. They go
// by class alone: a credit card stands under Assets here (observed).
var trialSections = []struct {
	class ledger.Class
	title string
}{
	{ledger.Revenue, "Revenue"},
	{ledger.Expense, "Expenses"},
	{ledger.Asset, "Assets"},
	{ledger.Liability, "Liabilities"},
	{ledger.Equity, "Equity"},
}

// trialBalance answers GET /Reports/TrialBalance: the movement of the month up
// to the day, and the balance of the day, each as a debit or a credit (observed).
// A date within a month is taken as it is.
func trialBalance(q request) (page, error) {
	at, err := q.date("date", q.today())
	if err != nil {
		return page{}, err
	}
	rows := []Row{figures("Header", "Account", nil)}
	for _, title := range []string{"Debit", "Credit", "YTD Debit", "YTD Credit"} {
		rows[0].Cells = append(rows[0].Cells, Cell{Value: title})
	}
	sums := make([]ledger.Amount, 4)
	for _, part := range trialSections {
		var lines []trialLine
		for _, account := range q.books.Accounts() {
			if account.Class != part.class {
				continue
			}
			if l := q.trialLine(account, at); l.shown() {
				lines = append(lines, l)
				sums = plus(sums, l.sides())
			}
		}
		if len(lines) > 0 {
			rows = append(rows, trialSection(part.title, lines))
		}
	}
	rows = append(rows, untitled("SummaryRow", "Total", sums))
	return page{
		id: "TrialBalance", name: "Trial Balance", title: "Trial Balance",
		period: "As at " + format(at, longDay), rows: rows,
	}, nil
}

// trialLine is one account of a trial balance.
type trialLine struct {
	line        // the amounts are the net debits of month and year
	credit bool // a zero stands on the credit side
}

func (q request) trialLine(account books.Account, at ledger.Date) trialLine {
	label := account.Name
	if account.Code != "" {
		label += " (" + account.Code + ")"
	}
	l := trialLine{
		credit: account.Class.CreditPositive(),
		line: line{label: label, about: aboutAccount(account.ID), amounts: []ledger.Amount{
			q.books.Movement(q.basis(), account.ID, at.MonthOf().First(), at),
			q.books.Balance(q.basis(), account.ID, at),
		}},
	}
	if account.Role == books.RetainedEarnings {
		lastYear := q.books.Organisation().FiscalYearStart(at).AddDays(-1)
		l.dated = func(int) []Attribute { return earned(ledger.Date{}, lastYear) }
	}
	return l
}

// sides are the four amounts: debit and credit of the month and of the year.
func (l trialLine) sides() []ledger.Amount {
	sides := make([]ledger.Amount, 0, 4)
	for _, amount := range l.amounts {
		if amount.Sign() < 0 {
			sides = append(sides, ledger.Amount{}, amount.Neg())
		} else {
			sides = append(sides, amount, ledger.Amount{})
		}
	}
	return sides
}

// write is the row: the other side of every pair is empty, and a zero stands on
// the side natural to the class.
func (l trialLine) write() Row {
	row := line{label: l.label, about: l.about, dated: l.dated, amounts: l.sides()}.write()
	for i, amount := range l.amounts {
		empty := 2 + 2*i
		if amount.Sign() < 0 || (amount.IsZero() && l.credit) {
			empty--
		}
		row.Cells[empty].Value = ""
	}
	return row
}

func trialSection(title string, lines []trialLine) Row {
	slices.SortStableFunc(lines, func(a, b trialLine) int { return byLabel(a.line, b.line) })
	rows := make([]Row, len(lines))
	for i, l := range lines {
		rows[i] = l.write()
	}
	return Row{RowType: "Section", Title: &title, Rows: rows}
}
