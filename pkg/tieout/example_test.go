package tieout_test

import (
	"errors"
	"fmt"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/tieout"
)

// The actuals would come from xero.Client.Actuals or quickbooks.Client.Actuals.
func ExampleVerify() {
	october := ledger.NewMonth(2026, 10)
	request := ledger.Request{Range: ledger.Range{From: october, To: october}, Verify: ledger.VerifyLast}
	line := func(id string, class ledger.Class, netDebit string) ledger.Line {
		return ledger.Line{
			AccountID: id, Name: id, Class: class, Statement: class.Statement(),
			NetDebit: []ledger.Amount{ledger.MustAmount(netDebit)},
		}
	}
	actuals := &ledger.Actuals{
		Basis: ledger.Accrual, Range: request.Range,
		Lines: []ledger.Line{
			line("Sales", ledger.Revenue, "-100.00"),
			line("Bank", ledger.Asset, "100.00"),
			line(ledger.CurrentYearEarnings, ledger.Equity, "-100.00"),
		},
		NetProfit: []ledger.Amount{ledger.MustAmount("100.00")},
		Trial: ledger.TrialBalance{At: october.Last(), Lines: []ledger.TrialLine{
			{AccountID: "Sales", Name: "Sales", YearToDate: ledger.MustAmount("-100.00")},
			{AccountID: "Bank", Name: "Bank", YearToDate: ledger.MustAmount("100.00")},
		}},
	}
	proof, err := tieout.Verify(actuals, request)
	for _, check := range proof.Checks {
		fmt.Println(check.Compared, check.Name)
	}
	fmt.Println(err)

	actuals.Trial.Lines[1].YearToDate = ledger.MustAmount("99.00")
	_, err = tieout.Verify(actuals, request)
	fmt.Println(err, errors.Is(err, ledger.ErrMismatch))
	// Output:
	// 1 assets equal liabilities and equity
	// 1 profit and loss lines add up to net profit
	// 1 balances equal the trial balance
	// 1 current year earnings equal the trial balance's profit
	// <nil>
	// balances equal the trial balance (Bank, 2026-10): 100.00 on the balance sheet, 99.00 on the trial balance, 1.00 apart true
}
