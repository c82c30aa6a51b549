package ledger_test

import (
	"errors"
	"fmt"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func ExampleAmount() {
	rent := ledger.MustAmount("1234.50")
	fee := ledger.MustAmount("0.125")
	fmt.Println(rent.Add(fee), rent.Neg(), rent.Units(), rent.Places())
	// Output: 1234.625 -1234.50 123450 2
}

func ExampleClass_Natural() {
	netDebit := ledger.MustAmount("-250.00") // a credit of 250
	fmt.Println(ledger.Revenue.Natural(netDebit), ledger.Expense.Natural(netDebit))
	// Output: 250.00 -250.00
}

func ExampleOrganisation_FiscalYearStart() {
	british := ledger.Organisation{YearEndMonth: 4, YearEndDay: 5}
	fmt.Println(british.FiscalYearStart(ledger.Date{Year: 2026, Month: 10, Day: 31}))
	// Output: 2026-04-06
}

func ExampleChecks() {
	checks := ledger.Checks{Statement: ledger.BalanceSheet}
	fmt.Println(checks.Compare("assets equal equity", "", "2026-10", ledger.MustAmount("100.00"), ledger.MustAmount("100.01")))
	fmt.Println(checks.Compare("assets equal equity", "", "2026-11", ledger.MustAmount("100.00"), ledger.MustAmount("90.00")))
	fmt.Println(checks.Held())
	// Output:
	// <nil>
	// assets equal equity (2026-11): expected 100.00, the ledger says 90.00, 10.00 apart
	// [{assets equal equity balance_sheet report 1 0.01}]
}

func ExampleError() {
	err := error(&ledger.Error{
		Kind: ledger.LimitReached, Provider: ledger.Xero, Op: "read the balance sheet",
		Message: "the app has used up its calls to this organisation for today", Status: 429,
	})
	fmt.Println(err)
	fmt.Println(errors.Is(err, ledger.ErrLimit), errors.Is(err, ledger.ErrSignInNeeded))
	// Output:
	// cannot read the balance sheet from Xero: the app has used up its calls to this organisation for today (HTTP 429)
	// true false
}
