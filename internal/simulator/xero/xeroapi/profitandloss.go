package xeroapi

import (
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// fxGroup is the id of the line that stands for the three currency gain accounts.
const fxGroup = "FXGROUPID"

// stage is a step of the profit and loss on the way to the net profit.
type stage int

const (
	income stage = iota
	costOfSales
	otherIncome
	operating
)

// stageOf goes by the type of the account, never by its group.
func stageOf(a books.Account) stage {
	switch {
	case a.Type == "DIRECTCOSTS":
		return costOfSales
	case a.Type == "OTHERINCOME":
		return otherIncome
	case a.Class == ledger.Revenue:
		return income
	}
	return operating
}

// profitAndLoss answers GET /Reports/ProfitAndLoss. Tracking categories are not
// simulated.
func profitAndLoss(q request) (page, error) {
	columns, err := q.movements()
	if err != nil {
		return page{}, err
	}
	p := statement{
		columns: len(columns), words: wording(q.books.Company().Region),
		grouped: q.books.Company().Layout.Groups && q.query.Get("standardLayout") != "true",
		rows:    []Row{header("", columns, movedDay)},
	}
	p.write(q.movementLines(columns))
	return page{
		id: "ProfitAndLoss", name: "Profit and Loss", title: "Profit & Loss",
		period: format(columns[0].from, longDay) + " to " + format(columns[0].to, longDay),
		rows:   p.rows,
	}, nil
}

// movementLines are the lines of all accounts that moved, by stage.
func (q request) movementLines(columns []column) map[stage][]line {
	merged := line{
		label:   "Foreign Currency Gains and Losses",
		about:   append(aboutAccount(fxGroup), Attribute{Value: fxGroup, ID: "groupID"}),
		amounts: make([]ledger.Amount, len(columns)),
	}
	lines := map[stage][]line{}
	for _, account := range q.books.Accounts() {
		if !account.OnProfitAndLoss() {
			continue
		}
		amounts := make([]ledger.Amount, len(columns))
		for i, c := range columns {
			amounts[i] = account.Class.Natural(q.books.Movement(q.basis(), account.ID, c.from, c.to))
		}
		if account.Role == books.CurrencyGain && !q.books.Company().Layout.SeparateFX {
			merged.amounts = plus(merged.amounts, amounts)
			continue
		}
		at := stageOf(account)
		lines[at] = append(lines[at], line{label: account.Name, about: aboutAccount(account.ID), amounts: amounts, group: account.Group})
	}
	lines[operating] = append(lines[operating], merged)
	for at := range lines {
		lines[at] = inOrder(slices.DeleteFunc(lines[at], func(l line) bool { return !l.shown() }))
	}
	return lines
}
