// Package xero reads a Xero organisation: who it is, its chart of accounts and
// what its profit and loss, balance sheets and trial balance say for a run of
// months. It sends GET requests only and writes nothing.
//
// Reports come from Xero's Accounting API 2.0 (Reports/ProfitAndLoss,
// Reports/BalanceSheet, Reports/TrialBalance) with the standard layout. Every
// report is checked against what was asked for and against its own totals
// before anything of it is handed out. Amounts become net debits (debit minus
// credit) in the organisation's base currency.
//
// Errors of New wrap readonly.ErrConfig. Errors about the provider or its answers
// are *ledger.Error and *ledger.MismatchError, for errors.Is and errors.As;
// errors of the token source pass through unchanged. Stability is that of package
// ledger.
package xero
