package quickbooksapi

// profitAndLoss draws up the profit and loss. Income and Expenses are there even
// when nothing happened (observed), the other sections only with accounts.
func (r request) profitAndLoss(s *sheet) []row {
	income := s.tree([]string{"Income"}, credit)
	costs := s.tree([]string{"Cost of Goods Sold"}, debit)
	expenses := s.tree([]string{"Expense"}, debit)
	otherIncome := s.tree([]string{"Other Income"}, credit)
	otherExpenses := s.tree([]string{"Other Expense"}, debit)
	s.noData = len(income)+len(costs)+len(expenses)+len(otherIncome)+len(otherExpenses) == 0

	incomeRow, gross := s.section("Income", "Income", income)
	out := []row{incomeRow}
	if len(costs) > 0 {
		costRow, total := s.section("COGS", "Cost of Goods Sold", costs)
		out, gross = append(out, costRow), add(gross, neg(total))
	}
	expenseRow, total := s.section("Expenses", "Expenses", expenses)
	operating := add(gross, neg(total))
	out = append(out, s.result("GrossProfit", "Gross Profit", gross), expenseRow,
		s.result("NetOperatingIncome", "Net Operating Income", operating))

	net := operating
	if len(otherIncome)+len(otherExpenses) > 0 {
		incomeRow, other := s.section("OtherIncome", "Other Income", otherIncome)
		expenseRow, total := s.section("OtherExpenses", "Other Expenses", otherExpenses)
		if len(otherIncome) > 0 {
			out = append(out, incomeRow)
		}
		if len(otherExpenses) > 0 {
			out = append(out, expenseRow)
		}
		other = add(other, neg(total))
		out = append(out, s.result("NetOtherIncome", "Net Other Income", other))
		net = add(operating, other)
	}
	return append(out, s.result("NetIncome", "Net Income", net))
}
