package quickbooksapi

// balanceSheet draws up the balance sheet: the balances at the end of each
// period. The start of the range changes nothing.
func (r request) balanceSheet(s *sheet) []row {
	assets, liabilities := s.assets(), s.liabilities()
	equity := s.equity()
	s.noData = len(assets.inner)+len(liabilities.inner)+len(equity.inner) == 0
	if s.noData {
		// A sheet without any balance was never seen; empty totals are a guess.
		blank := make(figures, len(s.columns))
		return []row{
			s.frame("TotalAssets", s.title("Assets"), nil, blank),
			s.frame("TotalLiabilitiesAndEquity", s.title("Liabilities and Equity"), nil, blank),
		}
	}
	both := s.group("TotalLiabilitiesAndEquity", s.title("Liabilities and Equity"))
	both.add(s, liabilities)
	both.add(s, equity)
	return []row{assets.row(s), both.row(s)}
}

// group is a section of sections while it fills.
type group struct {
	name, title string
	inner       []row
	total       figures
}

func (s *sheet) group(name, title string) group {
	return group{name, title, nil, make(figures, len(s.columns))}
}

func (g *group) row(s *sheet) row { return s.frame(g.name, g.title, g.inner, g.total) }

// add puts a filled group into g; one without rows is left out.
func (g *group) add(s *sheet, part group) {
	if len(part.inner) > 0 {
		g.inner, g.total = append(g.inner, part.row(s)), add(g.total, part.total)
	}
}

// accounts is a group of the accounts of one type.
func (s *sheet) accounts(name, title, accountType string, sign side) group {
	nodes := s.tree([]string{accountType}, sign)
	g := s.group(name, title)
	g.inner = s.rows(nodes)
	for _, n := range nodes {
		g.total = add(g.total, n.total())
	}
	return g
}

func (s *sheet) assets() group {
	current := s.group("CurrentAssets", "Current Assets")
	current.add(s, s.accounts("BankAccounts", "Bank Accounts", "Bank", debit))
	current.add(s, s.accounts("AR", "Accounts Receivable", "Accounts Receivable", debit))
	current.add(s, s.accounts("OtherCurrentAssets", "Other Current Assets", "Other Current Asset", debit))
	all := s.group("TotalAssets", s.title("Assets"))
	all.add(s, current)
	all.add(s, s.accounts("FixedAssets", "Fixed Assets", "Fixed Asset", debit))
	all.add(s, s.accounts("OtherAssets", "Other Assets", "Other Asset", debit))
	return all
}

func (s *sheet) liabilities() group {
	current := s.group("CurrentLiabilities", "Current Liabilities")
	current.add(s, s.accounts("AP", "Accounts Payable", "Accounts Payable", credit))
	current.add(s, s.accounts("CreditCards", "Credit Cards", "Credit Card", credit))
	current.add(s, s.accounts("OtherCurrentLiabilities", "Other Current Liabilities", "Other Current Liability", credit))
	all := s.group("Liabilities", "Liabilities")
	all.add(s, current)
	all.add(s, s.accounts("LongTermLiabilities", "Long-Term Liabilities", "Long Term Liability", credit))
	return all
}

// equity is the equity accounts and the profit of the running financial year,
// which is a row without an id and no account.
func (s *sheet) equity() group {
	g := s.accounts("Equity", "Equity", "Equity", credit)
	profit := make(figures, len(s.columns))
	for i, c := range s.columns {
		if !s.filtered {
			profit[i] = figureOf(s.books.CurrentYearEarnings(s.basis, c.to).Neg())
		}
	}
	if !profit.empty() {
		g.inner = append(g.inner, row{ColData: s.cells("Net Income", "", profit), Type: "Data", Group: "NetIncome"})
		g.total = add(g.total, profit)
	}
	return g
}
