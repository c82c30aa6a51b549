package importer

import (
	"strconv"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// The proofs across statements. Their names appear in the JSON files.
const (
	checkBalances = "assets equal liabilities and equity"
	checkProfit   = "profit and loss lines add up to net profit"
	checkEarnings = "current year earnings move by net profit"
	checkTrial    = "balances equal the trial balance"
	checkMonth    = "movements of the last month equal the trial balance"
	checkYear     = "movements of the year equal the trial balance"
	checkPosted   = "current year earnings equal the trial balance's profit"
)

// tieOut proves what no report proves alone: that the statements agree with each
// other and with the trial balance of the last day, within ledger.Tolerance a
// total. It first refuses an answer to another question. Its error is a
// *ledger.MismatchError that names account, period and both figures.
func tieOut(a *ledger.Actuals, asked ledger.Request) ([]ledger.Check, error) {
	if err := answers(a, asked); err != nil {
		return nil, err
	}
	var checks []ledger.Check
	for _, prove := range []func(*ledger.Actuals) (*proof, error){
		balances, profit, earnings, trialBalances, trialMonth, trialYear, trialProfit,
	} {
		p, err := prove(a)
		if err != nil {
			return nil, err
		}
		if p.Compared > 0 {
			checks = append(checks, p.Check)
		}
	}
	return checks, nil
}

// answers refuses actuals that are not what was asked for or not well formed.
func answers(a *ledger.Actuals, asked ledger.Request) error {
	switch {
	case a.Basis != asked.Basis:
		return &ledger.MismatchError{Check: "basis of the reports", Ours: string(asked.Basis), Ledgers: string(a.Basis)}
	case a.Range != asked.Range:
		return &ledger.MismatchError{Check: "period of the reports", Ours: asked.Range.String(), Ledgers: a.Range.String()}
	case a.Trial.At != asked.Range.To.Last():
		return &ledger.MismatchError{Check: "date of the trial balance", Ours: asked.Range.To.Last().String(), Ledgers: a.Trial.At.String()}
	case len(a.NetProfit) != a.Range.Len():
		return wrongLength("months with a net profit", "", a.Range, len(a.NetProfit))
	}
	seen := make(map[string]bool, len(a.Lines))
	for i := range a.Lines {
		line := &a.Lines[i]
		if len(line.NetDebit) != a.Range.Len() {
			return wrongLength("months of an account", line.Name, a.Range, len(line.NetDebit))
		}
		if seen[line.AccountID] {
			return &ledger.MismatchError{Check: "lines of an account", Account: line.Name, Ours: "one", Ledgers: "two"}
		}
		seen[line.AccountID] = true
	}
	return nil
}

func wrongLength(check, account string, asked ledger.Range, got int) error {
	return &ledger.MismatchError{Check: check, Account: account, Ours: strconv.Itoa(asked.Len()), Ledgers: strconv.Itoa(got)}
}

// proof compares figures, counts them and keeps the largest difference.
type proof struct{ ledger.Check }

func newProof(name string, statement ledger.Statement) *proof {
	return &proof{ledger.Check{Name: name, Statement: statement}}
}

// compare fails where ours and the ledger's figure are too far apart. Figures out
// of range are equal to nothing.
func (p *proof) compare(account, period string, ours, ledgers ledger.Amount) error {
	p.Compared++
	if !ours.Within(ledgers, ledger.Tolerance()) {
		return &ledger.MismatchError{Check: p.Name, Account: account, Period: period, Ours: ours.String(), Ledgers: ledgers.String()}
	}
	apart := ours.Sub(ledgers).Abs()
	if p.LargestDifference.Sub(apart).Sign() < 0 {
		p.LargestDifference = apart
	}
	return nil
}

// total adds up a statement's lines in a month, net debit.
func total(a *ledger.Actuals, statement ledger.Statement, month int) ledger.Amount {
	var sum ledger.Amount
	for i := range a.Lines {
		if a.Lines[i].Statement == statement {
			sum = sum.Add(a.Lines[i].NetDebit[month])
		}
	}
	return sum
}

// balances: the balance sheet is in balance at the end of every month.
func balances(a *ledger.Actuals) (*proof, error) {
	p := newProof(checkBalances, ledger.BalanceSheet)
	for i, month := range a.Range.Months() {
		if err := p.compare("", month.String(), total(a, ledger.BalanceSheet, i), ledger.Amount{}); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// profit: a month's profit-and-loss lines are its net profit.
func profit(a *ledger.Actuals) (*proof, error) {
	p := newProof(checkProfit, ledger.ProfitAndLoss)
	for i, month := range a.Range.Months() {
		if err := p.compare("", month.String(), total(a, ledger.ProfitAndLoss, i).Neg(), a.NetProfit[i]); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// earnings: the earnings line moves by a month's net profit, and starts with it
// in the first month of a financial year. A month that follows none in the
// range, and one in whose midst the year ends, cannot be compared.
func earnings(a *ledger.Actuals) (*proof, error) {
	p := newProof(checkEarnings, ledger.BalanceSheet)
	line := earningsLine(a)
	for i, month := range a.Range.Months() {
		began := a.Organisation.FiscalYearStart(month.Last())
		movement := line(i).Neg()
		switch {
		case began == month.First():
		case i > 0 && began.Before(month.First()):
			movement = movement.Sub(line(i - 1).Neg())
		default:
			continue
		}
		if err := p.compare("", month.String(), movement, a.NetProfit[i]); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// earningsLine is the net debit of the earnings line by month; a ledger that
// shows none has earned nothing.
func earningsLine(a *ledger.Actuals) func(month int) ledger.Amount {
	for i := range a.Lines {
		if a.Lines[i].AccountID == ledger.CurrentYearEarnings {
			return func(month int) ledger.Amount { return a.Lines[i].NetDebit[month] }
		}
	}
	return func(int) ledger.Amount { return ledger.Amount{} }
}
