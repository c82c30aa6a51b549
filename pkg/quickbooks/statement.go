package quickbooks

import (
	"github.com/ledgerlink/ledgerlink/pkg/internal/assemble"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// reportPart is what one report says about a run of months. The class of a line
// is that of the group it stands in.
type reportPart struct {
	assemble.Part
	currency  string
	undecided map[string]bool // ids of the lines in sections of unknown groups
}

// statement is one of the two reports that are read by month.
type statement struct {
	resource    resource
	name        ledger.Statement
	layout      layout
	checkTotals func(*statementBuilder) error // compares the report's own totals; may be nil
}

// The columns of a balance sheet by month are balances at their last day
// (observed with yearly columns).
var (
	profitAndLossByMonth = statement{profitAndLossResource, ledger.ProfitAndLoss, profitAndLossLayout, (*statementBuilder).checkProfit}
	balanceSheetByMonth  = statement{balanceSheetResource, ledger.BalanceSheet, balanceSheetLayout, nil}
)

// read turns a report into lines, once it is known to answer the request and to
// add up. A report without data is zero throughout.
func (s statement) read(r *report, request reportRequest, months ledger.Range) (*reportPart, error) {
	if err := r.header.checkHeader(request); err != nil {
		return nil, err
	}
	part := &reportPart{assemble.Part{Statement: s.name, Months: months}, r.header.currency, map[string]bool{}}
	if r.header.noData {
		if s.name == ledger.ProfitAndLoss {
			part.NetProfit = make([]ledger.Amount, months.Len())
		}
		return part, checkNoFigures(r)
	}
	columns, err := monthColumns(r.columns, months, r.header.made())
	if err != nil {
		return nil, err
	}
	b, err := buildStatement(r.rows, s.layout, columns, s.name)
	if err == nil && s.checkTotals != nil {
		err = s.checkTotals(b)
	}
	if err != nil {
		return nil, err
	}
	for _, l := range b.lines {
		part.undecided[l.id] = l.group == undecidedIncome || l.group == undecidedCosts || len(b.undecided) > 0
		part.Lines = append(part.Lines, ledger.Line{
			AccountID: l.id, Name: activeName(l.label), Class: l.group.class(), Statement: s.name, NetDebit: l.netDebit(columns),
		})
	}
	if total, ok := b.printedTotals[groupNetIncome]; ok {
		part.NetProfit = columns.byMonth(total)
	}
	part.Checks = b.checks.Held()
	return part, nil
}

// checkProfit compares the results that a profit and loss prints with the sums
// of its lines. Where it holds sections of unknown groups, only the net income
// is known to be the sum of all of them.
func (b *statementBuilder) checkProfit() error {
	for _, result := range []struct {
		group, check string
		of           []group
	}{
		{groupGrossProfit, "gross profit equals the sum of its lines", []group{income, costOfSales}},
		{groupOperatingIncome, "operating income equals the sum of its lines", []group{income, costOfSales, expenses}},
		{groupNetOtherIncome, "other income equals the sum of its lines", []group{otherIncome, otherExpenses}},
	} {
		if total, ok := b.printedTotals[result.group]; ok && len(b.undecided) == 0 {
			if err := b.compareSum(result.check, total, result.of); err != nil {
				return err
			}
		}
	}
	total, ok := b.printedTotals[groupNetIncome]
	if !ok {
		return mismatch("the profit and loss ends with its net income", "a net income", "")
	}
	return b.compareSum("net profit equals the sum of its lines", total,
		[]group{income, costOfSales, expenses, otherIncome, otherExpenses, undecidedIncome, undecidedCosts})
}

// compareSum compares a total with the credits less the debits of groups.
func (b *statementBuilder) compareSum(check string, total []ledger.Amount, groups []group) error {
	sum := b.columns.zeros()
	for _, g := range groups {
		for i, amount := range b.sumOf(g) {
			if !g.isCredit() {
				amount = amount.Neg()
			}
			sum[i] = sum[i].Add(amount)
		}
	}
	for i := range sum {
		if err := b.checks.Compare(check, "", b.columns.periods[i], sum[i], total[i]); err != nil {
			return err
		}
	}
	return nil
}

// sumOf returns the sum of the lines of a group, as the report shows them.
func (b *statementBuilder) sumOf(g group) []ledger.Amount {
	if sum := b.sums[g]; sum != nil {
		return sum
	}
	return b.columns.zeros()
}

// checkNoFigures makes sure that a report that says it has no data has none.
func checkNoFigures(r *report) error {
	if !isBlank(r.rows) {
		return mismatch("a report without data has no figures", "no figures", "figures")
	}
	return nil
}
