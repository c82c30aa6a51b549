// Package tieout verifies what no report proves alone: that the statements of a
// ledger agree with each other and with its trial balance. It depends on package
// ledger only and works on the actuals of any ledger.
//
// Stability is that of package ledger. More checks may be added at any time.
package tieout

import (
	"strconv"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// The checks across statements. Their names are part of the checks returned.
const (
	checkBalances = "assets equal liabilities and equity"
	checkProfit   = "profit and loss lines add up to net profit"
	checkEarnings = "current year earnings move by net profit"
	checkTrial    = "balances equal the trial balance"
	checkMonth    = "movements of the month equal the trial balance"
	checkYear     = "movements of the year equal the trial balance"
	checkBetween  = "movements equal those between two trial balances"
	checkPosted   = "current year earnings equal the trial balance's profit"
)

// Proof is what Verify proved.
type Proof struct {
	Checks []ledger.Check // that held
	// Unwitnessed are the months whose profit and loss no second report confirms:
	// neither the year's earnings on the balance sheet nor a trial balance.
	Unwitnessed []ledger.Month
}

// Verify verifies that the statements agree with each other and with every trial
// balance, within ledger.Tolerance for each total; the two sides of a balance
// sheet within ledger.Rounding. It first refuses actuals that do not answer the
// request, or lack a trial balance that the request asks for. Checks that cannot
// be made, since the months needed lie outside the range, are left out. The
// error is a *ledger.MismatchError that names account, period and both figures,
// or that of request.Normalize.
func Verify(actuals *ledger.Actuals, request ledger.Request) (*Proof, error) {
	request, err := request.Normalize()
	if err != nil {
		return nil, err
	}
	if err := checkAnswer(actuals, request); err != nil {
		return nil, err
	}
	v := newVerifier(actuals)
	for _, verify := range []func() error{v.balances, v.profit, v.earnings, v.trialBalances} {
		if err := verify(); err != nil {
			return nil, err
		}
	}
	return &Proof{v.checks.Held(), v.unwitnessed()}, nil
}

// checkAnswer refuses actuals that are not what was asked for or not well formed.
func checkAnswer(a *ledger.Actuals, asked ledger.Request) error {
	switch {
	case a.Basis != asked.Basis:
		return &ledger.MismatchError{Kind: ledger.MismatchRequest, Check: "basis of the reports", Ours: string(asked.Basis), Ledgers: string(a.Basis)}
	case a.Range != asked.Range:
		return &ledger.MismatchError{Kind: ledger.MismatchRequest, Check: "period of the reports", Ours: asked.Range.String(), Ledgers: a.Range.String()}
	case a.Trial.At != asked.Range.To.Last():
		return &ledger.MismatchError{Kind: ledger.MismatchRequest, Check: "date of the trial balance", Ours: asked.Range.To.Last().String(), Ledgers: a.Trial.At.String()}
	case len(a.NetProfit) != a.Range.Len():
		return wrongLength("months with a net profit", "", a.Range, len(a.NetProfit))
	}
	if err := checkTrials(a, asked); err != nil {
		return err
	}
	seen := make(map[string]bool, len(a.Lines))
	for i := range a.Lines {
		line := &a.Lines[i]
		if len(line.NetDebit) != a.Range.Len() {
			return wrongLength("months of an account", line.Name, a.Range, len(line.NetDebit))
		}
		if seen[line.AccountID] {
			return &ledger.MismatchError{Kind: ledger.MismatchRequest, Check: "lines of an account", Account: line.Name, Ours: "one", Ledgers: "two"}
		}
		seen[line.AccountID] = true
	}
	return nil
}

func wrongLength(check, account string, asked ledger.Range, got int) error {
	return &ledger.MismatchError{Kind: ledger.MismatchRequest, Check: check, Account: account, Ours: strconv.Itoa(asked.Len()), Ledgers: strconv.Itoa(got)}
}

// checkTrials refuses actuals without the second reports that were asked for.
func checkTrials(a *ledger.Actuals, asked ledger.Request) error {
	if asked.ReadsOpening() {
		switch before := (asked.Range.From - 1).String(); {
		case a.Opening == nil:
			return &ledger.MismatchError{Kind: ledger.MismatchRequest, Check: "month of the balance sheet before the range", Ours: before, Ledgers: "nothing"}
		case a.Opening.Month != asked.Range.From-1:
			return &ledger.MismatchError{
				Kind: ledger.MismatchRequest, Check: "month of the balance sheet before the range", Ours: before, Ledgers: a.Opening.Month.String(),
			}
		}
	}
	read := map[ledger.Date]bool{a.Trial.At: true}
	before := ledger.Date{}
	for i := range a.EarlierTrials {
		at := a.EarlierTrials[i].At
		month := at.MonthOf()
		known := at == month.Last() && (month == asked.Range.From-1 || asked.Range.Contains(month))
		if !known || read[at] || at.Before(before) {
			return &ledger.MismatchError{Kind: ledger.MismatchRequest, Check: "date of an earlier trial balance", Ours: "the end of another month", Ledgers: at.String()}
		}
		read[at], before = true, at
	}
	for _, month := range asked.TrialMonths(a.Organisation) {
		if !read[month.Last()] {
			return &ledger.MismatchError{Kind: ledger.MismatchRequest, Check: "date of an earlier trial balance", Ours: month.Last().String(), Ledgers: "nothing"}
		}
	}
	return nil
}
