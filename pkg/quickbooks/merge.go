package quickbooks

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// merger puts the pieces of the reports together: one line for each account over
// all months.
type merger struct {
	*ledger.Actuals
	proofs
	classes map[string]ledger.Class // of the chart
	at      map[string]int          // where each account's line is
}

func newMerger(a *ledger.Actuals) *merger {
	m := &merger{Actuals: a, classes: map[string]ledger.Class{}, at: map[string]int{}}
	for _, account := range a.Accounts {
		m.classes[account.ID] = account.Class
	}
	return m
}

// add takes a piece in, once it is known to be in the home currency. The lines
// of a trial balance are left to settle.
func (m *merger) add(p *piece) error {
	if p.currency != m.Organisation.Currency && (p.currency != "" || len(p.lines) > 0) {
		return mismatch("the report is in the home currency", m.Organisation.Currency, p.currency)
	}
	for _, check := range p.checks {
		m.note(check)
	}
	if p.statement == "" {
		return nil
	}
	if p.statement == ledger.ProfitAndLoss {
		m.NetProfit = append(m.NetProfit, p.profit...)
	}
	for _, l := range p.lines {
		if err := m.addLine(p, l); err != nil {
			return err
		}
	}
	return nil
}

func (m *merger) addLine(p *piece, l pieceLine) error {
	at, ok := m.at[l.id]
	if !ok {
		at = len(m.Lines)
		m.at[l.id] = at
		m.Lines = append(m.Lines, ledger.Line{
			AccountID: l.id, Name: undeleted(l.label), Class: m.classOf(l), Statement: p.statement,
			NetDebit: make([]ledger.Amount, m.Range.Len()),
		})
	}
	line := m.Lines[at]
	if line.Statement != p.statement {
		return &ledger.MismatchError{
			Check: "an account stands on one statement", Account: l.label, Period: p.months.String(),
			Ours: line.Statement.Title(), Ledgers: p.statement.Title(),
		}
	}
	copy(line.NetDebit[p.months.From-m.Range.From:], l.netDebit)
	return nil
}

// classOf is the class by the chart, or by the group where the chart lacks the
// account or gives it none.
func (m *merger) classOf(l pieceLine) ledger.Class {
	switch {
	case ledger.IsSynthetic(l.id):
		return ledger.Equity
	case m.classes[l.id] != "":
		return m.classes[l.id]
	}
	return l.class
}
