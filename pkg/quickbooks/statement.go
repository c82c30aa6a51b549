package quickbooks

import (
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// piece is what one call said about a run of months.
type piece struct {
	statement ledger.Statement // empty for a trial balance
	months    ledger.Range
	currency  string
	lines     []pieceLine
	profit    []ledger.Amount // profit and loss only: its own net profit
	checks    []ledger.Check
}

// pieceLine is one line, its debits positive.
type pieceLine struct {
	id, label string
	class     ledger.Class // by the group it stands in
	netDebit  []ledger.Amount
}

// statement is one of the two reports that are read by month.
type statement struct {
	report string
	name   ledger.Statement
	layout layout
	prove  func(*folder) error // compares the report's own totals
}

// The columns of a balance sheet by month are balances at their last day
// (observed with yearly columns).
var (
	profitAndLossByMonth = statement{profitAndLoss, ledger.ProfitAndLoss, profitAndLossLayout, (*folder).proveProfit}
	balanceSheetByMonth  = statement{balanceSheet, ledger.BalanceSheet, balanceSheetLayout, (*folder).proveBalance}
)

// read turns a report into lines, once it was proved to answer the question and
// to add up. A report without data is zero throughout.
func (s statement) read(r *report, q question, months ledger.Range) (*piece, error) {
	if err := q.answeredBy(r.header); err != nil {
		return nil, err
	}
	p := &piece{statement: s.name, months: months, currency: r.header.currency}
	if r.header.noData {
		p.profit = make([]ledger.Amount, months.Len())
		return p, noFigures(r)
	}
	g, err := monthGrid(r.columns, months, r.header.made())
	if err != nil {
		return nil, err
	}
	f, err := foldReport(r.rows, s.layout, g, s.name)
	if err == nil {
		err = s.prove(f)
	}
	if err != nil {
		return nil, err
	}
	for _, l := range f.lines {
		p.lines = append(p.lines, pieceLine{l.id, l.label, l.under.class, f.netDebit(l)})
	}
	if own, ok := f.own["NetIncome"]; ok {
		p.profit = g.pick(own)
	}
	p.checks = f.checks
	return p, nil
}

// netDebit is the line by month with debits positive.
func (f *folder) netDebit(l *line) []ledger.Amount {
	amounts := f.pick(l.shown)
	if l.under.credit {
		for i := range amounts {
			amounts[i] = amounts[i].Neg()
		}
	}
	return amounts
}

// proveProfit compares the report's own results with its lines. Where sections
// of unknown groups stand in the report, only the net income is known to hold
// all of them.
func (f *folder) proveProfit() error {
	for _, result := range []struct {
		group, check string
		of           []*group
	}{
		{"GrossProfit", "gross profit equals the sum of its lines", []*group{income, cogs}},
		{"NetOperatingIncome", "operating income equals the sum of its lines", []*group{income, cogs, expenses}},
		{"NetOtherIncome", "other income equals the sum of its lines", []*group{otherIncome, otherExpenses}},
	} {
		if own, ok := f.own[result.group]; ok && len(f.unknown) == 0 {
			if err := f.proveSum(result.check, own, result.of); err != nil {
				return err
			}
		}
	}
	own, ok := f.own["NetIncome"]
	if !ok {
		return mismatch("the profit and loss ends with its net income", "a net income", "")
	}
	return f.proveSum("net profit equals the sum of its lines", own,
		[]*group{income, cogs, expenses, otherIncome, otherExpenses, unknownGains, unknownCosts})
}

// proveBalance compares both sides of a balance sheet.
func (f *folder) proveBalance() error {
	return f.proveSum("assets equal liabilities and equity", f.sumOf(assets), []*group{liabilities, equity})
}

// proveSum compares figures with the credits less debits of groups.
func (f *folder) proveSum(check string, own []ledger.Amount, of []*group) error {
	sum := f.zeros()
	for _, g := range of {
		for i, amount := range f.sumOf(g) {
			if !g.credit {
				amount = amount.Neg()
			}
			sum[i] = sum[i].Add(amount)
		}
	}
	for i := range sum {
		if err := f.equal(check, "", f.periods[i], sum[i], own[i]); err != nil {
			return err
		}
	}
	return nil
}

// sumOf is the sum of the lines under a group, as the report shows them.
func (f *folder) sumOf(g *group) []ledger.Amount {
	if sum := f.sums[g]; sum != nil {
		return sum
	}
	return f.zeros()
}

// noFigures makes sure that a report that says it has no data has none.
func noFigures(r *report) error {
	if !isBlank(r.rows) {
		return mismatch("a report without data has no figures", "no figures", "figures")
	}
	return nil
}
