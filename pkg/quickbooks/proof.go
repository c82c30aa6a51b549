package quickbooks

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// proofs are the comparisons that held, one entry for each kind.
type proofs struct {
	statement ledger.Statement
	checks    []ledger.Check
}

// equal notes that two figures agree, or says that they do not.
func (p *proofs) equal(check, account, period string, ours, ledgers ledger.Amount) error {
	if !ours.Within(ledgers, ledger.Tolerance()) {
		return &ledger.MismatchError{
			Check: check, Account: account, Period: period,
			Ours: ours.String(), Ledgers: ledgers.String(),
		}
	}
	p.note(ledger.Check{
		Name: check, Statement: p.statement, Compared: 1, LargestDifference: ours.Sub(ledgers).Abs(),
	})
	return nil
}

// note adds a comparison to those of its kind.
func (p *proofs) note(held ledger.Check) {
	for i := range p.checks {
		check := &p.checks[i]
		if check.Name == held.Name && check.Statement == held.Statement {
			check.Compared += held.Compared
			if check.LargestDifference.Sub(held.LargestDifference).Sign() < 0 {
				check.LargestDifference = held.LargestDifference
			}
			return
		}
	}
	p.checks = append(p.checks, held)
}
