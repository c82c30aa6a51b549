package quickbooksapi

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// trialBalance draws up the trial balance: the balance of every account at the
// end of the range, income and expenses since the financial year began. Rows
// have no type (Intuit's published sample).
func (r request) trialBalance(s *sheet) []row {
	var out []row
	var debits, credits ledger.Amount
	for _, a := range s.chart.accounts {
		balance := s.books.Balance(s.basis, a.ID, s.to)
		if balance.IsZero() || s.filtered {
			continue
		}
		id := a.ID
		if s.hidesID(a) {
			id = ""
		}
		cells := []cell{{label(s.company, a, s.chart.fullName(a)), id}, {}, {}}
		if balance.Sign() > 0 {
			debits, cells[1].Value = debits.Add(balance), balance.String()
		} else {
			credits, cells[2].Value = credits.Add(balance.Neg()), balance.Neg().String()
		}
		out = append(out, row{ColData: cells})
	}
	s.noData = len(out) == 0
	total := []cell{{Value: s.title("Total")}, {Value: debits.String()}, {Value: credits.String()}}
	if s.noData {
		total[1].Value, total[2].Value = "", ""
	}
	return append(out, row{Summary: &colData{total}, Type: "Section", Group: "GrandTotal"})
}
